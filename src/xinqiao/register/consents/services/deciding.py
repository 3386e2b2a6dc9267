"""Deciding on one's own page, and taking back what one gave. Nobody decides for anybody else."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.register.consents import policy, rules, selectors
from xinqiao.register.consents.events import ConsentDeclined, ConsentSigned, ConsentWithdrawn
from xinqiao.register.consents.models import Asked, Consent, ConsentForm, ConsentRequest, EndedBecause
from xinqiao.register.consents.rules import Giver, Purpose, Signature, Way
from xinqiao.register.consents.selectors import Loaded, ToDecide
from xinqiao.register.consents.states import check_move
from xinqiao.register.people.models import Client

from .changes import on_change
from .ending import AlreadyOver, end


class TextHasChanged(Problem):
    """What was on the screen is not what the text says now."""

    def __init__(self) -> None:
        super().__init__(_("这份说明刚刚改过，请再读一遍，再决定。"))


@transaction.atomic
def agree(*, actor: Actor, request: UUID, signature: Signature, digest: str, at: datetime) -> Consent:
    """Somebody read the text that has this `digest`, agrees and signs. It counts at once, like a paper.

    Sent twice it is one consent. Raises `Refused`, `AlreadyAnswered`, and `TextHasChanged`.
    """
    taken, loaded = _take(request)
    grant = _ask(actor, taken, loaded, at)
    if taken.consent is not None and taken.consent.ended_at is None:
        return taken.consent
    check_move(Asked(taken.state), Asked.AGREED)
    shown = selectors.to_decide(taken, loaded, local(at).date())
    if shown.question.digest != digest:
        raise TextHasChanged
    made = Consent.objects.create(
        client_id=taken.client_id,
        purpose=taken.purpose,
        given_by=taken.giver,
        way=Way.SCREEN.value,
        form=ConsentForm.SCREEN.value,
        form_version=f"{shown.question.reader.value}.{shown.question.version}",
        signed_on=local(at).date(),
        valid_until=taken.valid_until,
        detail=_detail(actor, taken, shown, signature),
        received_by_id=taken.asked_by_id,
        entered_at=at,
        token=uuid5(taken.pk, "agreed"),
    )
    _answer(taken, Asked.AGREED, at, made)
    record(ConsentSigned(subject=made.pk, about=taken.client_id), grant, rows=[made, taken], at=at)
    on_change.call(grant, taken.client_id, at)
    return made


@transaction.atomic
def decline(*, actor: Actor, request: UUID, at: datetime) -> ConsentRequest:
    """Somebody says no this time. No reason is asked, nothing changes. Raises `Refused` and `AlreadyAnswered`."""
    taken, loaded = _take(request)
    grant = _ask(actor, taken, loaded, at)
    if taken.state == Asked.DECLINED:
        return taken
    check_move(Asked(taken.state), Asked.DECLINED)
    _answer(taken, Asked.DECLINED, at, None)
    record(ConsentDeclined(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def withdraw_own(*, actor: Actor, consent: UUID, at: datetime) -> list[Consent]:
    """Somebody takes back what they gave, on paper or on screen; it has effect at once and no reason is asked.

    Whoever stops the counselling stops what hangs on it, too. Raises `Refused`, and
    `AlreadyOver` where it stands no more.
    """
    found = take(Consent, consent, lock=False)
    take(Client, found.client_id)
    taken = take(Consent, consent)
    number = _number(actor)
    grant = require(actor, policy.may_take_back_own, taken, selectors.is_signer(taken, number))
    rows = [row for row in selectors.load(taken.client_id).rows if selectors.is_signer(row, number)]
    signed = selectors.as_signed([row for row in rows if row.given_by == taken.given_by])
    over = {one.pk for one in rules.ended_by(signed, Purpose(taken.purpose), Giver(taken.given_by), local(at).date())}
    if taken.pk not in over:
        raise AlreadyOver
    ended = [row for row in rows if row.pk in over]
    for row in ended:
        end(row, EndedBecause.WITHDRAWN, {"by": taken.given_by, "on_screen": "yes"}, at)
        record(ConsentWithdrawn(subject=row.pk, about=row.client_id), grant, rows=[row], at=at)
    on_change.call(grant, taken.client_id, at)
    return ended


def _take(request: UUID) -> tuple[ConsentRequest, Loaded]:
    found = take(ConsentRequest, request, lock=False)
    take(Client, found.client_id)
    return take(ConsentRequest, request), selectors.load(found.client_id)


def _ask(actor: Actor, taken: ConsentRequest, loaded: Loaded, at: datetime) -> Grant:
    """Whether the client's circumstances still leave it to this person is asked anew, with the client's number locked."""
    entitled = selectors.is_entitled(loaded, _number(actor), Giver(taken.giver), local(at).date())
    return require(actor, policy.may_decide, taken, entitled)


def _answer(taken: ConsentRequest, state: Asked, at: datetime, consent: Consent | None) -> None:
    taken.state, taken.answered_at, taken.consent = state.value, at, consent
    taken.save(update_fields=["state", "answered_at", "consent"])


def _detail(actor: Actor, taken: ConsentRequest, shown: ToDecide, signature: Signature) -> dict[str, Any]:
    """Under the seal: who signed, how, and what was read."""
    detail: dict[str, Any] = {"signature": signature.as_kept(), "digest": shown.question.digest, "note": shown.note}
    if taken.giver == Giver.GUARDIAN:
        guardian = selectors.guardian_named(_number(actor))
        if guardian is not None:
            relation = str(guardian.get_relation_display())
            detail |= {"guardian": str(guardian.pk), "name": guardian.name, "relation": relation}
    return detail


def _number(actor: Actor) -> UUID:
    """The client number behind which somebody acts; a number of nobody where no client acts."""
    return actor.pk if actor.is_client and actor.pk is not None else UUID(int=0)
