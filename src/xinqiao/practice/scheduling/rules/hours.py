"""When the room is open, and who is there."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from xinqiao.core.clauses import clause
from xinqiao.core.clock import Calendar

from .spans import Span, Weekly, falls_on, merged, span_on, without

GAP_HORIZON_DAYS = 14


def opening_on(hours: Iterable[Weekly], day: date, calendar: Calendar) -> list[Span]:
    """When the room is open on a day; on days without school it is closed."""
    if not calendar.is_school_day(day):
        return []
    return merged(span_on(hour, day) for hour in hours if falls_on(hour, day))


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
