"""Reading the clock. Nothing else in the program does; a test holds it so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

# Beyond these days no school plans, and near the ends of the calendar a step forward or back does not exist.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)

_frozen: datetime | None = None


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def zone() -> ZoneInfo:
    """The school's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def local(moment: datetime) -> datetime:
    """A moment as the clock on the school's wall shows it."""
    return moment.astimezone(zone())


def today() -> date:
    """The day it is at school."""
    return local(now()).date()


def is_in_reach(day: date) -> bool:
    """Whether a day that somebody typed is one that can be reckoned with."""
    return EARLIEST <= day <= LATEST


def at_local(day: date, hour: time) -> datetime:
    """The moment at which the school's wall clock shows this day and hour."""
    return datetime.combine(day, hour, tzinfo=zone())


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Stop the clock, in every thread: for tests and drills only."""
    global _frozen
    before, _frozen = _frozen, moment.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
