"""Every move between the steps of a sign-in, tried by two windows at the same moment: one wins, the other is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Problem
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import OpenSession, Totp
from xinqiao.register.accounts.states import MOVES, Step, WrongStep, check_move
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    answer,
    code,
    new_account,
    opened,
    pending,
    ready_account,
    secret_of,
)

LATER = NOW + timedelta(minutes=1)
Act = Callable[[], object]


def from_start(cast: Cast, wanted: Step) -> tuple[OpenSession, Act]:
    made = new_account(cast)
    if wanted is Step.SECOND:
        services.issue_computer_code(actor=cast.actor("xu"), account=made.account.pk, at=NOW)
    session, actor = opened("shen", made.start_code).session, cast.actor("shen")
    return session, lambda: services.set_first_passphrase(actor=actor, session=session.pk, words=WORDS, at=NOW)


def from_second(cast: Cast, wanted: Step) -> tuple[OpenSession, Act]:
    ready = ready_account(cast)
    session, actor = opened("shen", WORDS, LATER).session, cast.actor("shen")
    given = answer(Way.TOTP, code(secret_of(ready.account), LATER))
    return session, lambda: services.take_second_step(
        actor=actor, session=session.pk, answer=given, computers=(), at=LATER
    )


def from_enrol(cast: Cast, wanted: Step) -> tuple[OpenSession, Act]:
    session, actor = opened("shen", new_account(cast).start_code).session, cast.actor("shen")
    services.set_first_passphrase(actor=actor, session=session.pk, words=WORDS, at=NOW)
    words = code(pending(session), LATER)
    return session, lambda: services.confirm_totp(actor=actor, session=session.pk, words=words, computers=(), at=LATER)


SETUPS: dict[Step, Callable[[Cast, Step], tuple[OpenSession, Act]]] = {
    Step.START: from_start,
    Step.SECOND: from_second,
    Step.ENROL: from_enrol,
}


def test_every_move_is_tried_below() -> None:
    assert {step for step, wanted in MOVES.items() if wanted} == set(SETUPS)


@pytest.mark.parametrize(
    ("current", "wanted"), [(current, wanted) for current in SETUPS for wanted in sorted(MOVES[current])]
)
def test_one_wins_and_the_other_gets_a_sentence(
    fresh_cast: Cast, at_once: Callable[..., list[object]], current: Step, wanted: Step
) -> None:
    session, act = SETUPS[current](fresh_cast, wanted)
    assert OpenSession.objects.get(pk=session.pk).step == current

    outcomes = at_once(act, act)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert len(refused) == 1, outcomes
    assert str(refused[0])
    assert OpenSession.objects.get(pk=session.pk).step == wanted
    assert Totp.objects.count() <= 1


@pytest.mark.parametrize("current", Step)
@pytest.mark.parametrize("wanted", Step)
def test_no_other_move_is_made(current: Step, wanted: Step) -> None:
    if wanted in MOVES[current]:
        check_move(current, wanted)
    else:
        with pytest.raises(WrongStep):
            check_move(current, wanted)
