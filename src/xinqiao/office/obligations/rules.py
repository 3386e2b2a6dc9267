"""Must: what kinds of promises there are, how school time runs, and who is told next.

The area that owes something declares the kind at import:

    CONTACT = register_kind(Kind(
        key="scheduling.no_show_contact",
        verb=gettext_lazy("联系没来的同学"),
        escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    ))

Everything here is pure: calendars and holders of posts are given.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.utils.functional import Promise

from xinqiao.core.access import Actor, Post
from xinqiao.core.clock import Calendar, at_local, local

LAST_RESORT = (Post.DIRECTOR, Post.PRINCIPAL)
DEPUTY = "deputy"
LONGEST_SPAN = timedelta(days=400)


InWords = Callable[[Actor, Collection[UUID]], Mapping[UUID, str]]


class UnknownKind(LookupError):
    """Nobody declared this kind of promise, so nobody would know who is told when it is late."""


class KindDeclaredTwice(ValueError):
    """Two declarations under one key, so neither can be trusted to be the rule."""


@dataclass(frozen=True)
class Kind:
    """One kind of promise.

    `verb` begins with what is to be done. `escalate_after` lies between the due time and the
    first escalation, and between one escalation and the next. Time spans run on school days
    only, unless `counts_school_days` is off: danger to life does not pause for a holiday.
    `urgent` is what a life may hang on: it stands before whatever else is owed, however late that is.
    `in_words` tells a reader what the subjects of such promises are, as far as that reader may know:
    asked when a page is made, so that nothing of it is kept in the promise.
    """

    key: str
    verb: str | Promise
    escalates_to: tuple[Post, ...] = LAST_RESORT
    remind_before: timedelta = timedelta(0)
    escalate_after: timedelta = timedelta(days=1)
    counts_school_days: bool = True
    urgent: bool = False
    in_words: InWords | None = None

    def __post_init__(self) -> None:
        if self.remind_before < timedelta(0) or not timedelta(0) < self.escalate_after <= LONGEST_SPAN:
            raise ValueError(f"{self.key}: a reminder lies before the due time, an escalation after it.")


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Make a kind known; the same declaration twice is one. Raises `KindDeclaredTwice`."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise KindDeclaredTwice(kind.key)
    return kind


def kind_of(key: str) -> Kind:
    """The kind under this key. Raises `UnknownKind`."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None


def words_of(key: str) -> InWords | None:
    """What tells a reader the subjects of this kind; nothing for a kind without, and for one that nobody declared."""
    kind = _kinds.get(key)
    return kind.in_words if kind else None


def day_kinds() -> tuple[str, ...]:
    """The keys of the kinds that rest on days without school."""
    return tuple(sorted(key for key, kind in _kinds.items() if kind.counts_school_days))


def urgent_kinds() -> tuple[str, ...]:
    """The keys of the kinds that a life may hang on."""
    return tuple(sorted(key for key, kind in _kinds.items() if kind.urgent))


# School time -----------------------------------------------------------------


def _midnight(day: date) -> datetime:
    return at_local(day, time.min).astimezone(UTC)


def _previous_school_day(day: date, calendar: Calendar) -> date:
    for step in range(1, LONGEST_SPAN.days):
        if calendar.is_school_day(day - timedelta(days=step)):
            return day - timedelta(days=step)
    return day - timedelta(days=1)


def settle(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself on a school day; else the same hour of the next one."""
    wall = local(moment)
    if calendar.is_school_day(wall.date()):
        return moment
    return at_local(calendar.next_school_day(wall.date()), wall.time()).astimezone(UTC)


def later(moment: datetime, span: timedelta, calendar: Calendar) -> datetime:
    """`moment` plus a span of school time: a clock that stands still on days without school."""
    day = local(moment).date()
    if not calendar.is_school_day(day):
        day = calendar.next_school_day(day)
        moment = _midnight(day)
    while (left := _midnight(day + timedelta(days=1)) - moment) <= span:
        span -= left
        day = calendar.next_school_day(day)
        moment = _midnight(day)
    return moment + span


def earlier(moment: datetime, span: timedelta, calendar: Calendar) -> datetime:
    """`moment` minus a span of school time."""
    day = local(moment).date()
    if not calendar.is_school_day(day):
        day = _previous_school_day(day, calendar)
        moment = _midnight(day + timedelta(days=1))
    while (gone := moment - _midnight(day)) < span:
        span -= gone
        day = _previous_school_day(day, calendar)
        moment = _midnight(day + timedelta(days=1))
    return moment - span


def deadline(kind: Kind, start: datetime, span: timedelta, calendar: Calendar) -> datetime:
    """When something is due that must be done within `span`."""
    return later(start, span, calendar) if kind.counts_school_days else start + span


def due_time(kind: Kind, due_at: datetime, calendar: Calendar) -> datetime:
    """The due time as it is kept: never on a day on which the kind rests."""
    return settle(due_at, calendar) if kind.counts_school_days else due_at


def reminder_time(kind: Kind, made_at: datetime, due_at: datetime, calendar: Calendar) -> datetime | None:
    """When to remind; None where that moment has passed already or none is wanted."""
    if not kind.remind_before:
        return None
    span = kind.remind_before
    moment = earlier(due_at, span, calendar) if kind.counts_school_days else due_at - span
    return moment if moment > made_at else None


def escalation_time(kind: Kind, after: datetime, calendar: Calendar) -> datetime:
    """When the next person is told, counted from the due time or from the last telling."""
    return deadline(kind, after, kind.escalate_after, calendar)


def days_late(kind: Kind, due_at: datetime, at: datetime, calendar: Calendar) -> int:
    """Days since the due day, today included, of which only school days count for most kinds."""
    due, today = local(due_at).date(), local(at).date()
    days = [due + timedelta(days=step) for step in range(1, (today - due).days + 1)]
    return sum(1 for day in days if calendar.is_school_day(day)) if kind.counts_school_days else len(days)


# Who is told next ------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Who holds which post today, and who stands in for whom."""

    holders: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    deputies: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)

    def at(self, rung: str, owner: UUID | None) -> tuple[UUID, ...]:
        """Who stands on a rung of the ladder: the owner's deputies, or the holders of a post."""
        if rung == DEPUTY:
            return self.deputies.get(owner, ()) if owner else ()
        return self.holders.get(rung, ())


@dataclass(frozen=True)
class Rung:
    """The next people to tell: by what right, and who they are."""

    name: str
    staff: tuple[UUID, ...]


def ladder(kind: Kind) -> tuple[str, ...]:
    """Deputy first, then the posts of the kind, then the director and the principal in any case."""
    posts = (post.value for post in (*kind.escalates_to, *LAST_RESORT))
    return tuple(dict.fromkeys((DEPUTY, *posts)))


def next_rung(kind: Kind, owner: UUID | None, reached: tuple[str, ...], standing: Standing) -> Rung | None:
    """The first rung not told yet on which somebody other than the owner stands; a vacant post is passed over."""
    for name in ladder(kind):
        people = tuple(person for person in standing.at(name, owner) if person != owner)
        if name not in reached and people:
            return Rung(name, people)
    return None


def heir(kind: Kind, owner: UUID | None, standing: Standing) -> tuple[UUID | None, str]:
    """Who owes what a leaver owed: a deputy in person, else the first post of the ladder that is filled.

    Where every post is vacant it is the director's, whoever that will be: nothing is owed by nobody.
    """
    deputies = standing.at(DEPUTY, owner)
    if deputies:
        return deputies[0], ""
    filled = (name for name in ladder(kind)[1:] if standing.at(name, owner))
    return None, next(filled, Post.DIRECTOR.value)
