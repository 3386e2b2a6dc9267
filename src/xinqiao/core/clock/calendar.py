"""School days. A calendar is data; everything here is a pure function of it.

Holidays and make-up workdays (调休) come from the State Council's yearly notice
as carried by the `holidays` package; the school's own entries override it. For
a year nobody has announced yet, only week-ends are known: that is said by
`knows`, never raised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
LONGEST_BREAK = 400


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up workdays; `known_years` are those with an official notice."""

    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether the holidays of that year have been announced to us."""
        return day.year in self.known_years

    def is_school_day(self, day: date) -> bool:
        """A workday by exception, or a weekday that is not a day off."""
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def next_school_day(self, day: date) -> date:
        """The first school day after `day`. After a break longer than a year, the day itself plus one."""
        for step in range(1, LONGEST_BREAK):
            if self.is_school_day(day + timedelta(days=step)):
                return day + timedelta(days=step)
        return day + timedelta(days=1)

    def add_school_days(self, day: date, count: int) -> date:
        """`count` school days after `day`; zero gives `day`, or the next school day if it is none."""
        if count <= 0:
            return day if self.is_school_day(day) else self.next_school_day(day)
        for _ in range(count):
            day = self.next_school_day(day)
        return day

    def with_entries(self, off: Iterable[date], on: Iterable[date]) -> "Calendar":
        """The same calendar with the school's own days; what the school says wins."""
        off, on = frozenset(off), frozenset(on)
        return Calendar((self.days_off - on) | off, (self.workdays - off) | on, self.known_years)


@lru_cache(maxsize=8)
def china_calendar(years: tuple[int, ...]) -> Calendar:
    """The public calendar of mainland China for these years; an unannounced year has week-ends only."""
    off: set[date] = set()
    on: set[date] = set()
    known: set[int] = set()
    for year in years:
        official = holidays.country_holidays("CN", years=year)
        on_this_year = {day for day in getattr(official, "weekend_workdays", ()) if day.year == year}
        off |= {day for day in official if day.year == year} - on_this_year
        on |= on_this_year
        if on_this_year:
            known.add(year)
    return Calendar(frozenset(off), frozenset(on), frozenset(known))
