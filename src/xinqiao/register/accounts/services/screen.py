"""Locking the screen and opening it again. The server's clock decides; the page only follows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require
from xinqiao.core.access.asking import Grant
from xinqiao.core.ledger import record
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.answers import Answer, answered
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import ScreenLocked, ScreenOpened, ScreenTryFailed, SessionEnded, Way, Why
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.rules import TRIES_AT_LOCK
from xinqiao.register.accounts.services.second_step import Outcome
from xinqiao.register.accounts.services.taking import take_session


@transaction.atomic
def lock_screen(*, actor: Actor, session: UUID, at: datetime) -> None:
    """The owner locks the screen. Locking what is locked changes nothing."""
    _account, mine = take_session(session)
    grant = require(actor, policy.is_in, mine)
    if mine.locked_at is None:
        mine.locked_at, mine.wrong_tries = at, 0
        mine.save(update_fields=["locked_at", "wrong_tries"])
    record(ScreenLocked(subject=mine.pk), grant, at=at)


@transaction.atomic
def open_screen(*, actor: Actor, session: UUID, answer: Answer, at: datetime) -> Outcome:
    """Open the locked screen by PIN, passkey or passphrase. Five wrong tries end the session."""
    account, mine = take_session(session)
    grant = require(actor, policy.may_open_screen, mine, answer)
    if answered(account, mine, answer, at) is None:
        return _count_wrong(mine, answer.way, grant, at)
    mine.locked_at, mine.seen_at, mine.wrong_tries = None, at, 0
    mine.save(update_fields=["locked_at", "seen_at", "wrong_tries", "challenge", "challenge_until"])
    record(ScreenOpened(subject=mine.pk, by=answer.way), grant, at=at)
    return Outcome(is_right=True)


def _count_wrong(mine: OpenSession, way: Way, grant: Grant, at: datetime) -> Outcome:
    mine.wrong_tries += 1
    left = TRIES_AT_LOCK - mine.wrong_tries
    record(ScreenTryFailed(subject=mine.pk, by=way), grant, at=at)
    if left > 0:
        mine.locked_at = mine.locked_at or at
        mine.save(update_fields=["wrong_tries", "locked_at", "challenge", "challenge_until"])
        return Outcome(is_right=False, tries_left=left)
    session = mine.pk
    end_sessions(OpenSession.objects.filter(pk=session), actor=grant.actor, at=at)
    record(SessionEnded(subject=mine.account_id, session=session, why=Why.TOO_MANY_TRIES), grant, at=at)
    return Outcome(is_right=False)
