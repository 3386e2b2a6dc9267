"""Floods are kept together, and no voice is lost below the limit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW
from xinqiao.practice.crisis import rules
from xinqiao.practice.crisis.rules import PUBLIC_LINES, Line, Voice

VOICES = st.lists(
    st.builds(Voice, st.sampled_from(["", "三楼", "操场", "天台"]), st.sampled_from(["", "小荷"])), max_size=60
)


@given(VOICES)
def test_whatever_was_said_stands_in_the_call_once(voices: list[Voice]) -> None:
    said: list[dict[str, str]] = []
    for voice in voices:
        said = rules.with_voice(said, voice)

    assert said == list(
        {tuple(one.document().items()): one.document() for one in voices if one.says_something}.values()
    )


def test_beyond_the_limit_the_first_and_the_newest_are_kept() -> None:
    said: list[dict[str, str]] = []
    for number in range(rules.VOICES_AT_MOST * 3):
        said = rules.with_voice(said, Voice(f"教室 {number}"))

    assert len(said) == rules.VOICES_AT_MOST
    assert said[0]["place"] == "教室 0"
    assert said[-1]["place"] == f"教室 {rules.VOICES_AT_MOST * 3 - 1}"


@pytest.mark.parametrize(
    ("taken", "after", "anew"),
    [
        (False, timedelta(hours=1), False),
        (True, timedelta(0), False),
        (True, rules.PATIENCE - timedelta(seconds=1), False),
        (True, rules.PATIENCE, True),
    ],
)
def test_a_call_that_somebody_took_rings_anew_only_after_some_minutes(
    taken: bool, after: timedelta, anew: bool
) -> None:
    assert rules.rings_anew(NOW if taken else None, NOW + after) is anew


@pytest.mark.parametrize(
    ("here", "everywhere", "together"),
    [
        (0, 0, False),
        (rules.TOGETHER_AFTER - 1, 20, False),
        (rules.TOGETHER_AFTER, 8, True),
        (0, rules.ALL_TOGETHER_AFTER, True),
    ],
)
def test_calls_stand_together_only_in_a_flood(here: int, everywhere: int, together: bool) -> None:
    assert rules.stands_together(here, everywhere) is together


def test_a_school_that_has_said_nothing_shows_the_numbers_of_the_country() -> None:
    assert rules.lines_of([]) == PUBLIC_LINES
    assert [line.number for line in PUBLIC_LINES] == ["12356", "120", "110"]


def test_what_a_school_says_takes_their_place() -> None:
    assert rules.lines_of([{"number": "0571-1", "name": "市里的热线", "hours": "8 点到 22 点"}]) == (
        Line("0571-1", "市里的热线", "8 点到 22 点"),
    )
