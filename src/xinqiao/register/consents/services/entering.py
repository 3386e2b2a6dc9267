"""Entering what was signed or said. Only paper counts in the end; a word may stand in for it for a few days."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Problem, require, take
from xinqiao.core.clock import is_in_reach, local
from xinqiao.core.ledger import ReadingForm, record, record_reading
from xinqiao.register.consents import policy, rules, selectors
from xinqiao.register.consents.events import ConsentGiven, ConsentsOpened, ConsentSpoken
from xinqiao.register.consents.models import FORM_VERSION, Consent, ConsentForm
from xinqiao.register.consents.rules import Giver, Purpose, Way
from xinqiao.register.consents.selectors import ConsentsPage, Loaded, SignedOnScreen
from xinqiao.register.people.models import Client, ClientKind

from .changes import on_change, person_of


def open_consents(*, actor: Actor, client: UUID, at: datetime, form: ReadingForm = ReadingForm.PAGE) -> ConsentsPage:
    """What a client agreed to; the reading is on record before anything is opened. Raises `Refused`."""
    loaded = selectors.load(client)
    grant = require(actor, policy.may_see_of, loaded.client, loaded.whose)
    record_reading(ConsentsOpened(subject=client, about=client), grant, at=at, form=form)
    return selectors.consents_page(actor, loaded, local(at).date())


def open_signed(*, actor: Actor, consent: UUID, at: datetime) -> SignedOnScreen:
    """What was read and signed on the screen, for paper; the reading is on record. Raises `Refused`, for paper too."""
    found = take(Consent, consent, lock=False)
    loaded = selectors.load(found.client_id)
    grant = require(actor, policy.may_see_of, loaded.client, loaded.whose)
    if found.way != Way.SCREEN:
        raise Missing("consents.consent", consent)
    record_reading(ConsentsOpened(subject=found.client_id, about=found.client_id), grant, at=at, form=ReadingForm.PRINT)
    return selectors.signed_on_screen(found, loaded, actor)


@transaction.atomic
def record_paper_consent(
    *,
    actor: Actor,
    client: UUID,
    purpose: Purpose,
    given_by: Giver,
    signed_on: date,
    valid_until: date | None,
    token: UUID,
    at: datetime,
    detail: dict[str, Any] | None = None,
    own_form: bool = False,
) -> Consent:
    """A signed form was received. The same form sent twice is one consent. Raises `Refused` and `Problem`.

    `detail` says which guardian signed: `name`, `relation`, and `guardian` where it is
    one on the register. It is kept under the house seal.
    """
    taken = take(Client, client)
    loaded = selectors.load(client)
    grant = require(actor, policy.may_enter_for, taken, loaded.whose)
    before = _sent_before(token, taken)
    if before is not None:
        return before
    _check_giver(loaded, purpose, given_by, detail, local(at).date())
    _check_days(loaded, signed_on, valid_until, local(at).date())
    usual = rules.form_for(loaded.person.kind, loaded.age.grade, purpose, given_by)
    form = ConsentForm.OWN if own_form else ConsentForm(usual)
    made = Consent.objects.create(
        client=taken,
        purpose=purpose.value,
        given_by=given_by.value,
        way=Way.PAPER.value,
        form=form.value,
        form_version="" if own_form else FORM_VERSION,
        signed_on=signed_on,
        valid_until=valid_until,
        detail=detail or None,
        received_by_id=person_of(actor),
        entered_at=at,
        token=token,
    )
    record(ConsentGiven(subject=made.pk, about=taken.pk), grant, rows=[made], at=at)
    on_change.call(grant, taken.pk, at)
    return made


@transaction.atomic
def note_verbal_consent(
    *,
    actor: Actor,
    client: UUID,
    given_by: Giver,
    reason: str,
    token: UUID,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> Consent:
    """Somebody agreed to counselling by word of mouth, from today for as many days as the school allows.

    Never for recordings, and not again within half a year. Raises `Refused` and `Problem`.
    """
    taken = take(Client, client)
    loaded = selectors.load(client)
    grant = require(actor, policy.may_enter_for, taken, loaded.whose)
    before = _sent_before(token, taken)
    if before is not None:
        return before
    _check_giver(loaded, Purpose.COUNSELLING, given_by, detail, local(at).date())
    asks, today = selectors.school_asks(), local(at).date()
    if not reason.strip():
        raise Problem(_("请写明为什么先用口头同意。"), status=422)
    if not rules.may_take_a_word(loaded.signed, Purpose.COUNSELLING, given_by, asks, today):
        raise Problem(_("现在不能再用口头同意，请签纸面的同意书。"))
    made = Consent.objects.create(
        client=taken,
        purpose=Purpose.COUNSELLING.value,
        given_by=given_by.value,
        way=Way.VERBAL.value,
        signed_on=today,
        valid_until=today + timedelta(days=asks.verbal_days),
        detail=(detail or {}) | {"reason": reason.strip()},
        received_by_id=person_of(actor),
        entered_at=at,
        token=token,
    )
    record(ConsentSpoken(subject=made.pk, about=taken.pk), grant, rows=[made], at=at)
    on_change.call(grant, taken.pk, at)
    return made


def _sent_before(token: UUID, client: Client) -> Consent | None:
    """What the same form has made already. A token of another client's form is no token."""
    found = Consent.objects.filter(token=token).first()
    if found is not None and found.client_id != client.pk:
        raise Problem(_("请重新打开这一页再登记。"), status=422)
    return found


def _check_giver(loaded: Loaded, purpose: Purpose, given_by: Giver, detail: dict[str, Any] | None, today: date) -> None:
    """A guardian has a name, one of the register is among those who may consent, and nobody gives leave to be told."""
    if given_by is Giver.CLIENT:
        return
    if loaded.person.kind is not ClientKind.STUDENT:
        raise Problem(_("成年的来访者由本人同意。"), status=422)
    if purpose is Purpose.TELL_GUARDIAN:
        raise Problem(_("要不要告诉监护人，由本人决定。"), status=422)
    if not (detail or {}).get("name"):
        raise Problem(_("请写明是哪一位监护人。"), status=422)
    named, band = (detail or {}).get("guardian"), selectors.band_on(loaded, today)
    if not named:
        return
    may = selectors.who_may_consent(selectors.carers_of(loaded.person.pk), band, loaded.circumstances, today)
    if UUID(named) not in may:
        raise Problem(_("这位监护人现在不能代为同意。"), status=422)


def _check_days(loaded: Loaded, signed_on: date, valid_until: date | None, today: date) -> None:
    born = loaded.age.born
    if not is_in_reach(signed_on) or (born is not None and signed_on < born):
        raise Problem(_("签名的日期不对，请再看一下。"), status=422)
    if signed_on > today:
        raise Problem(_("签名的日子还没有到。"), status=422)
    if valid_until is not None and not (signed_on <= valid_until and is_in_reach(valid_until)):
        raise Problem(_("到期的日子要在签名之后。"), status=422)
