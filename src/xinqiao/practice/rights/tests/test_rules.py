"""Who answers, by when, and what a guardian may be told; pure."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.access import Post
from xinqiao.core.clock import china_calendar, local
from xinqiao.practice.rights import rules
from xinqiao.practice.rights.rules import DAYS, LADDER, MOST_DAYS, Right
from xinqiao.register.consents.selectors import Band

YEAR = china_calendar((2026,))
PEOPLE = [uuid4() for _ in range(4)]


@pytest.mark.clause("CNS-07")
def test_every_right_has_a_number_of_days_within_what_the_standard_names() -> None:
    assert set(DAYS) == set(Right)
    assert all(rules.LEAST_DAYS <= days <= MOST_DAYS for days in DAYS.values())


@pytest.mark.clause("CNS-07")
@pytest.mark.parametrize(
    ("asked", "right", "due"),
    [
        # The National Day holiday lies between: 30 September is a Wednesday, school begins again on the 8th.
        (datetime(2026, 9, 30, 1, tzinfo=UTC), Right.CHANGE, (2026, 10, 10)),
        (datetime(2026, 10, 15, 6, tzinfo=UTC), Right.CHANGE, (2026, 10, 20)),
        (datetime(2026, 10, 15, 6, tzinfo=UTC), Right.COMPLAINT, (2026, 10, 29)),
    ],
)
def test_days_without_school_are_not_counted(asked: datetime, right: Right, due: tuple[int, int, int]) -> None:
    found = local(rules.answer_due(right, DAYS, asked, YEAR))

    assert (found.year, found.month, found.day, found.hour) == (*due, 17)


def test_the_school_sets_its_own_days() -> None:
    asked = datetime(2026, 10, 15, 6, tzinfo=UTC)
    assert local(rules.answer_due(Right.COPY, {Right.COPY: 1}, asked, YEAR)).day == 16


@given(
    st.fixed_dictionaries({post: st.sets(st.sampled_from(PEOPLE)) for post in LADDER}), st.sets(st.sampled_from(PEOPLE))
)
def test_who_answers_apart_is_the_first_post_with_somebody_not_concerned(holders, concerned) -> None:  # type: ignore[no-untyped-def]
    post = rules.who_answers_apart(concerned, holders)
    free = [one for one in LADDER if holders[one] - concerned]

    assert post == (free[0] if free else Post.LEADING_GROUP)


@pytest.mark.parametrize("right", Right)
def test_from_fourteen_on_the_child_says_yes_to_what_a_guardian_is_given(right: Right) -> None:
    gives = right in {Right.KNOW, Right.EXPLAIN, Right.COPY}

    assert rules.needs_childs_yes(right, Band.FROM_14, asked_by_guardian=True) is gives
    assert rules.needs_childs_yes(right, Band.ADULT, asked_by_guardian=True) is gives
    assert rules.needs_childs_yes(right, Band.UNDER_14, asked_by_guardian=True) is False
    assert rules.needs_childs_yes(right, Band.FROM_14, asked_by_guardian=False) is False


def test_a_child_is_heard_before_a_guardian_is_answered_but_for_the_guardians_own_complaint() -> None:
    heard = {right for right in Right if rules.needs_childs_view(right, asked_by_guardian=True)}

    assert heard == set(Right) - {Right.COMPLAINT}
    assert not any(rules.needs_childs_view(right, asked_by_guardian=False) for right in Right)


def test_above_a_post_stand_the_next_ones() -> None:
    assert rules.posts_above(Post.DIRECTOR) == (Post.PRINCIPAL, Post.LEADING_GROUP)
    assert rules.posts_above(Post.LEADING_GROUP) == ()
    assert rules.posts_above(Post.COUNSELLOR) == ()
