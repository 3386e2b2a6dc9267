"""The code from hand to hand: with it a counsellor gives an account back what was there before.

These transactions name the client number and touch no account: a counsellor's
part and the client's part of one ledger.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.register.accounts.services import code_digest, make_code, note_failure, note_success
from xinqiao.register.people.models import Client
from xinqiao.register.personal import policy, selectors
from xinqiao.register.personal.events import CodeGiven, CodeUsed
from xinqiao.register.personal.models import HandCode
from xinqiao.register.personal.proving import knock
from xinqiao.register.personal.rules import CODE_LASTS

HAND_CODE = "personal_hand_code"


class WrongCode(Problem):
    """Mistyped, too old, used, or another's: not told apart."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("这个码不对，或者过了时间。请老师当面再给你一个，15 分钟里输进来。"))


@dataclass(frozen=True)
class NewHandCode:
    """A code as it is shown to the counsellor, once."""

    name: str
    until: datetime
    code: str = field(repr=False)


@transaction.atomic
def give_code(*, actor: Actor, client: UUID, at: datetime) -> NewHandCode:
    """A code for a client who stands before the counsellor. Whether there is an account is not told. Raises `Refused`."""
    taken = take(Client, client)
    name, served = selectors.served(client)
    grant = require(actor, policy.may_give_code, served)
    assert actor.pk is not None  # the rule has seen to it
    code = make_code()
    row = HandCode.objects.create(
        client=taken,
        given_by_id=actor.pk,
        digest=code_digest(HAND_CODE, client, code),
        until=at + CODE_LASTS,
    )
    record(CodeGiven(subject=row.pk, about=client), grant, rows=[row], at=at)
    return NewHandCode(name, row.until, code)


def use_code(*, actor: Actor, typed: str, address: str, at: datetime) -> None:
    """The owner of an account types the code: this start of it is known from now on. Raises `WrongCode` and `TooOften`."""
    require(actor, policy.may_leave)
    first_try = knock(f"hand\0{actor.pk}", address, at)
    try:
        _use_code(actor=actor, typed=typed, at=at)
    except WrongCode:
        note_failure(first_try)
        raise
    note_success(first_try)


@transaction.atomic
def _use_code(*, actor: Actor, typed: str, at: datetime) -> None:
    assert actor.pk is not None  # the rule has seen to it
    take(Client, actor.pk)  # one after the other, whoever writes about a client
    digest = code_digest(HAND_CODE, actor.pk, typed)
    rows = HandCode.objects.filter(client=actor.pk, digest=digest, start=None, until__gt=at)
    found = rows.values_list("pk", flat=True).first()
    if found is None or HandCode.objects.filter(start=actor.start).exists():
        raise WrongCode
    code = take(HandCode, found)
    grant = require(actor, policy.may_use_code, code)
    code.start = actor.start
    code.save(update_fields=["start"])
    record(CodeUsed(subject=code.pk, about=actor.pk), grant, rows=[code], at=at)
