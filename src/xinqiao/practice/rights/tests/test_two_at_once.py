"""Two answer or take back one request at the same moment: one does it, the other gets a sentence."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import Problem
from xinqiao.core.clock import freeze
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.rights import services
from xinqiao.practice.rights.models import RightsRequest, State
from xinqiao.practice.rights.states import MOVES

from .asking import LATER, answers, asks

Act = Callable[[Cast, RightsRequest], object]


def answering(cast: Cast, request: RightsRequest) -> object:
    return answers(cast.actor("shen"), request)


def withdrawing(cast: Cast, request: RightsRequest) -> object:
    return services.withdraw_request(actor=own_actor(cast, "lin"), request=request.pk, at=LATER)


ACTS: dict[tuple[State, State], Act] = {
    (State.OPEN, State.ANSWERED): answering,
    (State.OPEN, State.WITHDRAWN): withdrawing,
}


def test_every_move_of_the_table_is_tried() -> None:
    assert set(ACTS) == {(here, there) for here, wanted in MOVES.items() for there in wanted}


@pytest.mark.parametrize("move", ACTS, ids=lambda move: f"{move[0]}-{move[1]}")
def test_a_request_ends_once(fresh_cast: Cast, at_once, move) -> None:  # type: ignore[no-untyped-def]
    with freeze(LATER):
        request = asks(fresh_cast, "lin")

        results = at_once(lambda: ACTS[move](fresh_cast, request), lambda: ACTS[move](fresh_cast, request))

    lost = [one for one in results if isinstance(one, BaseException)]
    assert len(lost) == 1
    assert isinstance(lost[0], Problem)
    request.refresh_from_db()
    assert request.state == move[1]
    assert not Obligation.objects.filter(subject=request.pk, ended_at=None).exists()


def test_answered_and_taken_back_at_once_is_one_of_the_two(fresh_cast: Cast, at_once) -> None:  # type: ignore[no-untyped-def]
    with freeze(LATER):
        request = asks(fresh_cast, "lin")
        results = at_once(lambda: answering(fresh_cast, request), lambda: withdrawing(fresh_cast, request))

    assert sum(isinstance(one, Problem) for one in results) == 1
    request.refresh_from_db()
    assert request.state in {State.ANSWERED, State.WITHDRAWN}
