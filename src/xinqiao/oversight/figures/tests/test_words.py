"""What stands on the pages of figures can be read in the reader's language, days and shortcomings too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from xinqiao.oversight.figures.selectors.standing import clauses_now
from xinqiao.oversight.figures.selectors.words import label
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.selectors.planning import in_words

LESSON = datetime(2026, 10, 5, 6, 30, tzinfo=UTC)


def test_what_a_clause_lacks_is_said_in_english_in_the_english_pack() -> None:
    with translation.override("zh-hans"):
        chinese = {row.id: row.missing for row in clauses_now().rows if row.missing}
    with translation.override("en"):
        english = {row.id: row.missing for row in clauses_now().rows if row.missing}

    assert chinese.keys() == english.keys() != set()
    assert [one for one in english.values() if not one.isascii()] == []


@pytest.mark.parametrize(
    ("language", "month", "weekday", "time"),
    [("zh-hans", "2026 年 10 月", "周日", "10 月 5 日 周一 14:30"), ("en", "Oct 2026", "Sun", "Mon 5 Oct 14:30")],
)
def test_a_month_is_a_word_wherever_a_number_could_be_taken_for_a_day(
    language: str, month: str, weekday: str, time: str
) -> None:
    with translation.override(language):
        assert (label("months", "2026-10"), label("weekdays", "6")) == (month, weekday)
        assert in_words(Span(LESSON, LESSON + timedelta(minutes=45))) == time
