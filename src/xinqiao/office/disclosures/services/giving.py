"""Giving a copy, and taking it back while nobody has seen it."""

from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.disclosures import policy, rules, selectors
from xinqiao.office.disclosures.events import GivenTakenBack, SomethingGiven
from xinqiao.office.disclosures.models import Disclosure, EndedBecause, GivenState, addressed_to
from xinqiao.office.disclosures.rules import AT_OWN_DOOR, Basis, Leaving, Receiver
from xinqiao.register.people.models import Client

from .telling import tell_client


class NotPreviewed(Problem):
    """What was sent is not what was shown beforehand, so nothing was given."""

    def __init__(self) -> None:
        super().__init__(_("要给的和你预览时看到的不一样，没有给出去。请重新预览一次，看清楚再给。"))


@transaction.atomic
def disclose(
    *,
    actor: Actor,
    client: UUID,
    kind: str,
    receiver: Receiver,
    content: Mapping[str, Any],
    basis: Basis,
    token: UUID,
    previewed: str,
    at: datetime,
) -> Disclosure:
    """Give a copy of exactly what was previewed, by what allows it at this moment. The same form sent twice gives once.

    Raises `Refused` for anybody but whoever serves the client, `NotInTheList` for what no
    copy of this kind may hold, `NothingAllowsIt` without consent or ground, `NotPreviewed`.
    """
    taken = take(Client, client)
    grant = require(actor, selectors.rule_for(basis.why), taken, selectors.serving(client))
    before = _sent_before(actor, client, token)
    if before is not None:
        return before
    wanted = selectors.Wanted(kind, receiver, content, basis)
    leaving = selectors.check(client, wanted, local(at).date())
    if not compare_digest(previewed, selectors.digest_of(actor, client, leaving, basis, token)):
        raise NotPreviewed
    made = _make(actor, client, leaving, basis, token, at)
    record(SomethingGiven(subject=made.pk, about=client), grant, rows=[made], at=at)
    tell_client(grant=grant, given=made, at=at)
    return made


@transaction.atomic
def take_back(*, actor: Actor, given: UUID, at: datetime) -> Disclosure:
    """Take a copy back before it was seen; it stays in the client's list. Raises `Refused`, `AlreadySeen`."""
    take(Client, take(Disclosure, given, lock=False).client_id)
    taken = take(Disclosure, given)
    grant = require(actor, policy.may_take_back, taken)
    taken.become(GivenState.TAKEN_BACK, taken_back_at=at, ended_because=EndedBecause.TAKEN_BACK.value)
    record(GivenTakenBack(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def _sent_before(actor: Actor, client: UUID, token: UUID) -> Disclosure | None:
    """What the same form has given already. A token of another's form is no token."""
    found = Disclosure.objects.filter(token=token).first()
    if found is not None and (found.client_id, found.given_by_id) != (client, actor.pk):
        raise Problem(_("请重新打开这一页再给。"), status=422)
    return found


def _make(actor: Actor, client: UUID, leaving: Leaving, basis: Basis, token: UUID, at: datetime) -> Disclosure:
    assert actor.pk is not None  # counsellors are people
    receiver = leaving.receiver
    waits = receiver.to in AT_OWN_DOOR and receiver.number is not None
    return Disclosure.objects.create(
        client_id=client,
        kind=leaving.kind.key,
        state=(GivenState.WAITING if waits else GivenState.HANDED).value,
        addressed=addressed_to(client, receiver.number) if waits and receiver.number else None,
        content=leaving.content,
        receiver={
            "to": receiver.to.value,
            "number": str(receiver.number) if receiver.number else None,
            "name": receiver.name,
            "post": receiver.post,
        },
        basis=rules.kept(basis),
        given_by_id=actor.pk,
        given_at=at,
        token=token,
    )
