"""What is counted, over which days, and for whom."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW
from xinqiao.core.access import Missing
from xinqiao.core.clock import freeze
from xinqiao.oversight.figures import selectors
from xinqiao.oversight.figures.rules import Mark
from xinqiao.practice.scheduling.models import RoomFunction, Visit
from xinqiao.practice.scheduling.services import add_room
from xinqiao.practice.scheduling.states import AppointmentState, VisitState

from .builders import SEPTEMBER, appointments, pupils, visits

DONE = date(2027, 2, 1)
AFTER_YEAR = date(2027, 8, 1)


def report(cast, on=DONE, who="xu", of=""):
    period = selectors.choose(selectors.periods(cast.actor(who), on), of)
    return selectors.report_of(selectors.counted(period))


def figure(found, key):
    (one,) = [figure for figure in found.figures if figure.key == key]
    return one


def numbers(found, key):
    return {row.label: row.count if row.count is not None else row.mark.value for row in figure(found, key).rows}


@pytest.fixture
def school(cast):
    """Two grades of pupils with two themes; two guardians and one of the staff beside them."""
    seven, eleven = pupils(cast, 12, (7, 12)), pupils(cast, 20, (11, 3), sex="m", start=100)
    visits(cast, seven, needs=("peers", "mood"))
    visits(cast, eleven, needs=("mood",), way="appointment", line=13)
    visits(cast, seven[:6], SEPTEMBER + timedelta(days=40), outcome="another_time")
    visits(cast, [cast.number("mother"), cast.number("lu")], SEPTEMBER + timedelta(days=1), needs=("family",))
    return cast


@pytest.mark.clause("STA-01", "REC-07")
def test_a_term_is_counted_from_what_was_written_once(school):
    found = report(school)

    assert (found.visits.count, found.people.count) == (38, 32)
    assert numbers(found, "grades") == {"七年级": 18, "九年级": 0, "高一": 0, "高二": 20, "不知道年级": 0}
    assert numbers(found, "themes")["情绪"] == 38
    assert numbers(found, "themes")["同学关系"] == 12
    assert numbers(found, "sexes") == {"女": 18, "男": 20, "未填": 0}
    assert numbers(found, "ways")["预约"] == 20
    assert numbers(found, "outcomes")["另约"] == 6
    assert numbers(found, "months")["2026 年 9 月"] == 32


def test_guardians_and_staff_stand_apart_and_hidden(school):
    found = report(school)

    assert numbers(found, "kinds") == {"学生": 38, "家长": "few", "教职工": "few", "校外人员": 0}
    assert figure(found, "kinds").total.mark is Mark.HELD
    assert numbers(found, "themes")["家里的事"] == 0


def test_a_line_that_was_struck_counts_nowhere(school):
    before = report(school)
    visits(school, pupils(school, 9, start=500), SEPTEMBER + timedelta(days=2), state=VisitState.STRUCK)

    assert report(school).figures == before.figures


def test_appointments_are_counted_by_what_became_of_them_and_how_long_they_were_waited_for(cast):
    with freeze(NOW):
        room = add_room(
            actor=cast.actor("xu"),
            name="一间名字很长很长很长很长很长很长很长的咨询室",
            function=RoomFunction.TALK,
            at=NOW,
        )
    many = pupils(cast, 30)
    appointments(cast, many[:8], room=room, waited=2)
    appointments(cast, many[8:16], SEPTEMBER + timedelta(days=1), waited=9)
    appointments(cast, many[16:23], SEPTEMBER + timedelta(days=2), state=AppointmentState.NO_SHOW)

    found = report(cast)

    assert (found.missed.count, found.wait) == (7, 2)
    assert numbers(found, "states")["到了"] == 16
    assert numbers(found, "channels")["电话"] == 23
    assert numbers(found, "rooms") == {room.name: 8, "没有定房间": 8}
    assert numbers(found, "waits")["6 到 10 天"] == 8


def test_the_wait_of_few_is_nobodys_business(cast):
    appointments(cast, pupils(cast, 4))
    assert report(cast).wait is None


def test_grades_are_those_of_the_year_that_is_counted(cast):
    """Next year the pupils are one grade up; the report of this year stays as it was."""
    visits(cast, pupils(cast, 10, (11, 3)))
    before = numbers(report(cast), "grades")
    for one in cast.classes.values():
        one.grade = min(12, one.grade + 1)
    year = type(cast.year).objects.create(name="2027–2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    for one in cast.classes.values():
        one.year = year
        one.save()

    after = numbers(report(cast), "grades")

    assert (before["高二"], after["高二"]) == (10, 10)


def test_a_running_term_is_shown_in_whole_months_and_steps_but_to_whom_keeps_the_register(cast):
    visits(cast, pupils(cast, 13))
    visits(cast, pupils(cast, 4, start=50), date(2026, 10, 12))
    today = date(2026, 10, 15)

    outside, inside = report(cast, today), report(cast, today, "shen")

    assert (outside.visits.text, outside.visits.mark) == ("10–14", Mark.STEP)
    assert (outside.period.last, outside.period.to_date) == (date(2026, 9, 30), False)
    assert (inside.visits.count, inside.period.last, inside.period.to_date) == (17, today, True)


def test_before_the_first_month_is_over_there_is_nothing_to_show(cast):
    (term,) = selectors.periods(cast.actor("xu"), date(2026, 9, 20))
    assert term.is_empty


def test_holidays_belong_to_the_term_that_follows_and_terms_make_up_the_year(cast):
    visits(cast, pupils(cast, 11))
    visits(cast, pupils(cast, 12, start=20), date(2027, 2, 3))
    visits(cast, pupils(cast, 13, start=50), date(2027, 3, 3))
    found = selectors.periods(cast.actor("xu"), AFTER_YEAR)
    terms = [report(cast, AFTER_YEAR, of=str(one.pk)) for one in found if one.term]
    year = report(cast, AFTER_YEAR, of=str(cast.year.pk))

    assert [one.visits.count for one in terms] == [25, 11]
    assert year.visits.count == 36


def test_a_number_hidden_in_a_term_is_hidden_in_the_year(cast):
    first, second = pupils(cast, 30), pupils(cast, 30, start=50)
    visits(cast, first[:27], needs=("study",))
    visits(cast, first[27:], SEPTEMBER + timedelta(days=1), needs=("sleep",))
    visits(cast, second[:15], date(2027, 3, 3), needs=("study",))
    visits(cast, second[15:], date(2027, 3, 4), needs=("sleep",))

    year = report(cast, AFTER_YEAR, of=str(cast.year.pk))

    assert numbers(year, "themes")["睡眠"] == "held"


def test_a_year_is_not_shown_before_its_terms_are_over(cast):
    with pytest.raises(Missing):
        report(cast, DONE, of=str(cast.year.pk))


@pytest.mark.clause("STA-02")
def test_a_school_with_one_visit_publishes_that_there_were_few(cast):
    visits(cast, [cast.number("lin")])
    found = report(cast)

    assert (found.visits.text, found.people.text) == ("少于 5 人", "少于 5 人")
    shown = [row.count for figure in found.figures for row in figure.rows if row.count]
    assert shown == []


def test_the_registers_run_through_or_say_where_they_do_not(school):
    period = selectors.choose(selectors.public_periods(DONE), "")
    assert period is not None
    assert selectors.registers_of(selectors.counted(period, book_only=True)).days_with_gaps == 0

    Visit.objects.filter(day=SEPTEMBER, line=3).delete()

    found = selectors.registers_of(selectors.counted(period, book_only=True))
    assert (found.days_with_gaps, found.lines.total.count, found.struck.count) == (1, 37, 0)
