"""Two things at the same moment, in the same account: both happen, and neither waits for the other for good."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Missing
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import ending, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import KnownComputer, OpenSession
from xinqiao.register.accounts.services import computers, sessions
from xinqiao.register.accounts.sessions import SessionStore

from .builders import OTHER_WORDS, WORDS, answer, code, opened, proof_of, ready_account

LATER = NOW + timedelta(minutes=1)


def slowly(do: Callable[..., int]) -> Callable[..., int]:
    """Whoever comes first rests before the next step, holding what was taken until then."""
    waited = list[bool]()

    def after_a_while(*taken: Any, **values: Any) -> int:
        if not waited:
            waited.append(True)
            time.sleep(0.9)
        return do(*taken, **values)

    return after_a_while


@pytest.mark.parametrize("act", ["change", "reset"])
def test_a_sign_out_and_a_new_passphrase(
    fresh_cast: Cast, at_once: Callable[..., list[object]], monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    cast = fresh_cast
    with freeze(NOW):
        ready, other = ready_account(cast), opened("shen", WORDS)
        proof = services.prove_for_change(session=ready.session.pk, words=WORDS, moment=NOW)
        monkeypatch.setattr(ending, "lock_sessions", slowly(ending.lock_sessions))

        def changes() -> object:
            time.sleep(0.2)
            if act == "reset":
                return services.reset_account(
                    actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=NOW
                )
            return services.change_passphrase(
                actor=cast.actor("shen"), session=ready.session.pk, proof=proof, words=OTHER_WORDS, at=NOW
            )

        results = at_once(changes, lambda: SessionStore(other.cookie).delete())

    assert not any(isinstance(one, Exception) for one in results)
    assert set(OpenSession.objects.values_list("pk", flat=True)) <= {ready.session.pk}


def test_a_sign_out_and_a_sign_in_that_ends_the_oldest_session(
    fresh_cast: Cast, at_once: Callable[..., list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with freeze(NOW):
        ready = ready_account(fresh_cast)
        proof = proof_of("shen", WORDS, LATER)
        monkeypatch.setattr(sessions, "SESSIONS_AT_MOST", 1)
        monkeypatch.setattr(ending, "lock_sessions", slowly(ending.lock_sessions))

        def comes() -> object:
            time.sleep(0.2)
            return services.open_session(actor=proof.actor, proof=proof, label="", computers=(), at=LATER)

        results = at_once(comes, lambda: SessionStore(ready.cookie).delete())

    assert not any(isinstance(one, Exception) for one in results), results
    assert OpenSession.objects.count() == 1


def test_a_computer_is_forgotten_while_its_owner_comes_in(
    fresh_cast: Cast, at_once: Callable[..., list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with freeze(NOW):
        ready = ready_account(fresh_cast)
        coming = opened("shen", WORDS, LATER, (ready.computer,)).session
        known = KnownComputer.objects.get()
        monkeypatch.setattr(computers, "end_sessions", slowly(computers.end_sessions))

        def comes() -> object:
            time.sleep(0.2)
            return services.take_second_step(
                actor=fresh_cast.actor("shen"),
                session=coming.pk,
                answer=answer(Way.TOTP, code(ready.secret, LATER)),
                computers=(ready.computer,),
                at=LATER,
            )

        came, forgotten = at_once(
            comes, lambda: services.forget_computer(actor=fresh_cast.actor("shen"), computer=known.pk, at=LATER)
        )

    assert isinstance(came, Missing)
    assert forgotten is None
    assert not OpenSession.objects.exists()
