"""What pupils and guardians choose. Every act carries a token, so that a double press is one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Once
from xinqiao.practice.scheduling.models import How
from xinqiao.practice.scheduling.rules import HALVES
from xinqiao.practice.scheduling.services import OwnWanted, Wanted

from .booking import moment_of
from .fields import OneOf

ANYBODY = "any"


class ChooseForm(forms.Form):
    """What has been chosen so far; whatever is no choice is left open and chosen anew by the page."""

    who = forms.CharField(required=False, max_length=40)
    day = forms.DateField(required=False)
    at = forms.CharField(required=False, max_length=40)
    how = forms.CharField(required=False, max_length=10)

    def chosen(self) -> dict[str, Any]:
        """What `choices_for` asks for."""
        self.is_valid()
        clean = self.cleaned_data
        day: date | None = clean.get("day")
        start: datetime | None = moment_of(clean.get("at", ""))
        who = clean.get("who", "")
        return {"who": _uuid(who), "anybody": who == ANYBODY, "day": day, "start": start}

    @property
    def how_chosen(self) -> str:
        """How to meet, as far as it is a choice."""
        self.is_valid()
        how: str = self.cleaned_data.get("how", "")
        return how if how in How.values else How.IN_PERSON.value


class OwnBookForm(Once):
    """With whom, when and how: one press on a page where all of it is chosen already."""

    who = forms.CharField(label=gettext_lazy("和谁"), required=False, max_length=40)
    at = forms.CharField(
        label=gettext_lazy("几点"), max_length=40, error_messages={"required": gettext_lazy("请选一个时间。")}
    )
    how = forms.ChoiceField(label=gettext_lazy("怎么见"), choices=How.choices, required=False)

    def clean_at(self) -> datetime:
        """The beginning of the time. Raises `ValidationError` for anything edited by hand."""
        start = moment_of(self.cleaned_data["at"])
        if start is None:
            raise forms.ValidationError(_("请从页面上选一个时间。"))
        return start

    def wanted(self) -> OwnWanted:
        """What the service asks for."""
        clean = self.cleaned_data
        return OwnWanted(starts=clean["at"], counsellor=_uuid(clean["who"]), how=clean["how"] or How.IN_PERSON.value)


class JoinForm(Once):
    """For whom and when somebody would come if a time came free."""

    who = forms.ChoiceField(label=gettext_lazy("等谁"), widget=OneOf, initial=ANYBODY)
    halves = forms.MultipleChoiceField(
        label=gettext_lazy("什么时候能来"), choices=[(one, one) for one in HALVES], required=False
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(ANYBODY, _("谁都可以")), *people]

    def wanted(self) -> Wanted:
        """What the service asks for."""
        clean = self.cleaned_data
        return Wanted(counsellor=_uuid(clean["who"]), halves=tuple(clean["halves"]))


class AskForChildForm(Once):
    """What a guardian would like the counsellor to know; nothing at all will do."""

    child = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("想让老师知道的，几句话就好"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("可以不写。只有辅导老师能看到。"),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text and text != ANYBODY else None
    except ValueError:
        return None
