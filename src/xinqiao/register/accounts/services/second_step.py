"""The second step, after the passphrase: a code, a passkey, a recovery code, or the director's code for this computer."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require
from xinqiao.core.access.asking import Grant
from xinqiao.core.ledger import record
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.answers import Answer, answered
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import SecondStepFailed, SessionEnded, Way, Why
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.rules import TRIES_AT_SECOND_STEP
from xinqiao.register.accounts.services.sessions import Cookies, come_in
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.states import Step, WrongStep

__all__ = ["Answer", "Outcome", "take_second_step"]
SECOND_STEPS = frozenset({Way.TOTP, Way.PASSKEY, Way.RECOVERY_CODE, Way.COMPUTER_CODE})


@dataclass(frozen=True)
class Outcome:
    """How an answer was taken. Without tries left the session has been ended."""

    is_right: bool
    tries_left: int = 0
    cookies: Cookies | None = field(default=None, repr=False)


@transaction.atomic
def take_second_step(
    *, actor: Actor, session: UUID, answer: Answer, computers: tuple[str, ...], at: datetime
) -> Outcome:
    """Take an answer. The right one completes the sign-in, and is used up; five wrong ones end the session.

    Raises `WrongStep` where the session is not at its second step: two answers
    at the same moment cannot both come in.
    """
    account, mine = take_session(session)
    grant = require(actor, policy.owns, mine)
    ways = SECOND_STEPS if mine.step == Step.SECOND else frozenset({Way.COMPUTER_CODE})
    if mine.step not in {Step.SECOND, Step.ENROL} or answer.way not in ways:
        raise WrongStep(Step(mine.step), Step.IN)
    used = answered(account, mine, answer, at)
    if used is None:
        return _count_wrong(mine, answer.way, grant, at)
    registers = answer.way is Way.COMPUTER_CODE
    cookies = come_in(
        session=mine, by=answer.way, computers=computers, used=used, registers=registers, grant=grant, at=at
    )
    return Outcome(is_right=True, cookies=cookies)


def _count_wrong(mine: OpenSession, way: Way, grant: Grant, at: datetime) -> Outcome:
    mine.wrong_tries += 1
    left = TRIES_AT_SECOND_STEP - mine.wrong_tries
    record(SecondStepFailed(subject=mine.account_id, session=mine.pk, by=way), grant, at=at)
    if left > 0:
        mine.save(update_fields=["wrong_tries", "challenge", "challenge_until"])
        return Outcome(is_right=False, tries_left=left)
    session = mine.pk
    end_sessions(OpenSession.objects.filter(pk=session), actor=grant.actor, at=at)
    record(SessionEnded(subject=mine.account_id, session=session, why=Why.TOO_MANY_TRIES), grant, at=at)
    return Outcome(is_right=False)
