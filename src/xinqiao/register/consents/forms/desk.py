"""What a counsellor types about consents, and what the director decides."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.clock import today
from xinqiao.core.forms import DateInput
from xinqiao.register.consents.rules import MOST_VERBAL_DAYS, FromFourteen, Giver, Purpose, Way
from xinqiao.register.consents.selectors import ConsentsPage
from xinqiao.register.people.models import ClientKind

OTHER = "other"


class Who(forms.Form):
    """Who agrees: the client, a guardian on the register, or another one who is written down."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.ChoiceField(label=gettext_lazy("谁同意的"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("其他监护人的姓名"), max_length=60, required=False)
    relation = forms.CharField(label=gettext_lazy("与学生的关系"), max_length=20, required=False)

    def __init__(self, *args: Any, page: ConsentsPage, **kwargs: Any) -> None:
        first = Giver.GUARDIAN if _only_guardian_is_missing(page) else Giver.CLIENT
        named = {f"guardian:{one.pk}": one for one in page.guardians}
        choices = [(Giver.CLIENT.value, str(Giver.CLIENT.label))]
        choices += [(key, f"{one.name}{_('，')}{one.relation}") for key, one in named.items()]
        if page.kind is ClientKind.STUDENT:
            choices.append((OTHER, _("其他监护人")))
        start = choices[min(first is Giver.GUARDIAN, len(choices) - 1)][0]
        kwargs["initial"] = {"token": uuid4(), "who": start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.named = named
        self.fields["who"].choices = choices  # type: ignore[attr-defined]
        if page.kind is not ClientKind.STUDENT:
            del self.fields["name"], self.fields["relation"]

    def clean(self) -> dict[str, Any]:
        """Another guardian is written down with a name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == OTHER and not cleaned.get("name"):
            self.add_error("name", _("请写明是哪一位监护人。"))
        return cleaned

    def giver(self) -> dict[str, Any]:
        """Who agrees, as the services take it."""
        clean = self.cleaned_data
        known = self.named.get(clean["who"])
        if known is not None:
            detail = {"guardian": str(known.pk), "name": known.name, "relation": known.relation}
            return {"given_by": Giver.GUARDIAN, "detail": detail}
        if clean["who"] == OTHER:
            detail = {"name": clean["name"], "relation": clean["relation"]}
            return {"given_by": Giver.GUARDIAN, "detail": detail}
        return {"given_by": Giver.CLIENT, "detail": None}


class PaperForm(Who):
    """A form that was signed."""

    purpose = forms.TypedChoiceField(
        label=gettext_lazy("同意什么"), choices=Purpose.choices, coerce=Purpose, widget=forms.RadioSelect
    )
    signed_on = forms.DateField(label=gettext_lazy("签名的日期"), widget=DateInput)
    valid_until = forms.DateField(
        label=gettext_lazy("到哪天为止"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("纸上没有写期限的不填。"),
    )
    own_form = forms.BooleanField(label=gettext_lazy("签的是学校自己的同意书"), required=False)
    field_order = ("token", "purpose", "who", "name", "relation", "signed_on", "valid_until", "own_form")

    def __init__(self, *args: Any, page: ConsentsPage, **kwargs: Any) -> None:
        super().__init__(*args, page=page, initial={"purpose": Purpose.COUNSELLING, "signed_on": today()}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Signed already, and not over before it began."""
        cleaned = super().clean()
        first, last = cleaned.get("signed_on"), cleaned.get("valid_until")
        if first and first > today():
            self.add_error("signed_on", _("签名的日子还没有到。"))
        if first and last and last < first:
            self.add_error("valid_until", _("到期的日子要在签名之后。"))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What the service asks for."""
        names = ("token", "purpose", "signed_on", "valid_until", "own_form")
        return {name: self.cleaned_data[name] for name in names} | self.giver()


class WordForm(Who):
    """Somebody agreed by word of mouth."""

    reason = forms.CharField(
        label=gettext_lazy("为什么先用口头同意"),
        max_length=120,
        help_text=gettext_lazy("例如：家长在外地，周五来签。密封保存。"),
    )

    def arguments(self) -> dict[str, Any]:
        """What the service asks for."""
        return {"token": self.cleaned_data["token"], "reason": self.cleaned_data["reason"]} | self.giver()


class WithdrawForm(forms.Form):
    """Which consent is taken back; nobody is asked why."""

    what = forms.ChoiceField(label=gettext_lazy("撤回的是"), widget=forms.RadioSelect)
    how = forms.CharField(
        label=gettext_lazy("怎样撤回的"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("例如：当面说的，写了申请单。不用问理由。密封保存。"),
    )

    def __init__(self, *args: Any, page: ConsentsPage, **kwargs: Any) -> None:
        stands = [(purpose, giver) for purpose in Purpose for giver in Giver if _stands(page, purpose, giver)]
        choices = [
            (f"{purpose}:{giver}", _("%(who)s对%(what)s的同意") % {"who": giver.label, "what": purpose.label})
            for purpose, giver in stands
        ]
        kwargs["initial"] = {"what": choices[0][0] if choices else ""}
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """What the service asks for."""
        purpose, giver = self.cleaned_data["what"].split(":")
        return {"purpose": Purpose(purpose), "by": Giver(giver), "how": self.cleaned_data["how"]}


class StrikeForm(forms.Form):
    """What was wrong with a line."""

    reason = forms.CharField(label=gettext_lazy("哪里登记错了"), max_length=120, help_text=gettext_lazy("密封保存。"))


class RulesForm(forms.Form):
    """What the school asks."""

    from_14 = forms.TypedChoiceField(
        label=gettext_lazy("满 14 岁、未满 18 岁的学生"),
        choices=FromFourteen.choices,
        coerce=FromFourteen,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "心理辅导、测验、专业讨论按这个办。录音录像和教学科研不在此列：未满 18 岁的，监护人总要同意。"
        ),
    )
    verbal_days = forms.IntegerField(
        label=gettext_lazy("口头同意最多管几天"),
        min_value=0,
        max_value=MOST_VERBAL_DAYS,
        help_text=gettext_lazy("过了这些天还没有补签，就不作数。填 0 就是不接受口头同意。"),
    )
    renews = forms.BooleanField(label=gettext_lazy("说明的意思改了，同意过的人要重新读、重新决定"), required=False)
    kept_years = forms.IntegerField(
        label=gettext_lazy("离校以后记录再保存几年"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=gettext_lazy("写进给来访者看的说明里。不填，说明里写“问老师”。"),
    )


def _stands(page: ConsentsPage, purpose: Purpose, giver: Giver) -> bool:
    return any(one.covers and (one.row.purpose, one.row.given_by) == (purpose.value, giver.value) for one in page.rows)


def _only_guardian_is_missing(page: ConsentsPage) -> bool:
    there = {one.giver for one in page.counselling.given if one.way is Way.PAPER}
    return Giver.CLIENT in there and Giver.GUARDIAN in set(page.counselling.needed) - there
