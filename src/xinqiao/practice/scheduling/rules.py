"""What must hold: opening hours, slots, duty, who goes first, by when. Pure functions of what they are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clauses import clause
from xinqiao.core.clock import Calendar, at_local, local

GAP_HORIZON_DAYS = 14
LONGEST_APPOINTMENT = timedelta(hours=4)
FURTHEST_AHEAD = timedelta(days=200)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time; the end does not belong to it."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a moment in common."""
        return self.starts < other.ends and other.starts < self.ends

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in it."""
        return self.starts <= moment < self.ends


class Weekly(Protocol):
    """Something that comes back every week between two days: an opening hour, a turn of duty."""

    @property
    def weekday(self) -> int: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date: ...


def falls_on(entry: Weekly, day: date) -> bool:
    """Whether a weekly entry has its turn on this day."""
    return entry.weekday == day.weekday() and entry.valid_from <= day <= entry.valid_to


def span_on(entry: Weekly, day: date) -> Span:
    """The entry as a stretch of this day, by the clock on the school's wall."""
    return Span(at_local(day, entry.starts), at_local(day, entry.ends))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as few stretches as possible: what touches grows together."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.starts >= span.ends:
            continue
        if result and span.starts <= result[-1].ends:
            result[-1] = Span(result[-1].starts, max(result[-1].ends, span.ends))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of `spans` when `taken` is cut out."""
    left = merged(spans)
    for cut in merged(taken):
        kept: list[Span] = []
        for span in left:
            if not span.overlaps(cut):
                kept.append(span)
                continue
            kept += [Span(span.starts, cut.starts), Span(cut.ends, span.ends)]
        left = [span for span in kept if span.starts < span.ends]
    return left


def opening_on(hours: Iterable[Weekly], day: date, calendar: Calendar) -> list[Span]:
    """When the room is open on a day; on days without school it is closed."""
    if not calendar.is_school_day(day):
        return []
    return merged(span_on(hour, day) for hour in hours if falls_on(hour, day))


@clause("OPN-01")
def check_inside_hours(wanted: Span, opening: Sequence[Span], arranged: str) -> bool:
    """An appointment lies within the opening hours, or says why it was arranged otherwise.

    Returns whether it lies outside. Raises `Problem` when it does and no reason is given.
    """
    inside = any(open_.starts <= wanted.starts and wanted.ends <= open_.ends for open_ in opening)
    if not inside and not arranged.strip():
        raise Problem(_("这个时间不在开放时间内。请改在开放时间内，或写明与这位老师另约的原因。"), status=422)
    return not inside


def check_sensible(wanted: Span, at: datetime) -> None:
    """An appointment lies ahead, has a beginning before its end, and is no day long. Raises `Problem`."""
    if wanted.ends <= wanted.starts:
        raise Problem(_("结束时间要在开始之后。"), status=422)
    if wanted.ends - wanted.starts > LONGEST_APPOINTMENT:
        raise Problem(_("一次预约最长 4 小时。"), status=422)
    if wanted.ends <= at:
        raise Problem(_("这个时间已经过去了，请选后面的时间。"), status=422)
    if wanted.starts > at + FURTHEST_AHEAD:
        raise Problem(_("这个时间太远了，请约在半年之内。"), status=422)


def slots_in(windows: Iterable[Span], length: timedelta, pause: timedelta) -> list[Span]:
    """The times on offer: whole talks, one after another with a pause, from the start of each window."""
    if length <= timedelta(0):
        return []
    found: list[Span] = []
    for window in windows:
        start = window.starts
        while start + length <= window.ends:
            found.append(Span(start, start + length))
            start += length + max(pause, timedelta(0))
    return found


def free_in(
    windows: Iterable[Span], taken: Iterable[Span], length: timedelta, pause: timedelta, after: datetime
) -> list[Span]:
    """The slots of these windows that collide with nothing and have not begun."""
    busy = merged(taken)
    return [
        slot
        for slot in slots_in(windows, length, pause)
        if slot.starts >= after and not any(slot.overlaps(other) for other in busy)
    ]


@clause("OPN-02", missing="轮换的自动编排；一轮时长的设定；晚间由非专职教师值班的提示。")
def duty_gaps(opening: Iterable[Span], turns: Iterable[Span]) -> list[Span]:
    """The opening hours in which nobody qualified is on duty."""
    return without(opening, turns)


class Turn(Weekly, Protocol):
    """A turn of duty; a stand-in names the turn whose hours it takes."""

    @property
    def pk(self) -> UUID: ...
    @property
    def instead_of_id(self) -> UUID | None: ...


AnyTurn = TypeVar("AnyTurn", bound=Turn)


def on_duty(turns: Iterable[AnyTurn], day: date) -> list[tuple[AnyTurn, list[Span]]]:
    """Who is on duty when; a stand-in takes its time out of the turn it replaces."""
    today = [turn for turn in turns if falls_on(turn, day)]
    covered: dict[UUID, list[Span]] = {}
    for turn in today:
        if turn.instead_of_id is not None:
            covered.setdefault(turn.instead_of_id, []).append(span_on(turn, day))
    return [(turn, without([span_on(turn, day)], covered.get(turn.pk, []))) for turn in today]


@clause("OPN-06")
def check_received(kind: str, receives: Mapping[str, str]) -> None:
    """Only those whom the school has decided to receive come into the book. Raises `Problem`.

    `receives` maps a kind of client to the rule under which that kind is received.
    """
    if kind not in receives:
        raise Problem(
            _(
                "学校没有把这类人员列为接待对象。需要时请主任在“排班与开放”的“接待规定”里修改接待对象，或为其介绍别的求助途径。"
            ),
            status=422,
        )


@clause("OPN-07")
def goes_first(at: datetime, lead: timedelta, booked: Iterable[Span]) -> Span | None:
    """The appointment that comes before a walk-in at this moment: one that runs now or begins shortly."""
    due = [span for span in booked if span.starts - lead <= at < span.ends]
    return min(due, default=None)


@clause("APT-01", missing="来访者与家长自己在网上提出预约；信件来的请求自动转为预约。")
def check_asked(channel: str, asked_by: str) -> None:
    """Who asked, and by which way, is on record and fits together. Raises `Problem`."""
    if channel == "teacher" and asked_by not in {"class_teacher", "subject_teacher", "other"}:
        raise Problem(_("教师代约的，请写明是哪一位老师提出的。"), status=422)
    if channel == "parent" and asked_by != "guardian":
        raise Problem(_("家长代约的，“与来访者关系”请选监护人。"), status=422)


@clause("APT-02", missing="提醒；候补；空出的时段给下一位候补者。")
def no_show_contact_due(missed_on: date, calendar: Calendar) -> datetime:
    """Somebody gets in touch with who did not come, by the end of the next school day."""
    return end_of_work(calendar.next_school_day(missed_on))


@clause("APT-09", missing="网上与信件提出的请求；这里只管到访后说好“另约”的。")
def first_appointment_due(asked_on: date, within_days: int, calendar: Calendar) -> datetime:
    """Whoever asked has an appointment within as many school days as the school has set."""
    return end_of_work(calendar.add_school_days(asked_on, max(within_days, 1)))


def end_of_work(day: date) -> datetime:
    """The evening of a day, when what was promised for it is late."""
    return at_local(day, time(18, 0))


def closing_due(arrived_at: datetime) -> datetime:
    """A visit has its outcome before the day is over."""
    return at_local(local(arrived_at).date(), time(22, 0))
