"""What somebody gives to bring a roster in: a file, then a yes."""

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from xinqiao.register.people.roster.reading import SIZE_AT_MOST


class RosterFile(forms.Form):
    """The file, as the school office has it."""

    file = forms.FileField(
        label=_("名册文件"),
        help_text=_("Excel（.xlsx、.xls）、.ods 或 .csv，最大 50 MB。住址、备注等用不着的列不会读进来。"),
        error_messages={
            "required": _("没有收到文件。请选择名册文件；超过 50 MB 的文件收不进来。"),
            "empty": _("这个文件是空的。"),
        },
        allow_empty_file=False,
    )

    def clean_file(self) -> "File[bytes]":
        """Refuse what is too large before it is read."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size and file.size > SIZE_AT_MOST:
            raise forms.ValidationError(_("这个文件超过 50 MB，不像一份名册。请只留下学生名单后再试。"))
        return file


class RosterYes(forms.Form):
    """Somebody's yes to what a preview showed, with the guesses that are right."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    invented = forms.BooleanField(label=_("文件里都是虚构的人，没有真实的"), required=False)

    def confirmed(self) -> set[str]:
        """The guesses that were ticked; ids that no guess has are harmless."""
        ticked = self.data.getlist("confirm") if hasattr(self.data, "getlist") else []
        return {str(guess)[:80] for guess in ticked}
