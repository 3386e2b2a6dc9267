"""Entering what was signed or said, and taking it back.

Only paper counts in the end: the form was signed, and somebody of the room received
it. A word may stand in for it for a few days. Whoever has to know that something
changed (cases and promises are above this tier) says so with `on_change`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import is_in_reach, local
from xinqiao.core.ledger import ReadingForm, record, record_reading
from xinqiao.register.consents import policy, rules, selectors
from xinqiao.register.consents.events import (
    ConsentGiven,
    ConsentRulesSet,
    ConsentsOpened,
    ConsentSpoken,
    ConsentStruck,
    ConsentWithdrawn,
)
from xinqiao.register.consents.models import FORM_VERSION, Consent, ConsentForm, ConsentRules, EndedBecause
from xinqiao.register.consents.rules import FromFourteen, Giver, Purpose, Way
from xinqiao.register.consents.selectors import ConsentsPage, Loaded
from xinqiao.register.people.models import Client, ClientKind

__all__ = [
    "AlreadyOver",
    "note_verbal_consent",
    "on_change",
    "open_consents",
    "record_paper_consent",
    "set_rules",
    "strike_consent",
    "withdraw",
]

Reaction: TypeAlias = Callable[[Grant, UUID, datetime], None]
_reactions: list[Reaction] = []


class AlreadyOver(Problem):
    """Somebody else was first, or there was nothing to take back."""

    def __init__(self) -> None:
        super().__init__(_("这份同意已经不作数了，没有再改动。"))


def on_change(react: Reaction) -> None:
    """Have `react(grant, client, at)` called inside every change of somebody's consents."""
    if react not in _reactions:
        _reactions.append(react)


def _tell(grant: Grant, client: UUID, at: datetime) -> None:
    for react in _reactions:
        react(grant, client, at)


def open_consents(*, actor: Actor, client: UUID, at: datetime, form: ReadingForm = ReadingForm.PAGE) -> ConsentsPage:
    """What a client agreed to; the reading is on record before anything is opened. Raises `Refused`."""
    loaded = selectors.load(client)
    grant = require(actor, policy.may_see_of, loaded.client, loaded.whose)
    record_reading(ConsentsOpened(subject=client, about=client), grant, at=at, form=form)
    return selectors.consents_page(actor, loaded, local(at).date())


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
    _check_giver(loaded, given_by, detail)
    _check_days(loaded, signed_on, valid_until, local(at).date())
    form = ConsentForm.OWN if own_form else _form_for(loaded, purpose, given_by)
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
        received_by_id=_person(actor),
        entered_at=at,
        token=token,
    )
    record(ConsentGiven(subject=made.pk, about=taken.pk), grant, rows=[made], at=at)
    _tell(grant, taken.pk, at)
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
    _check_giver(loaded, given_by, detail)
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
        received_by_id=_person(actor),
        entered_at=at,
        token=token,
    )
    record(ConsentSpoken(subject=made.pk, about=taken.pk), grant, rows=[made], at=at)
    _tell(grant, taken.pk, at)
    return made


@transaction.atomic
def withdraw(*, actor: Actor, client: UUID, purpose: Purpose, by: Giver, how: str, at: datetime) -> list[Consent]:
    """Somebody takes their consent back; it has effect at once, and no reason is asked.

    Everything that this giver gave for the purpose ends; whoever stops the counselling
    stops the recording, too. Raises `Refused`, and `AlreadyOver` where nothing stands.
    """
    taken = take(Client, client)
    loaded = selectors.load(client)
    grant = require(actor, policy.may_take_back, taken, loaded.whose)
    over = {one.pk for one in rules.ended_by(loaded.signed, purpose, by, local(at).date())}
    if not over:
        raise AlreadyOver
    ended = [row for row in loaded.rows if row.pk in over]
    for row in ended:
        _end(row, EndedBecause.WITHDRAWN, {"how": how.strip(), "by": by.value, "written_by": str(actor.pk)}, at)
        record(ConsentWithdrawn(subject=row.pk, about=taken.pk), grant, rows=[row], at=at)
    _tell(grant, taken.pk, at)
    return ended


@transaction.atomic
def strike_consent(*, actor: Actor, consent: UUID, reason: str, at: datetime) -> Consent:
    """It was entered by mistake and never counted; the line stays. Raises `Refused`, `AlreadyOver` and `Problem`."""
    found = take(Consent, consent, lock=False)
    take(Client, found.client_id)
    taken = take(Consent, consent)
    loaded = selectors.load(taken.client_id)
    grant = require(actor, policy.may_strike, taken, loaded.whose)
    if taken.ended_at is not None:
        raise AlreadyOver
    if not reason.strip():
        raise Problem(_("请写明哪里登记错了。"), status=422)
    _end(taken, EndedBecause.MISTAKE, {"how": reason.strip(), "written_by": str(actor.pk)}, at)
    record(ConsentStruck(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    _tell(grant, taken.client_id, at)
    return taken


@transaction.atomic
def set_rules(*, actor: Actor, from_14: FromFourteen, verbal_days: int, at: datetime) -> ConsentRules:
    """What the school asks from fourteen on, and for how many days a word will do (0: never). Raises `Problem`."""
    grant = require(actor, policy.may_set_rules)
    if not 0 <= verbal_days <= rules.MOST_VERBAL_DAYS:
        raise Problem(_("口头同意最多管 %(days)d 天。") % {"days": rules.MOST_VERBAL_DAYS}, status=422)
    decided = {"from_14": from_14.value, "verbal_days": verbal_days}
    row, _made = ConsentRules.objects.update_or_create(only=True, defaults=decided)
    record(ConsentRulesSet(subject=row.pk), grant, rows=[row], at=at)
    return row


def _person(actor: Actor) -> UUID:
    assert actor.pk is not None  # counsellors are people
    return actor.pk


def _end(row: Consent, because: EndedBecause, detail: dict[str, str], at: datetime) -> None:
    row.ended_at, row.ended_because, row.ended_detail = at, because.value, detail
    row.save(update_fields=["ended_at", "ended_because", "ended_detail"])


def _sent_before(token: UUID, client: Client) -> Consent | None:
    """What the same form has made already. A token of another client's form is no token."""
    found = Consent.objects.filter(token=token).first()
    if found is not None and found.client_id != client.pk:
        raise Problem(_("请重新打开这一页再登记。"), status=422)
    return found


def _check_giver(loaded: Loaded, given_by: Giver, detail: dict[str, Any] | None) -> None:
    if given_by is Giver.CLIENT:
        return
    if loaded.person.kind is not ClientKind.STUDENT:
        raise Problem(_("成年的来访者由本人同意。"), status=422)
    if not (detail or {}).get("name"):
        raise Problem(_("请写明是哪一位监护人。"), status=422)


def _check_days(loaded: Loaded, signed_on: date, valid_until: date | None, today: date) -> None:
    born = loaded.age.born
    if not is_in_reach(signed_on) or (born is not None and signed_on < born):
        raise Problem(_("签名的日期不对，请再看一下。"), status=422)
    if signed_on > today:
        raise Problem(_("签名的日子还没有到。"), status=422)
    if valid_until is not None and not (signed_on <= valid_until and is_in_reach(valid_until)):
        raise Problem(_("到期的日子要在签名之后。"), status=422)


def _form_for(loaded: Loaded, purpose: Purpose, given_by: Giver) -> ConsentForm:
    """Which of the printed forms it must have been; pupils up to the sixth grade have one in simpler words."""
    if purpose is Purpose.RECORDING:
        return ConsentForm.RECORDING
    if given_by is Giver.GUARDIAN:
        return ConsentForm.GUARDIAN
    grade = loaded.age.grade
    return ConsentForm.PRIMARY if grade is not None and grade <= 6 else ConsentForm.COUNSELLING
