"""The clock in the school's time zone."""

from datetime import UTC, date, datetime, time

import pytest

from xinqiao.core.clock import at_local, freeze, local, now, today


def test_frozen_is_frozen() -> None:
    moment = datetime(2026, 10, 15, 16, 30, tzinfo=UTC)

    with freeze(moment):
        assert now() == moment
        assert today() == date(2026, 10, 16)  # past midnight in Shanghai

    assert now() != moment


def test_the_walls_clock_there_and_back() -> None:
    moment = at_local(date(2026, 10, 15), time(14, 30))

    assert moment.astimezone(UTC) == datetime(2026, 10, 15, 6, 30, tzinfo=UTC)
    assert local(moment).hour == 14


def test_a_naive_moment_is_not_guessed_at() -> None:
    with freeze(datetime(2026, 10, 15, 6, tzinfo=UTC)):
        assert now().tzinfo is not None
    with pytest.raises(AttributeError), freeze(None):  # type: ignore[arg-type]
        now()
