"""School time, the ladder, and kinds: pure functions of what they are given."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.access import Post
from xinqiao.core.clock import Calendar, local
from xinqiao.office.obligations import rules
from xinqiao.office.obligations.rules import DEPUTY, Kind, KindDeclaredTwice, Standing, UnknownKind
from xinqiao.office.obligations.tests.promises import CALL_BACK, NEVER_RESTS

NORMAL = Calendar()
FRIDAY_TWO = datetime(2026, 10, 16, 6, 0, tzinfo=UTC)  # 14:00 at school
SATURDAY_TWO = FRIDAY_TWO + timedelta(days=1)
MONDAY_TWO = FRIDAY_TWO + timedelta(days=3)

days = st.dates(date(2026, 8, 1), date(2027, 8, 1))
calendars = st.builds(
    lambda off, on: Calendar(frozenset(off) - frozenset(on), frozenset(on)),
    st.lists(days, max_size=60),
    st.lists(days, max_size=20),
)
moments = st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 1)).map(lambda naive: naive.replace(tzinfo=UTC))
spans = st.timedeltas(timedelta(minutes=1), timedelta(days=12))


def test_a_day_from_friday_afternoon_is_monday_afternoon() -> None:
    assert rules.later(FRIDAY_TWO, timedelta(days=1), NORMAL) == MONDAY_TWO


def test_a_day_before_monday_afternoon_is_friday_afternoon() -> None:
    assert rules.earlier(MONDAY_TWO, timedelta(days=1), NORMAL) == FRIDAY_TWO


def test_a_make_up_saturday_counts() -> None:
    calendar = Calendar(workdays=frozenset({date(2026, 10, 17)}))

    assert rules.later(FRIDAY_TWO, timedelta(days=1), calendar) == SATURDAY_TWO


def test_what_falls_on_a_free_day_is_due_at_the_same_hour_of_the_next_school_day() -> None:
    assert rules.due_time(CALL_BACK, SATURDAY_TWO, NORMAL) == MONDAY_TWO


def test_danger_does_not_wait_for_monday() -> None:
    assert rules.due_time(NEVER_RESTS, SATURDAY_TWO, NORMAL) == SATURDAY_TWO
    assert rules.escalation_time(NEVER_RESTS, SATURDAY_TWO, NORMAL) == SATURDAY_TWO + timedelta(hours=1)


def test_lateness_counts_school_days() -> None:
    assert rules.days_late(CALL_BACK, FRIDAY_TWO, MONDAY_TWO, NORMAL) == 1
    assert rules.days_late(NEVER_RESTS, FRIDAY_TWO, MONDAY_TWO, NORMAL) == 3


def test_a_reminder_whose_time_has_passed_is_left_out() -> None:
    assert rules.reminder_time(CALL_BACK, FRIDAY_TWO, FRIDAY_TWO + timedelta(hours=1), NORMAL) is None


@given(start=moments, span=spans, calendar=calendars)
def test_no_step_falls_on_a_day_without_school(start: datetime, span: timedelta, calendar: Calendar) -> None:
    end = rules.later(start, span, calendar)

    assert calendar.is_school_day(local(end).date())
    assert end >= start + span


@given(start=moments, span=spans, calendar=calendars)
def test_there_and_back_is_where_one_began(start: datetime, span: timedelta, calendar: Calendar) -> None:
    begin = rules.settle(start, calendar)

    back = rules.earlier(rules.later(begin, span, calendar), span, calendar)

    # The last midnight before a break and the first after it are one moment of school time.
    gap = rules.later(back, timedelta(seconds=1), calendar) - timedelta(seconds=1)
    assert begin in (back, gap)


@given(start=moments, one=spans, two=spans, calendar=calendars)
def test_school_time_adds_up(start: datetime, one: timedelta, two: timedelta, calendar: Calendar) -> None:
    assert rules.later(rules.later(start, one, calendar), two, calendar) == rules.later(start, one + two, calendar)


@given(due=moments, calendar=calendars)
def test_each_escalation_comes_after_the_one_before(due: datetime, calendar: Calendar) -> None:
    first = rules.escalation_time(CALL_BACK, rules.due_time(CALL_BACK, due, calendar), calendar)
    second = rules.escalation_time(CALL_BACK, first, calendar)

    assert due < first < second


OWNER, DEPUTY_OF_OWNER, DIRECTOR, PRINCIPAL = uuid4(), uuid4(), uuid4(), uuid4()
ALL = Standing({"director": (DIRECTOR,), "principal": (PRINCIPAL,)}, {OWNER: (DEPUTY_OF_OWNER,)})


@pytest.mark.parametrize(
    ("reached", "standing", "told"),
    [
        ((), ALL, (DEPUTY, DEPUTY_OF_OWNER)),
        ((DEPUTY,), ALL, ("director", DIRECTOR)),
        ((DEPUTY, "director"), ALL, ("principal", PRINCIPAL)),
        ((), Standing({"principal": (PRINCIPAL,)}), ("principal", PRINCIPAL)),
        ((), Standing({"director": (OWNER,), "principal": (PRINCIPAL,)}), ("principal", PRINCIPAL)),
        ((DEPUTY, "director", "principal"), ALL, None),
        ((), Standing(), None),
    ],
)
def test_who_is_told_next(reached: tuple[str, ...], standing: Standing, told: tuple[str, UUID] | None) -> None:
    rung = rules.next_rung(CALL_BACK, OWNER, reached, standing)

    assert (rung and (rung.name, rung.staff[0])) == told


def test_director_and_principal_stand_at_the_end_of_every_ladder() -> None:
    keeper_first = Kind(key="tests.keeper", verb="", escalates_to=(Post.KEEPER,))

    assert rules.ladder(keeper_first) == (DEPUTY, "keeper", "director", "principal")


@pytest.mark.parametrize(
    ("standing", "heir"),
    [
        (ALL, (DEPUTY_OF_OWNER, "")),
        (Standing({"principal": (PRINCIPAL,)}), (None, "principal")),
        (Standing(), (None, "director")),
    ],
)
def test_nothing_is_owed_by_nobody(standing: Standing, heir: tuple[UUID | None, str]) -> None:
    assert rules.heir(CALL_BACK, OWNER, standing) == heir


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownKind):
        rules.kind_of("tests.nobody_declared_this")


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(KindDeclaredTwice):
        rules.register_kind(Kind(key=CALL_BACK.key, verb="另一件事"))


def test_an_escalation_without_any_pause_is_refused() -> None:
    with pytest.raises(ValueError, match=r"tests\.at_once"):
        Kind(key="tests.at_once", verb="", escalate_after=timedelta(0))
