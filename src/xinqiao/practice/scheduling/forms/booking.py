"""Booking, moving, calling off."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.core.clock import at_local, is_in_reach, today
from xinqiao.core.forms import Day, Once, TimeInput
from xinqiao.practice.scheduling import selectors
from xinqiao.practice.scheduling.models import AskedBy, Channel, Need, Reason
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.services import Asked

from .fields import Chips, ForPerson, OneOf, staff_choices

OTHER_TIME = "other"


class WhenForm(forms.Form):
    """With whom, when and where. `times` on offer are given by the page; any other time can be typed."""

    counsellor = forms.ChoiceField(label=gettext_lazy("和谁"))
    from_day = Day(label=gettext_lazy("从哪天起看"), required=False)
    slot = forms.CharField(label=gettext_lazy("什么时候"), required=False, widget=forms.HiddenInput, max_length=40)
    day = Day(label=gettext_lazy("日期"), required=False)
    starts = forms.TimeField(label=gettext_lazy("开始"), required=False, widget=TimeInput)
    minutes = forms.IntegerField(label=gettext_lazy("多少分钟"), required=False, min_value=5, max_value=240)
    arranged = forms.CharField(
        label=gettext_lazy("在开放时间以外另约的原因"), required=False, max_length=100,
        help_text=gettext_lazy("只有不在开放时间内才要填；会封存。"),
    )  # fmt: skip
    room = forms.ChoiceField(label=gettext_lazy("房间"), required=False)

    actor: Actor

    @cached_property
    def default_minutes(self) -> int:
        """How long a talk is, where nothing else was said."""
        return selectors.service_rules().slot_minutes

    def offer(self, actor: Actor) -> None:
        """Fill the lists."""
        self.actor = actor
        counsellor, room = self.fields["counsellor"], self.fields["room"]
        assert isinstance(counsellor, forms.ChoiceField)
        assert isinstance(room, forms.ChoiceField)
        counsellor.choices = staff_choices(selectors.counsellors(today()))
        counsellor.initial = str(actor.pk)
        in_use = list(selectors.rooms())
        room.choices = [("", _("不占房间")), *((str(one.pk), one.name) for one in in_use)]
        if len(in_use) == 1:
            room.initial = str(in_use[0].pk)

    def wanted(self, cleaned: dict[str, Any]) -> Span | None:
        """The time that was chosen or typed; None where neither makes one."""
        chosen = cleaned.get("slot", "")
        if chosen and chosen != OTHER_TIME:
            start = moment_of(chosen)
            return Span(start, start + timedelta(minutes=self.default_minutes)) if start else None
        if cleaned.get("day") and cleaned.get("starts"):
            start = at_local(cleaned["day"], cleaned["starts"])
            return Span(start, start + timedelta(minutes=cleaned.get("minutes") or self.default_minutes))
        return None

    def clean(self) -> dict[str, Any]:
        """Make a stretch of time of it."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["wanted"] = self.wanted(cleaned)
        if cleaned["wanted"] is None:
            self.add_error("slot", _("请选一个时间，或写明日期和开始时间。"))
        return cleaned


def moment_of(text: str) -> datetime | None:
    """The moment that a slot's value names; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and is_in_reach(found.date()) else None


URGENCY = [("usual", gettext_lazy("一般")), ("soon", gettext_lazy("尽快")), ("now", gettext_lazy("紧急"))]


class BookForm(WhenForm, ForPerson):
    """A new appointment."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("为了什么"), choices=Need.choices, widget=Chips, required=False
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("预约渠道"), choices=Channel.choices, widget=OneOf, initial=Channel.IN_PERSON
    )
    asked_by = forms.ChoiceField(
        label=gettext_lazy("预约人与来访者关系"), choices=AskedBy.choices, widget=OneOf, initial=AskedBy.SELF
    )
    agrees = forms.BooleanField(label=gettext_lazy("本人知道并同意"), required=False, initial=True)
    urgency = forms.ChoiceField(label=gettext_lazy("紧急程度"), choices=URGENCY, widget=OneOf, initial="usual")
    reach = forms.CharField(label=gettext_lazy("怎样联系比较方便"), required=False, max_length=80)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.offer(actor)

    def asked(self) -> Asked:
        """Who asked, how, and for what."""
        clean = self.cleaned_data
        return Asked(
            channel=clean["channel"],
            asked_by=clean["asked_by"],
            agrees=clean["agrees"],
            needs=tuple(clean["needs"]),
            urgency=clean["urgency"],
            reach=clean["reach"],
        )


REASONS = [(reason.value, reason.label) for reason in Reason]


class MoveForm(WhenForm, Once):
    """Another time for an appointment."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么改期"), choices=REASONS, widget=OneOf, initial=Reason.CLIENT)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(actor)


class CancelForm(forms.Form):
    """Why an appointment is called off."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么取消"), choices=REASONS, widget=OneOf, initial=Reason.CLIENT)
