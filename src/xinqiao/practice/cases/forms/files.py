"""A file to be put to a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.practice.cases.models import FileKind


class AttachForm(forms.Form):
    """What it is, to which paper it belongs, and the file; a stream brings the file itself apart."""

    kind = forms.ChoiceField(
        label=_("是什么"), choices=FileKind.choices, widget=forms.RadioSelect, initial=FileKind.SCAN
    )
    file = forms.FileField(
        label=_("文件"), help_text=_("图片、PDF、文本，录音录像最大 200 MB。图片里的位置和相机信息会去掉。")
    )
    record = forms.UUIDField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_file: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_file:
            del self.fields["file"]
