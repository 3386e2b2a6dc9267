"""Two people settle the same wish, or ask twice, at the same instant: one wins, the other gets a sentence."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.vault.models import KeyGrant
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk, Why
from xinqiao.register.recovery.states import MOVES, AskState, SettledAlready

from .builders import ask, dossier, rules_allow

Run = Callable[..., list[object]]
# Begun together from the same state: which act leads where.
ACTS = {AskState.GIVEN: "give", AskState.DROPPED: "drop"}


def act(cast: Cast, name: str, asked: KeysAsk, words: str) -> Callable[[], object]:
    if name == "give":
        return partial(services.give_keys_back, actor=cast.actor("xu"), ask=asked.pk, words=words, at=NOW)
    return partial(services.drop_ask, actor=cast.actor("shen"), ask=asked.pk, at=NOW)


@pytest.mark.parametrize("rival", sorted(AskState.values))
@pytest.mark.parametrize(("start", "end"), [(start, end) for start in MOVES for end in sorted(MOVES[start])])
def test_one_move_wins_and_the_other_gets_a_sentence(
    fresh_cast: Cast, at_once: Run, start: AskState, end: AskState, rival: str
) -> None:
    other = ACTS.get(AskState(rival), ACTS[end])
    mine, words = dossier(fresh_cast, "lu"), fresh_cast.envelope().words
    asked = ask(fresh_cast, "shen")
    assert asked.state == start

    with rules_allow(mine.pk):
        results = at_once(act(fresh_cast, ACTS[end], asked, words), act(fresh_cast, other, asked, words))

    assert sorted(type(one).__name__ for one in results) == ["KeysAsk", "SettledAlready"]
    assert all("没有再改动" in str(one) for one in results if isinstance(one, SettledAlready))
    asked.refresh_from_db()
    granted = KeyGrant.objects.filter(dossier=mine, to_person__owner=fresh_cast.staff["shen"].pk).count()
    assert granted == (1 if asked.state == AskState.GIVEN else 0)


def test_who_asks_twice_at_once_has_asked_once(fresh_cast: Cast, at_once: Run) -> None:
    fresh_cast.envelope()
    fresh_cast.person_key("shen")
    owner = fresh_cast.staff["shen"].pk
    once = partial(services.ask_for_keys, actor=fresh_cast.actor("shen"), staff=owner, why=Why.FORGOT, at=NOW)

    results = at_once(once, once)

    assert sorted(type(one).__name__ for one in results) == ["AskedAlready", "KeysAsk"]
    assert KeysAsk.objects.count() == 1
