"""Nobody asks the program to look ahead; it does so by itself."""

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.practice.cases import policy

TABLE = {
    "shen": False,
    "lu": False,
    "xu": False,
    "he": False,
    "bai": False,
    "ma": False,
    "anyone": False,
    "program": True,
}


def who(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_look_ahead(cast: Cast, name: str) -> None:
    assert policy.may_look_ahead(who(cast, name)) is TABLE[name]
