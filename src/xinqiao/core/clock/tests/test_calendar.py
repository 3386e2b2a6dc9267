"""School days over real holidays, make-up workdays and years that nobody has announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.clock import Calendar, china_calendar

CHINA = china_calendar((2025, 2026, 2027))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    lambda off, on: Calendar(frozenset(off) - frozenset(on), frozenset(on)),
    st.sets(DAYS, max_size=60),
    st.sets(DAYS, max_size=20),
)


@pytest.mark.parametrize(
    ("day", "is_school_day"),
    [
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday worked for the holiday
        (date(2026, 9, 20), True),  # a Sunday likewise
        (date(2026, 10, 11), False),  # an ordinary Sunday
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 1, 4), True),
    ],
)
def test_holidays_and_make_up_days_of_2026(day: date, is_school_day: bool) -> None:
    assert CHINA.is_school_day(day) is is_school_day


@pytest.mark.parametrize("year", [1949, 2031, 2099])
def test_an_unannounced_year_is_weekdays_and_says_so(year: int) -> None:
    calendar = china_calendar((year,))

    assert not calendar.knows(date(year, 3, 3))
    assert any(calendar.is_school_day(date(year, 3, 3) + timedelta(days=step)) for step in range(7))


def test_an_announced_year_is_known() -> None:
    assert CHINA.knows(date(2026, 5, 1))


def test_the_schools_own_day_wins() -> None:
    own = CHINA.with_entries(off=[date(2026, 10, 15)], on=[date(2026, 10, 3)])

    assert not own.is_school_day(date(2026, 10, 15))
    assert own.is_school_day(date(2026, 10, 3))


def test_a_deadline_over_the_national_holiday() -> None:
    assert CHINA.add_school_days(date(2026, 9, 30), 1) == date(2026, 10, 8)


@given(CALENDARS, DAYS)
def test_the_next_school_day_is_later_and_nothing_lies_between(calendar: Calendar, day: date) -> None:
    found = calendar.next_school_day(day)

    between = [day + timedelta(days=step) for step in range(1, (found - day).days)]
    assert found > day
    assert calendar.is_school_day(found)
    assert not any(calendar.is_school_day(one) for one in between)


@given(CALENDARS, DAYS, st.integers(0, 30), st.integers(0, 30))
def test_more_school_days_are_never_sooner(calendar: Calendar, day: date, few: int, more: int) -> None:
    low, high = sorted((few, more))
    assert calendar.add_school_days(day, low) <= calendar.add_school_days(day, high)


def test_a_calendar_without_any_school_day_does_not_hang() -> None:
    start = date(2026, 1, 1)
    never = Calendar(days_off=frozenset(start + timedelta(days=step) for step in range(800)))

    assert never.next_school_day(start) == start + timedelta(days=1)
