"""Two press the same button at the same instant: one wins, the other gets a sentence; two presses are one call."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.crisis import services
from xinqiao.practice.crisis.models import HelpCall, Outcome
from xinqiao.practice.crisis.states import CALL_MOVES, CallState, SomebodyWasFaster

from .builders import answer, press

Run = Callable[..., list[object]]
MOVES = [(start, end) for start in CALL_MOVES for end in sorted(CALL_MOVES[start])]
# Begun together from the same state: which act leads where.
ACTS = {CallState.TAKEN: "take", CallState.CLOSED: "end", CallState.RINGING: "give back"}


def act(cast: Cast, name: str, call: HelpCall, who: str) -> Callable[[], object]:
    given = {"actor": cast.actor(who), "call": call.pk, "at": NOW}
    match name:
        case "take":
            return partial(services.take_call, **given)
        case "end":
            return partial(services.end_call, outcome=Outcome.MET, **given)
    return partial(services.give_call_back, **given)


@pytest.mark.parametrize("rival", sorted(CALL_MOVES))
@pytest.mark.parametrize(("start", "end"), MOVES)
def test_one_move_wins_and_the_other_gets_a_sentence(
    fresh_cast: Cast, at_once: Run, start: CallState, end: CallState, rival: CallState
) -> None:
    call = press()
    if start is CallState.TAKEN:
        answer(fresh_cast, call, "xu")
    other = rival if rival in CALL_MOVES[start] else end

    # The director may do each; going there is open to any two.
    rivals = ("xu", "lu") if end is other is CallState.TAKEN else ("xu", "xu")
    results = at_once(act(fresh_cast, ACTS[end], call, rivals[0]), act(fresh_cast, ACTS[other], call, rivals[1]))

    kinds = sorted(type(one).__name__ for one in results)
    assert kinds in (["HelpCall", "SomebodyWasFaster"], ["Denied", "HelpCall"]), results
    assert all("没有再改动" in str(one) for one in results if isinstance(one, SomebodyWasFaster))


def test_a_pupil_who_presses_twice_at_once_has_called_once(fresh_cast: Cast, at_once: Run) -> None:
    lin = own_actor(fresh_cast, "lin")

    results = at_once(partial(press, lin), partial(press, lin))

    assert [type(one).__name__ for one in results] == ["HelpCall", "HelpCall"]
    assert HelpCall.objects.count() == 1
    assert Obligation.objects.count() == 1
