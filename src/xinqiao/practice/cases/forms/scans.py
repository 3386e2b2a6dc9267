"""The scan of a signed form."""

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

MOST = 20 << 20


class ScanForm(forms.Form):
    """One picture or PDF; what it really is, the vault looks at."""

    file = forms.FileField(
        label=_("扫描件或照片"),
        help_text=_("图片（JPEG、PNG）或 PDF，最大 20 MB。照片里的位置和相机信息会去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
        error_messages={
            "required": _("没有收到文件。请选择图片或 PDF，最大 20 MB。"),
            "empty": _("这个文件是空的。"),
        },
    )

    def clean_file(self) -> "File[bytes]":
        """Refuse what is too large before anything reads it."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > MOST:
            raise forms.ValidationError(_("文件太大，最多 20 MB。请降低扫描的清晰度，或者只扫签名的那几页。"))
        return file
