"""The table of the own door's rules."""

import pytest

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE
from xinqiao.register.personal import policy


@pytest.mark.parametrize(("who", "yes"), [("lin", True), ("mother", True), ("shen", False), (None, False)])
def test_may_leave(cast: Cast, who: str | None, yes: bool) -> None:
    by_own_door = who in ("lin", "mother")
    actor = own_actor(cast, who) if by_own_door else cast.actor(who) if who else ANYONE

    assert policy.may_leave(actor) is yes
