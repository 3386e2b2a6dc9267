"""Days and hours in words, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from xinqiao.core.clock import freeze
from xinqiao.web.templatetags.face import clock, day, full_day, moment, plain_day, tile, weekday

THURSDAY = datetime(2026, 10, 15, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("that", "chinese", "english"),
    [
        (date(2026, 10, 15), "今天", "Today"),
        (date(2026, 10, 16), "明天", "Tomorrow"),
        (date(2026, 10, 14), "昨天", "Yesterday"),
        (date(2026, 10, 22), "10 月 22 日 周四", "Thu 22 Oct"),
        (date(2025, 1, 5), "2025 年 1 月 5 日", "5 Jan 2025"),
    ],
)
def test_a_day_in_words(that: date, chinese: str, english: str) -> None:
    with freeze(THURSDAY):
        with translation.override("zh-hans"):
            assert day(that) == chinese
        with translation.override("en"):
            assert day(that) == english


def test_the_wall_clock_is_the_schools() -> None:
    assert clock(THURSDAY) == "14:09"


def test_late_in_the_evening_of_greenwich_it_is_tomorrow_at_school() -> None:
    with freeze(THURSDAY), translation.override("zh-hans"):
        assert moment(datetime(2026, 10, 15, 17, 0, tzinfo=UTC)) == "明天 01:00"
        assert plain_day(datetime(2026, 10, 15, 17, 0, tzinfo=UTC)) == "10 月 16 日 周五"
        assert full_day(datetime(2026, 10, 15, 17, 0, tzinfo=UTC)) == "2026 年 10 月 16 日"


def test_a_weekday() -> None:
    with translation.override("zh-hans"):
        assert weekday(date(2026, 10, 18)) == "周日"


@pytest.mark.parametrize(("name", "first"), [("欧阳思远", "欧"), (" 林晚舟", "林"), ("𠮷野㛃", "𠮷"), ("", "")])
def test_the_tile_shows_the_first_character(name: str, first: str) -> None:
    assert tile(name) == first
