"""Stretches of time: what comes back every week, what is left when something is taken out, which times fit in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from xinqiao.core.clock import at_local


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
