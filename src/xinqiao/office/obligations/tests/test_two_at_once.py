"""Two people at one promise: one wins, the other gets a sentence."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import hand_over, keep_obligation, waive_obligation
from xinqiao.office.obligations.states import MOVES, AlreadyOver, State
from xinqiao.office.obligations.tests.promises import promised

Act = Callable[[Cast, Obligation], object]
ACTS: dict[State, Act] = {
    State.KEPT: lambda cast, owed: keep_obligation(actor=cast.actor("xu"), obligation=owed.pk, at=NOW),
    State.WAIVED: lambda cast, owed: waive_obligation(
        actor=cast.actor("xu"), obligation=owed.pk, reason="已经不需要", at=NOW
    ),
}
PAIRS = [(one, other) for here in MOVES for one in sorted(MOVES[here]) for other in sorted(MOVES[here])]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda state: state.value)
def test_a_promise_ends_once(fresh_cast: Cast, at_once: Callable[..., list[object]], one: State, other: State) -> None:
    owed = promised(at=NOW, owner=fresh_cast.staff["shen"].pk)

    results = at_once(lambda: ACTS[one](fresh_cast, owed), lambda: ACTS[other](fresh_cast, owed))

    assert sorted(isinstance(result, AlreadyOver) for result in results) == [False, True], results
    ended = Entry.objects.filter(subject=owed.pk, kind__in=["obligations.kept", "obligations.waived"])
    assert ended.count() == 1


def test_it_is_not_handed_over_after_it_is_done(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    owed = promised(at=NOW, owner=fresh_cast.staff["shen"].pk)
    lu = fresh_cast.staff["lu"].pk

    at_once(
        lambda: ACTS[State.KEPT](fresh_cast, owed),
        lambda: hand_over(actor=fresh_cast.actor("shen"), obligation=owed.pk, to_staff=lu, at=NOW),
    )

    owed.refresh_from_db()
    assert owed.state == State.KEPT


def test_a_promise_made_by_two_at_once_is_one(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    subject, owner = uuid4(), fresh_cast.staff["shen"].pk

    results = at_once(*[lambda: promised(at=NOW, owner=owner, subject=subject)] * 6)

    assert len({result.pk for result in results if isinstance(result, Obligation)}) == 1, results
    assert Obligation.objects.count() == 1
    assert Entry.objects.filter(kind="obligations.promised").count() == 1
