"""What people say when they ask to print, answer, and print."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Day, Once
from xinqiao.office.papers.rules import LONGEST_PURPOSE, MOST_COPIES, SHORTEST_PURPOSE
from xinqiao.practice.cases import models
from xinqiao.practice.cases.models import PrintApproval, Record


class AskForm(Once):
    """For what, to whom, how many, until when. The client's name does not stand in it."""

    purpose = forms.CharField(
        label=gettext_lazy("用途"),
        min_length=SHORTEST_PURPOSE,
        max_length=LONGEST_PURPOSE,
        help_text=gettext_lazy("会印在每一页的页脚，审批的人也看得到。不写姓名，不写谈了什么。"),
    )
    keeper = forms.CharField(
        label=gettext_lazy("去向与保管"),
        min_length=SHORTEST_PURPOSE,
        max_length=LONGEST_PURPOSE,
        help_text=gettext_lazy("交给谁，谁保管，用后归还还是销毁。"),
    )
    most = forms.IntegerField(
        label=gettext_lazy("最多几份"),
        min_value=1,
        max_value=models.MOST_COPIES,
        initial=1,
        help_text=gettext_lazy("每份记录打印一次算一份；补记跟着原记录，不另算。"),
    )
    until = Day(label=gettext_lazy("到哪一天为止"))


class AnswerForm(forms.Form):
    """Yes or no, and a word if one likes."""

    answer = forms.ChoiceField(choices=[("grant", ""), ("refuse", "")])
    reply = forms.CharField(label=gettext_lazy("想说的话"), max_length=200, required=False)


class PrintForm(Once):
    """Under which leave, how many, and whether what is kept veiled is printed, too."""

    approval = forms.ChoiceField(label=gettext_lazy("凭哪一个批准"), widget=forms.RadioSelect)
    copies = forms.IntegerField(label=gettext_lazy("每份记录几份"), min_value=1, max_value=MOST_COPIES, initial=1)
    shows_sensitive = forms.BooleanField(
        label=gettext_lazy("平时遮住的几栏也打印"),
        required=False,
        help_text=gettext_lazy("家庭、健康这些栏。不选，纸上只写“这一栏这次不打印”。"),
    )

    def __init__(self, *args: Any, approvals: Sequence[PrintApproval], **kwargs: Any) -> None:
        first = {"approval": str(approvals[0].pk)} if approvals else {}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["approval"].choices = [(str(one.pk), _words(one)) for one in approvals]  # type: ignore[attr-defined]


class PrintCaseForm(PrintForm):
    """Papers of one case, ticked."""

    papers = forms.MultipleChoiceField(label=gettext_lazy("打印哪几份"), widget=forms.CheckboxSelectMultiple)
    field_order = ["papers", "approval", "copies", "shows_sensitive"]

    def __init__(self, *args: Any, papers: Sequence[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(str(one.pk), one.title) for one in papers]  # type: ignore[attr-defined]


class PrintManyForm(PrintForm):
    """Everything of one's own that was filed on some days."""

    first = Day(label=gettext_lazy("归入的日子，从"))
    last = Day(label=gettext_lazy("到"))
    field_order = ["first", "last", "approval", "copies", "shows_sensitive"]

    def clean(self) -> dict[str, Any]:
        """From the first day to the last."""
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("最后一天不能早于第一天。"))
        return given


def _words(approval: PrintApproval) -> str:
    words = {"purpose": approval.purpose, "left": approval.left, "until": date_format(approval.until)}
    return _("%(purpose)s（还剩 %(left)d 份，到 %(until)s）") % words
