"""Somebody signs out at the moment in which the passphrase changes: both happen, and neither waits for the other for good."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import ending, services
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.sessions import SessionStore

from .builders import OTHER_WORDS, WORDS, opened, ready_account


@pytest.mark.parametrize("act", ["change", "reset"])
def test_a_sign_out_and_a_new_passphrase(
    fresh_cast: Cast, at_once: Callable[..., list[object]], monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    cast, lock_sessions, waited = fresh_cast, ending.lock_sessions, list[bool]()

    def after_a_while(**values: Any) -> int:
        """The first to have ended a session rests before it locks what was open in it."""
        if not waited:
            waited.append(True)
            time.sleep(0.9)
        return lock_sessions(**values)

    with freeze(NOW):
        ready, other = ready_account(cast), opened("shen", WORDS)
        proof = services.prove_for_change(session=ready.session.pk, words=WORDS, moment=NOW)
        monkeypatch.setattr(ending, "lock_sessions", after_a_while)

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
