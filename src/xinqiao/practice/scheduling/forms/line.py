"""What counsellors do about the waiting line, and how they are shown at the own door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xinqiao.practice.scheduling.models import CounsellorProfile
from xinqiao.practice.scheduling.models.profiles import LONGEST_LINE
from xinqiao.practice.scheduling.services import Picture

from .booking import WhenForm


class OfferForm(WhenForm):
    """The time that somebody in the line is asked about."""


class ProfileForm(forms.Form):
    """Three lines and a picture."""

    called = forms.CharField(
        label=gettext_lazy("学生怎么称呼你"), required=False, max_length=20,
        help_text=gettext_lazy("不填就是姓加“老师”。"),
    )  # fmt: skip
    line_1 = forms.CharField(label=gettext_lazy("第一行"), required=False, max_length=LONGEST_LINE)
    line_2 = forms.CharField(label=gettext_lazy("第二行"), required=False, max_length=LONGEST_LINE)
    line_3 = forms.CharField(label=gettext_lazy("第三行"), required=False, max_length=LONGEST_LINE)
    picture = forms.FileField(
        label=gettext_lazy("照片"), required=False,
        help_text=gettext_lazy("JPEG、PNG 或 WebP，2 MB 以内。照片里的地点、相机和时间会去掉。没有照片时显示姓。"),
    )  # fmt: skip
    drop = forms.BooleanField(label=gettext_lazy("不再显示现在的照片"), required=False)

    def said(self) -> dict[str, Any]:
        """What the service asks for."""
        clean = self.cleaned_data
        file = clean["picture"]
        return {
            "called": clean["called"],
            "lines": [clean[f"line_{number}"] for number in (1, 2, 3)],
            "picture": Picture(file.file, file.name, file.size) if file else None,
            "drop_picture": clean["drop"],
        }

    @staticmethod
    def started(profile: CounsellorProfile) -> dict[str, Any]:
        """What is shown now, as the form shows it."""
        lines = dict(zip(("line_1", "line_2", "line_3"), profile.lines, strict=False))
        return {"called": profile.called, **lines}
