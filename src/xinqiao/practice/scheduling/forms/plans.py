"""Hours, duty, rooms, and what the school has decided."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Day, TimeInput
from xinqiao.practice.scheduling.models import OpeningHour, RoomFunction, ServiceRules, SessionKind
from xinqiao.practice.scheduling.services import Session
from xinqiao.register.people.models import ClientKind, Staff

from .fields import Chips, staff_choices

ROWS = 6
# What a school that has not said anything yet finds filled in.
USUAL = [
    (SessionKind.MORNING, time(8), time(12)),
    (SessionKind.AFTERNOON, time(14), time(17, 30)),
]
WEEKDAYS = [
    ("0", gettext_lazy("周一")),
    ("1", gettext_lazy("周二")),
    ("2", gettext_lazy("周三")),
    ("3", gettext_lazy("周四")),
    ("4", gettext_lazy("周五")),
    ("5", gettext_lazy("周六")),
    ("6", gettext_lazy("周日")),
]


class HoursForm(forms.Form):
    """The weekly hours of a stretch of days: a few sessions, each with its weekdays."""

    valid_from = Day(label=gettext_lazy("从哪天起"))
    valid_to = Day(label=gettext_lazy("到哪天止"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(ROWS):
            self.fields[f"kind_{row}"] = forms.ChoiceField(label=_("时段"), choices=SessionKind.choices, required=False)
            self.fields[f"starts_{row}"] = forms.TimeField(label=_("开始"), required=False, widget=TimeInput)
            self.fields[f"ends_{row}"] = forms.TimeField(label=_("结束"), required=False, widget=TimeInput)
            self.fields[f"days_{row}"] = forms.MultipleChoiceField(
                label=_("星期"), choices=WEEKDAYS, required=False, widget=Chips
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each session."""
        return [[self[f"{name}_{row}"] for name in ("kind", "starts", "ends", "days")] for row in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        """A session that is begun is whole."""
        cleaned = super().clean() or self.cleaned_data
        sessions: list[Session] = []
        for row in range(ROWS):
            starts, ends, days = (cleaned.get(f"{name}_{row}") for name in ("starts", "ends", "days"))
            if not starts and not ends and not days:
                continue
            if not (starts and ends and days):
                self.add_error(f"starts_{row}", _("这个时段要写全：开始、结束、星期。"))
                continue
            kind = cleaned.get(f"kind_{row}") or SessionKind.MORNING
            sessions += [Session(int(day), starts, ends, kind) for day in days]
        cleaned["sessions"] = sessions
        return cleaned

    @staticmethod
    def started(hours: Iterable[OpeningHour], first: date, last: date) -> dict[str, Any]:
        """The hours in force as the form shows them."""
        grouped: dict[tuple[Any, ...], list[str]] = {}
        for hour in sorted(hours, key=lambda one: (one.starts, one.weekday)):
            grouped.setdefault((hour.kind, hour.starts, hour.ends), []).append(str(hour.weekday))
        if not grouped:
            grouped = {(kind, starts, ends): ["0", "1", "2", "3", "4"] for kind, starts, ends in USUAL}
        initial: dict[str, Any] = {"valid_from": first, "valid_to": last}
        for row, ((kind, starts, ends), days) in enumerate(list(grouped.items())[:ROWS]):
            initial |= {f"kind_{row}": kind, f"starts_{row}": starts, f"ends_{row}": ends, f"days_{row}": days}
        return initial


class DutyForm(forms.Form):
    """A turn of duty."""

    staff = forms.ChoiceField(label=gettext_lazy("谁"))
    weekdays = forms.MultipleChoiceField(label=gettext_lazy("星期"), choices=WEEKDAYS, widget=Chips)
    starts = forms.TimeField(label=gettext_lazy("开始"), widget=TimeInput)
    ends = forms.TimeField(label=gettext_lazy("结束"), widget=TimeInput)
    valid_from = Day(label=gettext_lazy("从哪天起"))
    valid_to = Day(label=gettext_lazy("到哪天止"))

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = staff_choices(people)

    def arguments(self) -> dict[str, Any]:
        """What the service asks for."""
        clean = dict(self.cleaned_data)
        return clean | {"staff": UUID(clean["staff"]), "weekdays": [int(day) for day in clean["weekdays"]]}


class RemoveDutyForm(forms.Form):
    """From which day on a turn is over."""

    from_day = Day(label=gettext_lazy("从哪天起不再值班"))


class StandInForm(forms.Form):
    """Who stands in on one day, for the hours of the turn."""

    staff = forms.ChoiceField(label=gettext_lazy("谁来替"))
    day = Day(label=gettext_lazy("哪一天"))

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = staff_choices(people)


class RoomForm(forms.Form):
    """A new room."""

    name = forms.CharField(
        label=gettext_lazy("房间名"), max_length=40, help_text=gettext_lazy("例如：咨询室一，明德楼 312。")
    )
    function = forms.ChoiceField(label=gettext_lazy("用途"), choices=RoomFunction.choices)


class RulesForm(forms.Form):
    """What the school has decided about its room."""

    slot_minutes = forms.IntegerField(label=gettext_lazy("一次谈话多少分钟"), min_value=10, max_value=180)
    pause_minutes = forms.IntegerField(label=gettext_lazy("两次之间隔多少分钟"), min_value=0, max_value=60)
    lead_minutes = forms.IntegerField(
        label=gettext_lazy("预约前多少分钟为预约的人留出"), min_value=0, max_value=60,
        help_text=gettext_lazy("这段时间里来的人先登记、先等一等。"),
    )  # fmt: skip
    first_within_days = forms.IntegerField(
        label=gettext_lazy("说好另约的，几个上学日内定下时间"), min_value=1, max_value=30
    )
    own_most = forms.IntegerField(label=gettext_lazy("自己约的，最多同时约好几次"), min_value=1, max_value=5)
    own_lead_hours = forms.IntegerField(label=gettext_lazy("最晚提前几小时约"), min_value=0, max_value=72)
    own_ahead_days = forms.IntegerField(label=gettext_lazy("最远能约几天以后"), min_value=3, max_value=60)
    offer_hours = forms.IntegerField(
        label=gettext_lazy("空出来的时间给候补的人留几小时"), min_value=1, max_value=72,
        help_text=gettext_lazy("过了这个时间没有回话，就问下一位。"),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("来的人走到哪里"), max_length=40, required=False,
        help_text=gettext_lazy("会写进提醒，旁人可能看见。只写楼名和房号，例如“明德楼 312”。"),
    )  # fmt: skip
    talk_phone = forms.CharField(
        label=gettext_lazy("打电话谈的号码"), max_length=30, required=False,
        help_text=gettext_lazy("填了，学生和家长就可以选“打电话”。"),
    )  # fmt: skip
    fee = forms.CharField(label=gettext_lazy("收费说明"), max_length=100, required=False)
    how_to_book = forms.CharField(label=gettext_lazy("怎样预约"), max_length=200, required=False)
    house_rules = forms.CharField(label=gettext_lazy("室内守则"), max_length=800, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ClientKind:
            self.fields[f"receives_{kind.value}"] = forms.BooleanField(label=kind.label, required=False)
            self.fields[f"rule_{kind.value}"] = forms.CharField(label=_("接待规定"), max_length=120, required=False)

    @property
    def kinds(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each kind of person: whether they are received, and under which rule."""
        return [(self[f"receives_{kind.value}"], self[f"rule_{kind.value}"]) for kind in ClientKind]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What holds for those who book for themselves."""
        names = ("own_most", "own_lead_hours", "own_ahead_days", "offer_hours", "place", "talk_phone")
        return [self[name] for name in names]

    def decided(self) -> dict[str, Any]:
        """What the service asks for."""
        clean = self.cleaned_data
        receives = {
            kind.value: clean[f"rule_{kind.value}"].strip() for kind in ClientKind if clean[f"receives_{kind.value}"]
        }
        plain = {name: value for name, value in clean.items() if not name.startswith(("receives_", "rule_"))}
        return plain | {"receives": receives}

    @staticmethod
    def started(rules: ServiceRules) -> dict[str, Any]:
        """The rules in force as the form shows them."""
        initial = {name: getattr(rules, name) for name in ServiceRules.Weight.fields if name != "receives"}
        for kind in ClientKind:
            initial[f"receives_{kind.value}"] = kind.value in rules.receives
            initial[f"rule_{kind.value}"] = rules.receives.get(kind.value, "")
        return initial
