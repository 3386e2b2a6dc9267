"""Entering what was shown and signed, and taking it back.

Only paper counts for now: somebody other than its owner has seen the original,
and the row says who. Whoever has to know that something changed (promises are
made above this tier) hangs on `on_change`.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.hooks import Hook
from xinqiao.core.ledger import record
from xinqiao.register.credentials import policy
from xinqiao.register.credentials.events import (
    AgreementEnded,
    AgreementSigned,
    QualificationAdded,
    QualificationWithdrawn,
)
from xinqiao.register.credentials.models import (
    AgreementText,
    ConfidentialityAgreement,
    EndedBecause,
    Qualification,
    QualificationKind,
    WithdrawnBecause,
)
from xinqiao.register.credentials.rules import WITNESS_POSTS
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import actor_for

__all__ = ["add_qualification", "end_agreement", "on_change", "sign_agreement", "withdraw_qualification"]

# Called with `(grant, at)` inside every change of somebody's papers.
on_change: Hook[[Grant, datetime], None] = Hook()


class EnteredAlready(Problem):
    """The same paper is there."""

    def __init__(self) -> None:
        super().__init__(_("这一份已经登记过了。"))


class OverAlready(Problem):
    """Somebody else was first."""

    def __init__(self) -> None:
        super().__init__(_("这一份已经不作数了，没有再改动。"))


@transaction.atomic
def add_qualification(
    *,
    actor: Actor,
    staff: UUID,
    kind: QualificationKind,
    name: str,
    issuer: str,
    number: str,
    valid_from: date,
    valid_to: date | None,
    seen_by: UUID,
    at: datetime,
) -> Qualification:
    """A degree, a certificate or a training was seen on paper. Raises `EnteredAlready` and `Problem`."""
    holder = take(Staff, staff, lock=False)
    grant = require(actor, policy.may_enter, holder)
    _check_days(valid_from, valid_to)
    witness = _witness(holder, seen_by, at)
    try:
        with transaction.atomic():
            made = Qualification.objects.create(
                staff=holder,
                kind=kind.value,
                name=name,
                issuer=issuer,
                number=number or None,
                valid_from=valid_from,
                valid_to=valid_to,
                seen_by=witness,
                checked_at=at,
            )
    except IntegrityError:
        raise EnteredAlready from None
    record(QualificationAdded(subject=made.pk), grant, rows=[made], at=at)
    on_change.call(grant, at)
    return made


@transaction.atomic
def withdraw_qualification(
    *, actor: Actor, qualification: UUID, because: WithdrawnBecause, at: datetime
) -> Qualification:
    """It counts no more, from now on; the row stays. Raises `OverAlready`."""
    taken = take(Qualification, qualification)
    grant = require(actor, policy.may_withdraw, taken)
    if taken.withdrawn_at is not None:
        raise OverAlready
    taken.withdrawn_at, taken.withdrawn_because = at, because.value
    taken.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(QualificationWithdrawn(subject=taken.pk), grant, rows=[taken], at=at)
    on_change.call(grant, at)
    return taken


@transaction.atomic
def sign_agreement(
    *,
    actor: Actor,
    staff: UUID,
    text: AgreementText,
    signed_on: date,
    until: date | None,
    seen_by: UUID,
    at: datetime,
) -> ConfidentialityAgreement:
    """A promise of secrecy was signed on paper, and the paper seen. Raises `EnteredAlready` and `Problem`."""
    holder = take(Staff, staff, lock=False)
    grant = require(actor, policy.may_enter, holder)
    _check_days(signed_on, until)
    if signed_on > local(at).date():
        raise Problem(_("签名的日子还没有到。"), status=422)
    witness = _witness(holder, seen_by, at)
    try:
        with transaction.atomic():
            made = ConfidentialityAgreement.objects.create(
                staff=holder, text=text.value, signed_on=signed_on, until=until, seen_by=witness, checked_at=at
            )
    except IntegrityError:
        raise EnteredAlready from None
    record(AgreementSigned(subject=made.pk), grant, rows=[made], at=at)
    on_change.call(grant, at)
    return made


@transaction.atomic
def end_agreement(*, actor: Actor, agreement: UUID, because: EndedBecause, at: datetime) -> ConfidentialityAgreement:
    """It stands no more, from today on; the row stays. Raises `OverAlready`."""
    taken = take(ConfidentialityAgreement, agreement)
    grant = require(actor, policy.may_end, taken)
    if taken.ended_on is not None:
        raise OverAlready
    taken.ended_on, taken.ended_because = local(at).date(), because.value
    taken.save(update_fields=["ended_on", "ended_because"])
    record(AgreementEnded(subject=taken.pk), grant, rows=[taken], at=at)
    on_change.call(grant, at)
    return taken


def _check_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Problem(_("结束的日子要在开始之后。"), status=422)


def _witness(holder: Staff, seen_by: UUID, at: datetime) -> Staff:
    """Who saw the paper: the director, the principal or the leading group, and never its owner."""
    if holder.left_on is not None:
        raise Problem(_("这位同事已经离开，不用再登记。"))
    witness = take(Staff, seen_by, lock=False)
    if witness.pk == holder.pk:
        raise Problem(_("自己的资料要由另一个人看过原件，比如校长。"), status=422)
    if not actor_for(witness.pk, local(at).date()).holds(*WITNESS_POSTS):
        raise Problem(_("看原件的人要是主任、校长或领导小组成员。"), status=422)
    return witness
