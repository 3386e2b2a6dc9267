"""Computers that count: the director's codes, and forgetting one."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require, take
from xinqiao.core.ledger import record
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.codes import code_digest, make_code
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import ComputerCodeIssued, ComputerForgotten
from xinqiao.register.accounts.models import Account, ComputerCode, KnownComputer, OpenSession
from xinqiao.register.accounts.rules import COMPUTER_CODE_LASTS

COMPUTER_CODE = "computer_code"


@dataclass(frozen=True)
class NewCode:
    """A code to be typed on the computer that is to count; shown once, kept nowhere."""

    row: ComputerCode
    code: str = field(repr=False)


@transaction.atomic
def issue_computer_code(*, actor: Actor, account: UUID, at: datetime) -> NewCode:
    """A code, for a quarter of an hour, with which this account registers one computer. Older ones are void."""
    taken = take(Account, account)
    grant = require(actor, policy.may_issue_computer_code, taken)
    older = list(ComputerCode.objects.filter(account=taken, used_at=None, stays=False, until__gt=at))
    for code in older:
        code.until = at
        code.save(update_fields=["until"])
    written = make_code()
    made = ComputerCode.objects.create(
        account=taken,
        digest=code_digest(COMPUTER_CODE, taken.pk, written),
        made_at=at,
        until=at + COMPUTER_CODE_LASTS,
    )
    record(ComputerCodeIssued(subject=taken.pk), grant, rows=[made, *older], at=at)
    return NewCode(made, written)


@transaction.atomic
def forget_computer(*, actor: Actor, computer: UUID, keeping: UUID | None = None, at: datetime) -> None:
    """A computer counts no longer; its account's sessions end, but for the one `keeping` names.

    Which session is on which computer is not kept, so all of them go.
    """
    take(Account, take(KnownComputer, computer, lock=False).account_id)  # first, as whoever is coming in does
    taken = take(KnownComputer, computer)
    grant = require(actor, policy.may_forget_computer, taken)
    taken.registered_until, taken.ended_at = None, at
    taken.save(update_fields=["registered_until", "ended_at"])
    kept = [keeping] if keeping else []
    end_sessions(OpenSession.objects.filter(account=taken.account_id).exclude(pk__in=kept), actor=actor, at=at)
    record(ComputerForgotten(subject=taken.pk), grant, rows=[taken], at=at)
