"""One thing that fails holds up no other, and is not passed over in silence."""

import pytest

from xinqiao.core.rounds import look_after_each


def test_those_that_were_dealt_with_are_counted() -> None:
    assert look_after_each([1, 2, 3, 4], lambda number: number % 2 == 0, "odd ones") == 2
    assert look_after_each([], lambda _number: True, "none") == 0


def test_everyone_gets_a_turn_and_all_failures_are_raised_together() -> None:
    seen: list[int] = []

    def look_after(number: int) -> bool:
        seen.append(number)
        if number % 2:
            raise LookupError(number)
        return True

    with pytest.raises(ExceptionGroup, match="could not be done") as raised:
        look_after_each([1, 2, 3, 4], look_after, "could not be done")

    assert seen == [1, 2, 3, 4]
    assert [str(one) for one in raised.value.exceptions] == ["1", "3"]
