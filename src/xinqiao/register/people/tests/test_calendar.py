"""School years, terms and own days."""

from datetime import date

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Problem
from xinqiao.register.people.models import CalendarDay, SchoolYear
from xinqiao.register.people.selectors import current_term, current_year, school_calendar
from xinqiao.register.people.services import add_term, add_year, set_calendar_day

SPORTS_DAY = date(2026, 10, 16)


def test_the_schools_own_day_counts(cast: Cast) -> None:
    set_calendar_day(actor=cast.actor("xu"), day=SPORTS_DAY, is_school_day=False, note="运动会", at=NOW)

    assert not school_calendar(SPORTS_DAY).is_school_day(SPORTS_DAY)


def test_saying_it_again_replaces_it(cast: Cast) -> None:
    for answer in (False, True):
        set_calendar_day(actor=cast.actor("xu"), day=SPORTS_DAY, is_school_day=answer, note="", at=NOW)

    assert [row.is_school_day for row in CalendarDay.objects.all()] == [True]


def test_a_counsellor_does_not_change_the_calendar(cast: Cast) -> None:
    with pytest.raises(Denied, match="may_run_school"):
        set_calendar_day(actor=cast.actor("shen"), day=SPORTS_DAY, is_school_day=False, note="", at=NOW)

    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2027, 9, 1), date(2027, 9, 1)),
        (date(2027, 9, 2), date(2027, 9, 1)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_year_out_of_order_or_over_another_is_refused(cast: Cast, starts: date, ends: date) -> None:
    with pytest.raises(Problem):
        add_year(actor=cast.actor("xu"), name="2027–2028", starts_on=starts, ends_on=ends, at=NOW)

    assert SchoolYear.objects.count() == 1


def test_a_new_year_with_its_term(cast: Cast) -> None:
    add_year(actor=cast.actor("xu"), name="2027–2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31), at=NOW)
    add_term(actor=cast.actor("xu"), name="第一学期", starts_on=date(2027, 9, 1), ends_on=date(2028, 1, 20), at=NOW)

    year, term = current_year(date(2027, 10, 1)), current_term(date(2027, 10, 1))
    assert year is not None
    assert term is not None
    assert (year.name, term.name) == ("2027–2028", "第一学期")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(date(2030, 9, 1), date(2031, 1, 1)), (date(2026, 10, 1), date(2026, 11, 1))],
    ids=["in no year", "over another term"],
)
def test_a_term_belongs_into_one_year_and_over_no_other(cast: Cast, starts: date, ends: date) -> None:
    with pytest.raises(Problem):
        add_term(actor=cast.actor("xu"), name="又一个", starts_on=starts, ends_on=ends, at=NOW)


def test_between_the_years_there_is_none(cast: Cast) -> None:
    assert current_year(date(2035, 1, 1)) is None
    assert current_term(date(2026, 2, 1)) is None
