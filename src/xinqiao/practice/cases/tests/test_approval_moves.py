"""Two answer, withdraw or take back one wish at the same moment: one does it, the other gets a sentence."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from xinqiao.core.access import Problem
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import PrintApproval
from xinqiao.practice.cases.states import APPROVAL_MOVES, ApprovalState

from .builders import MUCH_LATER, ready
from .printing import ask, granted

Act = Callable[[Cast, PrintApproval], object]


def answering(grants: bool) -> Act:
    return lambda cast, approval: services.decide_print(
        actor=cast.actor("xu"), approval=approval.pk, grants=grants, at=MUCH_LATER
    )


def ending(cast: Cast, approval: PrintApproval) -> object:
    return services.end_print(actor=cast.actor("shen"), approval=approval.pk, at=MUCH_LATER)


MOVES: dict[tuple[ApprovalState, ApprovalState], Act] = {
    (ApprovalState.ASKED, ApprovalState.GRANTED): answering(True),
    (ApprovalState.ASKED, ApprovalState.REFUSED): answering(False),
    (ApprovalState.ASKED, ApprovalState.ENDED): ending,
    (ApprovalState.GRANTED, ApprovalState.ENDED): ending,
}


def test_every_move_of_the_table_is_tried() -> None:
    assert set(MOVES) == {(here, there) for here, wanted in APPROVAL_MOVES.items() for there in wanted}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move[0]}-{move[1]}")
def test_a_wish_moves_once(fresh_cast: Cast, at_once, move) -> None:
    ready(fresh_cast)
    approval = ask(fresh_cast) if move[0] == ApprovalState.ASKED else granted(fresh_cast)

    results = at_once(lambda: MOVES[move](fresh_cast, approval), lambda: MOVES[move](fresh_cast, approval))

    lost = [one for one in results if isinstance(one, BaseException)]
    assert len(lost) == 1
    assert isinstance(lost[0], Problem)
    assert str(lost[0])
    approval.refresh_from_db()
    assert approval.state == move[1]
