"""What is typed around a call. The caller's own page has no form that could say no: it takes what is there."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.practice.crisis import rules
from xinqiao.practice.crisis.models import Helplines, Outcome
from xinqiao.practice.crisis.rules import Line
from xinqiao.practice.crisis.services import Lines

NUMBER = re.compile(r"\+?[0-9][0-9 \-]{1,18}[0-9]")


def voice_of(posted: Any) -> rules.Voice:
    """What a press said, cut to what a line holds."""
    return rules.Voice(
        place=_plain(posted.get("place", ""), rules.LONGEST_PLACE),
        name=_plain(posted.get("name", ""), rules.LONGEST_NAME),
    )


def _plain(typed: str, longest: int) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())[:longest]


class EndForm(forms.Form):
    """How a call ended."""

    outcome = forms.ChoiceField(label=gettext_lazy("怎么样了"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("还要让后来的人知道的"),
        max_length=rules.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一两句就够。谈了什么，写在咨询记录里，不写在这里。"),
    )


class LinesForm(forms.Form):
    """The numbers and words of the page for those who need help now."""

    school_line = forms.CharField(label=gettext_lazy("学校自己的电话"), max_length=30, required=False)
    school_line_hours = forms.CharField(label=gettext_lazy("什么时候有人接"), max_length=40, required=False)
    names_duty = forms.BooleanField(label=gettext_lazy("写出值班老师的姓，例如“沈老师”"), required=False)
    words = forms.CharField(
        label=gettext_lazy("还要说的一句"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("例如：晚上可以找宿舍楼下的生活老师。"),
    )
    lines = forms.CharField(
        label=gettext_lazy("校外的电话"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("一行一个：号码，什么时候打，几点有人接。中间用竖线“|”分开。空着就用全国通用的三个。"),
    )

    def clean_school_line(self) -> str:
        """A number that a telephone can dial."""
        typed: str = self.cleaned_data["school_line"].strip()
        if typed and not NUMBER.fullmatch(typed):
            raise forms.ValidationError(_("请写能拨通的号码，只用数字、空格和短横线。"))
        return typed

    def clean_lines(self) -> list[Line]:
        """Each line as a number with its words."""
        found = [_line(one) for one in self.cleaned_data["lines"].splitlines() if one.strip()]
        if len(found) > rules.LINES_AT_MOST:
            raise forms.ValidationError(_("最多写六个：太多了，难受的人看不过来。"))
        return found

    def said(self) -> Lines:
        """What the service asks for."""
        return Lines(**self.cleaned_data)

    @staticmethod
    def started(place: Helplines) -> dict[str, Any]:
        """What holds now, as the form shows it."""
        shown = rules.lines_of(place.lines)
        return {
            "school_line": place.school_line,
            "school_line_hours": place.school_line_hours,
            "names_duty": place.names_duty,
            "words": place.words,
            "lines": "\n".join(" | ".join(part for part in one.document().values() if part) for one in shown),
        }


def _line(typed: str) -> Line:
    number, name, hours = (*[part.strip() for part in typed.replace("｜", "|").split("|", 2)], "", "")[:3]
    if not NUMBER.fullmatch(number) or not 0 < len(name) <= 40 or len(hours) > 40:
        raise forms.ValidationError(
            _("这一行看不懂：%(line)s。请写成：号码 | 什么时候打 | 几点有人接。") % {"line": typed[:40]}
        )
    return Line(number, name, hours)
