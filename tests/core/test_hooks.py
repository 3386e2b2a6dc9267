"""Whoever hangs on a hook is called once each time, in the order in which they came."""

import pytest

from xinqiao.core.hooks import Hook


def double(number: int) -> int:
    return 2 * number


def square(number: int) -> int:
    return number * number


def test_all_are_asked_in_order_and_nobody_twice() -> None:
    hook: Hook[[int], int] = Hook()
    assert hook.call(3) == []

    for function in (double, square, double):
        hook.add(function)

    assert hook.call(3) == [6, 9]


def test_what_goes_wrong_above_undoes_what_was_done_beneath() -> None:
    hook: Hook[[int], int] = Hook()
    hook.add(lambda number: 1 // number)

    with pytest.raises(ZeroDivisionError):
        hook.call(0)
