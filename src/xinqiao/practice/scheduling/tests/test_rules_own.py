"""What holds when people book for themselves: pure rules, edge by edge and by property."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW
from xinqiao.core.access import Problem
from xinqiao.practice.scheduling import rules

from .builders import FRIDAY, hour

PEOPLE = [UUID(int=number) for number in range(1, 5)]
MOMENTS = st.integers(0, 60 * 24 * 30).map(lambda minutes: NOW + timedelta(minutes=minutes))


@pytest.mark.clause("CAS-04")
@given(own=st.sets(st.sampled_from([*PEOPLE, UUID(int=9)])), has_time=st.booleans())
def test_who_has_a_counsellor_with_time_is_offered_nobody_else(own, has_time):
    allowed = rules.whom_to_book(PEOPLE, own, has_time)

    if own & set(PEOPLE) and has_time:
        assert set(allowed) == own & set(PEOPLE)
    else:
        assert allowed == PEOPLE
    assert allowed


@given(starts=MOMENTS, at=MOMENTS, hours=st.integers(1, 72))
def test_an_offer_leaves_time_to_answer_and_ends_before_it_begins(starts, at, hours):
    until = rules.offer_until(starts, at, hours)

    if until is None:
        assert starts < at + 2 * rules.SHORTEST_TO_ANSWER
    else:
        assert at + rules.SHORTEST_TO_ANSWER <= until <= starts - rules.SHORTEST_TO_ANSWER
        assert until <= at + timedelta(hours=hours)


@given(lead=st.integers(0, 72), ahead=st.integers(3, 60), wanted=MOMENTS)
def test_a_time_booked_alone_is_neither_too_near_nor_too_far(lead, ahead, wanted):
    span = rules.Span(wanted, wanted + timedelta(minutes=50))
    try:
        rules.check_own_time(span, NOW, timedelta(hours=lead), ahead)
    except Problem:
        assert wanted < NOW + timedelta(hours=lead) or wanted > NOW + timedelta(days=ahead)
    else:
        assert NOW + timedelta(hours=lead) <= wanted <= NOW + timedelta(days=ahead + 1)


@pytest.mark.parametrize(("start", "half"), [(8, "4-am"), (11, "4-am"), (12, "4-pm"), (17, "4-pm")])
def test_a_time_lies_in_one_half_of_its_day(start, half):
    span = hour(FRIDAY, start)

    assert rules.half_of(span) == half
    assert rules.suits(span, ())
    assert [key for key in rules.HALVES if rules.suits(span, {key})] == [half]


def test_what_was_offered_before_is_not_offered_again():
    spans = [hour(FRIDAY, 14), hour(FRIDAY, 9)]

    assert rules.first_that_suits(spans, (), ()) == spans[1]
    assert rules.first_that_suits(spans, (), {spans[1].starts}) == spans[0]
    assert rules.first_that_suits(spans, ("0-am",), ()) is None


@pytest.mark.parametrize(("ahead", "most", "refused"), [(0, 1, False), (1, 1, True), (1, 2, False), (3, 2, True)])
def test_nobody_holds_more_than_was_set(ahead, most, refused):
    if refused:
        with pytest.raises(rules.TooMany):
            rules.check_not_too_many(ahead, most)
    else:
        rules.check_not_too_many(ahead, most)


@pytest.mark.clause("CAS-04")
def test_nobody_else_than_whom_one_may_is_booked():
    rules.check_whom(PEOPLE[0], PEOPLE)
    with pytest.raises(Problem, match="我的权利"):
        rules.check_whom(PEOPLE[1], PEOPLE[:1])
