"""Hours, duty and free times. Everything about a stretch of days in a few statements, then in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xinqiao.core.access import Post
from xinqiao.core.clock import Calendar, at_local, local
from xinqiao.core.clock.words import month_name, weekday
from xinqiao.practice.scheduling import rules
from xinqiao.practice.scheduling.models import Appointment, DutyTurn, OpeningHour, Room, ServiceRules
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import HOLDING
from xinqiao.register.people.models import ClientKind, Staff
from xinqiao.register.people.selectors import school_calendar, staff_holding

from .weekly import Hour, Turn, weekly_between

LOOK_AHEAD_DAYS = 14
ONE_DAY = timedelta(days=1)
_MIDNIGHT = datetime.min.time()


def service_rules() -> ServiceRules:
    """What the school has decided, or what holds until it decides."""
    return ServiceRules.objects.first() or ServiceRules()


def receives_outsiders() -> bool:
    """Whether somebody who is on no roster may come into the book at all (OPN-06)."""
    return ClientKind.OUTSIDER.value in service_rules().receives


def rooms(*, active: bool = True) -> QuerySet[Room]:
    """Rooms in order of name; only those in use unless asked otherwise."""
    found = Room.objects.order_by("-active", "function", "name")
    return found.filter(active=True) if active else found


def counsellors(on: date) -> list[Staff]:
    """Who can be booked on a day."""
    return staff_holding(Post.COUNSELLOR, on)


def hours_in_force(first: date, last: date) -> QuerySet[OpeningHour]:
    """The opening hours that hold on any of these days."""
    return OpeningHour.objects.filter(withdrawn_at=None, valid_from__lte=last, valid_to__gte=first).order_by(
        "valid_from", "weekday", "starts"
    )


def turns_in_force(first: date, last: date) -> QuerySet[DutyTurn]:
    """The turns of duty that fall on any of these days, with who takes them."""
    return (
        DutyTurn.objects.filter(withdrawn_at=None, valid_from__lte=last, valid_to__gte=first)
        .select_related("staff")
        .order_by("weekday", "starts", "staff__sort_key")
    )


@dataclass(frozen=True)
class OnDuty:
    """Somebody's turn on one day; `qualified` says whether it covers the opening hours."""

    turn: Turn
    spans: tuple[Span, ...]
    qualified: bool

    @property
    def staff(self) -> Staff:
        """Who it is."""
        return self.turn.staff


@dataclass(frozen=True, order=True)
class DutyLine:
    """A stretch of one day and who covers it; nobody where `who` is empty."""

    starts: datetime
    ends: datetime
    who: str = ""
    stands_in: bool = False


@dataclass(frozen=True)
class DutyDay:
    """One day of the roster: when the room is open, who is there, and what nobody covers."""

    day: date
    opening: tuple[Span, ...]
    turns: tuple[OnDuty, ...]
    gaps: tuple[Span, ...]

    @property
    def lines(self) -> list[DutyLine]:
        """Turns and gaps in order of time."""
        covered = [
            DutyLine(span.starts, span.ends, one.staff.name, one.turn.instead_of_id is not None)
            for one in self.turns
            for span in one.spans
        ]
        return sorted([*covered, *(DutyLine(gap.starts, gap.ends) for gap in self.gaps)])


@dataclass(frozen=True)
class Plan:
    """Everything that is planned in a stretch of days, without a single name of a client."""

    first: date
    last: date
    calendar: Calendar
    hours: Sequence[Hour]
    turns: Sequence[Turn]
    length: timedelta
    pause: timedelta
    busy: dict[UUID, list[Span]] = field(default_factory=dict)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the stretch."""
        return tuple(self.first + ONE_DAY * step for step in range((self.last - self.first).days + 1))

    def opening(self, day: date) -> list[Span]:
        """When the room is open."""
        return rules.opening_on(self.hours, day, self.calendar)

    def on_duty(self, day: date) -> list[OnDuty]:
        """Who is there when; a stand-in's hours are taken out of the turn it replaces."""
        if not self.calendar.is_school_day(day):
            return []
        turns = rules.on_duty(self.turns, day)
        return [OnDuty(turn, tuple(spans), turn.is_qualified(day)) for turn, spans in turns if spans]

    def roster(self) -> list[DutyDay]:
        """Day by day; days on which the room is closed and nobody is planned are left out."""
        days: list[DutyDay] = []
        for day in self.days:
            opening, turns = self.opening(day), self.on_duty(day)
            there = [span for one in turns if one.qualified for span in one.spans]
            if opening or turns:
                days.append(DutyDay(day, tuple(opening), tuple(turns), tuple(rules.duty_gaps(opening, there))))
        return days

    def windows(self, counsellor: UUID, day: date) -> list[Span]:
        """When times with this counsellor are offered: the own turns where duty is planned, else the opening hours."""
        opening = self.opening(day)
        planned = self.on_duty(day)
        if not planned:
            return opening
        own = [span for one in planned if one.turn.staff.pk == counsellor for span in one.spans]
        return rules.without(opening, rules.without(opening, own))

    def slots(self, counsellor: UUID, day: date) -> list[Span]:
        """The times with this counsellor, taken ones among them."""
        return rules.slots_in(self.windows(counsellor, day), self.length, self.pause)

    def free(self, counsellor: UUID, day: date, after: datetime) -> list[Span]:
        """The times on offer with this counsellor that nobody has taken."""
        taken = self.busy.get(counsellor, [])
        return rules.free_in(self.windows(counsellor, day), taken, self.length, self.pause, after)


def plan_for(first: date, last: date, taken: Iterable[Appointment] | None = None) -> Plan:
    """The plan of these days in three statements, in two where the appointments are at hand already."""
    if taken is None:
        taken = Appointment.objects.filter(
            state__in=HOLDING, starts_at__lt=at_local(last + ONE_DAY, _MIDNIGHT), ends_at__gt=at_local(first, _MIDNIGHT)
        ).only("counsellor_id", "starts_at", "ends_at", "state")
    busy: dict[UUID, list[Span]] = {}
    for one in taken:
        if one.holds_its_time:
            busy.setdefault(one.counsellor_id, []).append(Span(one.starts_at, one.ends_at))
    weekly = weekly_between(first, last)
    return Plan(
        first=first,
        last=last,
        calendar=school_calendar(first),
        hours=weekly.hours,
        turns=weekly.turns,
        length=weekly.length,
        pause=weekly.pause,
        busy=busy,
    )


def next_free(counsellor: UUID, at: datetime, count: int = 3) -> list[Span]:
    """The next times on offer with this counsellor, within a fortnight."""
    today = local(at).date()
    plan = plan_for(today, today + ONE_DAY * LOOK_AHEAD_DAYS)
    found: list[Span] = []
    for day in plan.days:
        found += plan.free(counsellor, day, at)
        if len(found) >= count:
            break
    return found[:count]


@dataclass(frozen=True)
class Times:
    """The times on offer on one day."""

    day: date
    spans: tuple[Span, ...]


def times_ahead(counsellor: UUID, first: date, at: datetime, days: int = 5) -> list[Times]:
    """The times on offer with this counsellor on the next days that have any."""
    plan = plan_for(first, first + ONE_DAY * LOOK_AHEAD_DAYS)
    found: list[Times] = []
    for day in plan.days:
        spans = plan.free(counsellor, day, at)
        if spans:
            found.append(Times(day, tuple(spans)))
        if len(found) == days:
            break
    return found


def offered_in_words(free: Sequence[Span]) -> str:
    """The times as the end of a sentence."""
    if not free:
        return _("两周之内没有别的空时间了。")
    times = _("、").join(in_words(span) for span in free)
    return _("接下来的空时间：%(times)s。") % {"times": times}


def in_words(span: Span) -> str:
    """A time as it is read out: 10 月 15 日 周四 14:30."""
    start = local(span.starts)
    return _("%(month)s %(day)d 日 %(weekday)s %(time)s") % {
        "month": month_name(start),
        "day": start.day,
        "weekday": weekday(start),
        "time": f"{start:%H:%M}",
    }


def duty_of_days(first: date, last: date) -> list[DutyDay]:
    """The roster, day by day."""
    return plan_for(first, last, taken=()).roster()


def gaps_ahead(first: date, days: int) -> list[Span]:
    """The opening hours of the coming days that nobody qualified covers."""
    return [gap for day in duty_of_days(first, first + ONE_DAY * (days - 1)) for gap in day.gaps]


@dataclass(frozen=True)
class DutyNow:
    """Who is there now, and who comes after; None where nobody is planned."""

    now: tuple[OnDuty, ...]
    until: datetime | None
    following: OnDuty | None


def duty_now_and_next(at: datetime) -> DutyNow:
    """Who has the door at this moment, until when, and who takes over next today or tomorrow."""
    today = local(at).date()
    turns = [one for day in duty_of_days(today, today + ONE_DAY) for one in day.turns]
    now = tuple(one for one in turns if any(span.holds(at) for span in one.spans))
    ends = [span.ends for one in now for span in one.spans if span.holds(at)]
    later = [(span.starts, one) for one in turns for span in one.spans if span.starts > at]
    following = min(later, key=lambda pair: pair[0], default=None)
    return DutyNow(now, max(ends, default=None), following[1] if following else None)
