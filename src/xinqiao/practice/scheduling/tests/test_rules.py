"""Opening hours, slots and duty as pure functions, with times that hypothesis makes up."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.access import Problem
from xinqiao.core.clock import Calendar, at_local
from xinqiao.practice.scheduling import rules
from xinqiao.practice.scheduling.rules import Span

START = datetime(2026, 10, 15, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MONDAY = date(2026, 10, 12)


@dataclass(frozen=True)
class Every:
    """An entry of every week."""

    weekday: int
    starts: time
    ends: time
    valid_from: date = date(2026, 9, 1)
    valid_to: date = date(2027, 1, 22)
    instead_of_id: UUID | None = None
    pk: UUID = field(default_factory=uuid4)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    begin = draw(st.integers(0, 1400))
    return Span(START + begin * MINUTE, START + (begin + draw(st.integers(1, 300))) * MINUTE)


many = st.lists(spans(), max_size=8)
lengths = st.integers(5, 180).map(lambda minutes: minutes * MINUTE)
pauses = st.integers(0, 60).map(lambda minutes: minutes * MINUTE)
moments = st.integers(0, 1800).map(lambda minutes: START + minutes * MINUTE)


def minutes_of(some: list[Span]) -> set[datetime]:
    return {span.starts + step * MINUTE for span in some for step in range((span.ends - span.starts) // MINUTE)}


@given(many)
def test_merging_keeps_every_minute_and_leaves_no_overlap(some):
    result = rules.merged(some)

    assert minutes_of(result) == minutes_of(some)
    assert all(first.ends < second.starts for first, second in pairwise(result))


@given(many, many)
def test_what_is_cut_out_is_gone_and_nothing_else(some, cut):
    assert minutes_of(rules.without(some, cut)) == minutes_of(some) - minutes_of(cut)


@given(many, many, lengths, pauses, moments)
def test_a_free_time_lies_in_a_window_collides_with_nothing_and_has_not_begun(windows, taken, length, pause, after):
    for slot in rules.free_in(windows, taken, length, pause, after):
        assert slot.ends - slot.starts == length
        assert slot.starts >= after
        assert any(window.starts <= slot.starts and slot.ends <= window.ends for window in windows)
        assert not any(slot.overlaps(other) for other in taken)


@given(many, lengths, pauses)
def test_with_nothing_taken_every_slot_is_free(windows, length, pause):
    windows = rules.merged(windows)

    assert rules.free_in(windows, [], length, pause, START) == rules.slots_in(windows, length, pause)


@given(many, many, lengths, pauses)
def test_booking_a_free_time_takes_exactly_what_it_touches(windows, taken, length, pause):
    free = rules.free_in(windows, taken, length, pause, START)
    for slot in free[:1]:
        after = rules.free_in(windows, [*taken, slot], length, pause, START)
        assert after == [one for one in free if not one.overlaps(slot)]


@given(many, lengths, pauses)
def test_slots_of_one_window_are_apart_by_the_pause(windows, length, pause):
    for window in windows:
        slots = rules.slots_in([window], length, pause)
        assert all(second.starts - first.ends == pause for first, second in pairwise(slots))


@pytest.mark.clause("OPN-02")
@given(many, many)
def test_a_gap_is_an_opening_minute_without_anybody(opening, turns):
    assert minutes_of(rules.duty_gaps(opening, turns)) == minutes_of(opening) - minutes_of(turns)


def test_no_slot_has_no_length():
    assert rules.slots_in([Span(START, START + timedelta(hours=9))], timedelta(0), timedelta(0)) == []


@pytest.mark.clause("OPN-01")
@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (MONDAY, True),
        (MONDAY + timedelta(days=1), False),
        (date(2026, 8, 31), False),
        (date(2027, 1, 25), False),
    ],
)
def test_the_room_is_open_on_its_weekday_between_its_days(day, is_open):
    hours = [Every(0, time(8), time(12))]

    assert bool(rules.opening_on(hours, day, Calendar())) is is_open


@pytest.mark.clause("OPN-01")
def test_on_a_day_off_the_room_is_closed_and_on_a_make_up_workday_as_its_weekday_says():
    hours = [Every(0, time(8), time(12)), Every(5, time(8), time(11))]
    saturday = MONDAY + timedelta(days=5)
    calendar = Calendar(days_off=frozenset({MONDAY}), workdays=frozenset({saturday}))

    assert rules.opening_on(hours, MONDAY, calendar) == []
    assert rules.opening_on(hours, saturday, calendar) == [
        Span(at_local(saturday, time(8)), at_local(saturday, time(11)))
    ]


@pytest.mark.clause("OPN-01")
def test_sessions_that_touch_are_one_stretch():
    hours = [Every(0, time(8), time(12)), Every(0, time(12), time(14))]
    (opening,) = rules.opening_on(hours, MONDAY, Calendar())
    across = Span(at_local(MONDAY, time(11, 30)), at_local(MONDAY, time(12, 20)))

    assert rules.check_inside_hours(across, [opening], "") is False


@pytest.mark.clause("OPN-02")
def test_a_stand_in_takes_its_hours_out_of_the_turn_it_replaces():
    turn = Every(0, time(8), time(12), pk=uuid4())
    stand_in = Every(0, time(8), time(10), MONDAY, MONDAY, instead_of_id=turn.pk, pk=uuid4())

    found = {one.pk: spans_ for one, spans_ in rules.on_duty([turn, stand_in], MONDAY)}
    next_week = {one.pk: spans_ for one, spans_ in rules.on_duty([turn, stand_in], MONDAY + timedelta(days=7))}

    assert found[turn.pk] == [Span(at_local(MONDAY, time(10)), at_local(MONDAY, time(12)))]
    assert found[stand_in.pk] == [Span(at_local(MONDAY, time(8)), at_local(MONDAY, time(10)))]
    assert list(next_week) == [turn.pk]


@pytest.mark.clause("OPN-07")
@pytest.mark.parametrize(("minute", "waits"), [(-16, False), (-15, True), (0, True), (49, True), (50, False)])
def test_an_appointment_goes_first_from_shortly_before_until_its_end(minute, waits):
    booked = Span(START, START + timedelta(minutes=50))

    first = rules.goes_first(START + minute * MINUTE, timedelta(minutes=15), [booked])

    assert first == (booked if waits else None)


@pytest.mark.clause("OPN-06")
def test_who_is_not_on_the_schools_list_is_not_received():
    rules.check_received("student", {"student": ""})

    with pytest.raises(Problem, match="接待对象"):
        rules.check_received("outsider", {"student": ""})


@pytest.mark.clause("APT-09")
def test_the_first_appointment_is_due_within_school_days():
    thursday = MONDAY + timedelta(days=3)

    assert rules.first_appointment_due(thursday, 2, Calendar()) == at_local(MONDAY + timedelta(days=7), time(18))
    assert rules.first_appointment_due(thursday, 0, Calendar()) == at_local(thursday + timedelta(days=1), time(18))


@pytest.mark.clause("APT-02")
def test_the_word_to_who_did_not_come_is_due_on_the_next_school_day():
    friday = MONDAY + timedelta(days=4)

    assert rules.no_show_contact_due(friday, Calendar()) == at_local(MONDAY + timedelta(days=7), time(18))
