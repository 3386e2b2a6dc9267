"""Calling for help, going there, and saying how it ended. A call is never refused, however often somebody presses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Actor, Grant, Post, require, take
from xinqiao.core.ledger import record, record_reading
from xinqiao.office.obligations.services import Kind, keep, promise, register_kind
from xinqiao.practice.crisis import policy, rules, selectors
from xinqiao.practice.crisis.events import (
    HelpCalled,
    HelpCalledAgain,
    HelpEnded,
    HelpGivenBack,
    HelpOpened,
    HelpTaken,
    LinesChanged,
)
from xinqiao.practice.crisis.models import HelpCall, Helplines
from xinqiao.practice.crisis.rules import Line, Voice
from xinqiao.practice.crisis.selectors import CallShown, There
from xinqiao.practice.crisis.states import OPEN, CallState
from xinqiao.register.people.models import Client

__all__ = [
    "AFTER",
    "CALL",
    "Lines",
    "Voice",
    "call_for_help",
    "end_call",
    "give_call_back",
    "open_call",
    "set_lines",
    "take_call",
]

CALL = register_kind(
    Kind(
        key="crisis.help_call",
        verb=_("去见刚才求助的人"),
        escalates_to=(Post.COUNSELLOR, Post.DIRECTOR, Post.PRINCIPAL),
        escalate_after=rules.TOLD_EVERY,
        counts_school_days=False,
        urgent=True,
    )
)
# Whoever went says how it ended; that is no longer a matter of minutes.
AFTER = register_kind(
    Kind(
        key="crisis.help_after",
        verb=_("写一句：求助的人怎么样了"),
        escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
        escalate_after=rules.ENDED_WITHIN,
        counts_school_days=False,
    )
)
FRESH = ["state", "taken_by", "taken_at", "said", "presses", "pressed_at"]
FINAL = ["state", "closed_by", "closed_at", "outcome", "note", "origin"]


@transaction.atomic
def call_for_help(*, actor: Actor, voice: Voice, origin: bytes, call: UUID | None, at: datetime) -> HelpCall:
    """Somebody pressed. `call` is the one that the same browser made before; pressing again joins it.

    Of strangers at one address more than a few stand together in one call: all are
    shown, none is refused.
    """
    grant = require(actor, policy.may_call)
    found = _to_join(actor, call, origin)
    if found is None:
        try:
            with transaction.atomic():
                return _ring(actor, voice, origin, grant, at)
        except IntegrityError:  # pressed twice at the same instant
            found = _own_open(actor)
            if found is None:
                raise
    return _press_again(found, voice, grant, at)


def _ring(actor: Actor, voice: Voice, origin: bytes, grant: Grant, at: datetime) -> HelpCall:
    there = selectors.who_is_there(at)
    client = take(Client, actor.pk, lock=False) if actor.is_client and actor.pk else None
    is_unsure = client is not None and not actor.is_known
    made = HelpCall.objects.create(
        client=client,
        made_in=actor.start if client else None,
        unsure=is_unsure,
        said=rules.with_voice([], voice),
        origin=origin,
        somebody_there=there.looks,
        rung_at=at,
        pressed_at=at,
    )
    _owe(made, there, grant, at)
    event = HelpCalled(subject=made.pk, about=made.client_id, somebody_there=there.looks, unsure=is_unsure)
    record(event, grant, rows=[made], at=at)
    return made


def _owe(call: HelpCall, there: There, grant: Grant, at: datetime) -> None:
    """Whoever has duty goes; where nobody has, it is every counsellor's. A slip alone does not tell whom it is about."""
    promise(
        grant=grant,
        kind=CALL.key,
        subject=call.pk,
        owner=there.staff[0].pk if there.staff else None,
        post=None if there.staff else Post.COUNSELLOR,
        about=None if call.unsure else call.client_id,
        due_at=at + rules.ANSWERED_WITHIN,
        at=at,
    )


def _to_join(actor: Actor, call: UUID | None, origin: bytes) -> HelpCall | None:
    """The call that this press belongs to, locked; None where it is a new one."""
    if actor.is_client:
        return _own_open(actor)
    strangers = HelpCall.objects.select_for_update(of=("self",)).filter(client=None)
    if call is not None:
        mine = strangers.filter(pk=call, state__in=OPEN).first()
        if mine is not None:
            return mine
    rings = HelpCall.objects.filter(client=None, state=CallState.RINGING)
    if not rules.stands_together(rings.filter(origin=origin).count(), rings.count()):
        return None
    ringing = strangers.filter(state=CallState.RINGING).order_by("-rung_at")
    return ringing.filter(origin=origin).first() or ringing.first()


def _own_open(actor: Actor) -> HelpCall | None:
    rows = HelpCall.objects.select_for_update(of=("self",)).filter(policy.own_calls(actor), state__in=OPEN)
    return rows.filter(made_in=actor.start).first()


def _press_again(found: HelpCall, voice: Voice, grant: Grant, at: datetime) -> HelpCall:
    said = rules.with_voice(found.said, voice)
    if said == found.said and at - found.pressed_at < rules.SAME_PRESS:
        return found
    is_anew = found.state == CallState.TAKEN and rules.rings_anew(found.taken_at, at)
    if is_anew:
        found.rings_again()
    found.said, found.presses, found.pressed_at = said, found.presses + 1, at
    found.save(update_fields=FRESH)
    if is_anew:
        _owe_again(found, grant, at)
    record(HelpCalledAgain(subject=found.pk, about=found.client_id, rings_anew=is_anew), grant, rows=[found], at=at)
    return found


def _owe_again(call: HelpCall, grant: Grant, at: datetime) -> None:
    keep(grant=grant, kind=AFTER.key, subject=call.pk, at=at)
    _owe(call, selectors.who_is_there(at), grant, at)


@transaction.atomic
def take_call(*, actor: Actor, call: UUID, at: datetime) -> HelpCall:
    """Somebody goes. Of two who press at once one wins. Raises `SomebodyWasFaster`."""
    taken = take(HelpCall, call)
    grant = require(actor, policy.may_take, taken)
    taken.taken(by=actor.pk, at=at)
    taken.save(update_fields=FRESH)
    keep(grant=grant, kind=CALL.key, subject=taken.pk, at=at)
    promise(
        grant=grant,
        kind=AFTER.key,
        subject=taken.pk,
        owner=actor.pk,
        about=None if taken.unsure else taken.client_id,
        due_at=at + rules.ENDED_WITHIN,
        at=at,
    )
    record(HelpTaken(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def give_call_back(*, actor: Actor, call: UUID, at: datetime) -> HelpCall:
    """Whoever went cannot go on: it rings again at every desk. Raises `SomebodyWasFaster`."""
    taken = take(HelpCall, call)
    grant = require(actor, policy.may_end, taken)
    taken.rings_again()
    taken.save(update_fields=FRESH)
    _owe_again(taken, grant, at)
    record(HelpGivenBack(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def end_call(*, actor: Actor, call: UUID, outcome: str, note: str = "", at: datetime) -> HelpCall:
    """Say how it ended; the promise is kept by that, and the address is forgotten. Raises `SomebodyWasFaster`."""
    taken = take(HelpCall, call)
    grant = require(actor, policy.may_end, taken)
    taken.ended(by=actor.pk, outcome=outcome, note=note.replace("\x00", "").strip(), at=at)
    taken.save(update_fields=FINAL)
    keep(grant=grant, kind=AFTER.key, subject=taken.pk, at=at)
    record(HelpEnded(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def open_call(*, actor: Actor, call: UUID, at: datetime) -> CallShown:
    """The page of a call: where, and who. The reading is on record first. Raises `Refused`."""
    taken = take(HelpCall, call, lock=False)
    grant = require(actor, policy.may_open, taken)
    record_reading(HelpOpened(subject=taken.pk, about=taken.client_id), grant, at=at)
    return selectors.call_shown(actor, taken, at)


@dataclass(frozen=True)
class Lines:
    """What the school says to those who need help now."""

    school_line: str = ""
    school_line_hours: str = ""
    names_duty: bool = True
    words: str = ""
    lines: Sequence[Line] = ()


@transaction.atomic
def set_lines(*, actor: Actor, said: Lines, at: datetime) -> Helplines:
    """The director says which numbers stand on the page, and whether it names who is on duty."""
    grant = require(actor, policy.may_set_lines)
    place = Helplines.objects.select_for_update(of=("self",)).first() or Helplines()
    place.school_line, place.school_line_hours = said.school_line, said.school_line_hours
    place.names_duty, place.words = said.names_duty, said.words
    place.lines = [one.document() for one in said.lines]
    place.save()
    record(LinesChanged(subject=place.pk), grant, rows=[place], at=at)
    return place
