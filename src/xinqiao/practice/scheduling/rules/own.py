"""What must hold when pupils and guardians book for themselves, and who is next in the waiting line. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clock import local

from .spans import Span

# Whoever is offered a time has at least this long to answer, and is not offered one that begins before.
SHORTEST_TO_ANSWER = timedelta(hours=1)
# Weekday and half of the day, as in "0-am" for Monday morning.
HALVES = tuple(f"{weekday}-{half}" for weekday in range(5) for half in ("am", "pm"))
NOON = 12


class TooMany(Problem):
    """As many times are set aside as one may have; one has to be kept or given back first."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("你已经约好了 %(count)d 次，先来一次，或取消一次，再约新的。着急的话，不用约，直接来。") % {"count": most}
        )


def check_own_time(wanted: Span, at: datetime, lead: timedelta, ahead_days: int) -> None:
    """A time that somebody books alone is not about to begin and not too far off. Raises `Problem`."""
    if wanted.starts < at + lead:
        raise Problem(_("这个时间太近了，老师来不及知道。请选晚一点的时间；着急的话，不用约，直接来。"), status=422)
    if local(wanted.starts).date() > local(at).date() + timedelta(days=ahead_days):
        raise Problem(_("这个时间太远了，请选近一点的时间。"), status=422)


def check_not_too_many(ahead: int, most: int) -> None:
    """Times are short: nobody holds more of them than the school has set. Raises `TooMany`."""
    if ahead >= most:
        raise TooMany(most)


def whom_to_book(people: Sequence[UUID], own: Collection[UUID], own_has_time: bool) -> list[UUID]:
    """Whom somebody may book alone: the own counsellor while their work goes on, else anybody.

    CAS-04 has its home where a second relationship is refused. Here it is kept
    from being begun by a press: only while the own counsellor has no time at all
    in the days ahead does a colleague stand in for one talk.
    """
    mine = [one for one in people if one in own]
    return mine if mine and own_has_time else list(people)


def check_whom(counsellor: UUID, allowed: Collection[UUID]) -> None:
    """Nobody else than whom one may book alone. Raises `Problem`."""
    if counsellor not in allowed:
        raise Problem(
            _("现在和你谈的老师还有空的时间，请先约这位老师。想换一位老师，可以在“我的权利”里说，不用说原因。"),
            status=422,
        )


def half_of(span: Span) -> str:
    """The half-day in which a time begins."""
    start = local(span.starts)
    return f"{start.weekday()}-{'am' if start.hour < NOON else 'pm'}"


def suits(span: Span, halves: Collection[str]) -> bool:
    """Whether a time lies in one of these half-days; where none is named any will do."""
    return not halves or half_of(span) in halves


def offer_until(starts: datetime, at: datetime, hours: int) -> datetime | None:
    """Until when a time is kept for whoever is asked; None where too little is left to answer."""
    until = min(at + timedelta(hours=hours), starts - SHORTEST_TO_ANSWER)
    return until if until >= at + SHORTEST_TO_ANSWER else None


def first_that_suits(free: Iterable[Span], halves: Collection[str], known: Collection[datetime]) -> Span | None:
    """The earliest time that suits and was not offered before."""
    fitting = (span for span in free if suits(span, halves) and span.starts not in known)
    return min(fitting, default=None)
