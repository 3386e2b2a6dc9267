"""Pupils and guardians book, move and call off for themselves."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import OwnAppointmentBooked, OwnAppointmentCancelled, OwnAppointmentMoved
from xinqiao.practice.scheduling.models import Appointment, AskedBy, Channel, How, Reason, ServiceRules
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import AppointmentState, check_appointment_move
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import person_behind

from .booking import Asked, SlotTaken, same_or_stale, write_appointment
from .promises import FIRST_APPOINTMENT, NO_SHOW_CONTACT
from .telling import Told, tell_client
from .turns import take_after_client, wait_for
from .wishing import end_wishes


@dataclass(frozen=True)
class OwnWanted:
    """What somebody chooses: with whom (nobody named means whoever is free), when, and how to meet."""

    starts: datetime
    counsellor: UUID | None = None
    how: str = How.IN_PERSON.value


@transaction.atomic
def book_own(*, actor: Actor, client: UUID, wanted: OwnWanted, token: UUID, at: datetime) -> Appointment:
    """Set a time aside for oneself, among those on offer. The same form sent twice books once.

    Raises `SlotTaken` with the next free times, `TooMany`, `StalePage`, and `Problem`.
    """
    taken = take(Client, client)
    grant = require(actor, policy.may_book_own, taken)
    booked = Appointment.objects.filter(token=token).first()
    if booked is not None:
        return same_or_stale(booked, client, actor)
    decided = selectors.service_rules()
    check_welcome(client, decided)
    rules.check_not_too_many(selectors.own_ahead(actor, at), decided.own_most)
    appointment = _set_aside(actor, client, wanted, decided, {**asdict(_asked()), "how": wanted.how}, token, at)
    if actor.is_known:
        for kind in (FIRST_APPOINTMENT, NO_SHOW_CONTACT):
            keep(grant=grant, kind=kind.key, subject=client, at=at)
    ended = end_wishes(client=client, actor=actor, grant=grant, at=at)
    record(OwnAppointmentBooked(subject=appointment.pk, about=client), grant, rows=[appointment, *ended], at=at)
    tell_client(grant=grant, appointment=appointment, what=Told.BOOKED, at=at)
    return appointment


@transaction.atomic
def move_own(*, actor: Actor, appointment: UUID, wanted: OwnWanted, token: UUID, at: datetime) -> Appointment:
    """Give the own appointment another time. Raises what `book_own` raises, and `WrongState`."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_own, taken)
    moved = Appointment.objects.filter(token=token).first()
    if moved is not None:
        return same_or_stale(moved, taken.client_id, actor)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.MOVED)
    _check_ahead(taken, at)
    taken.moved_to_id = uuid4()
    taken.become(AppointmentState.MOVED, by=None, own=actor.start, at=at, change={"reason": Reason.CLIENT.value})
    decided, request = selectors.service_rules(), {**taken.request, "how": wanted.how}
    new = _set_aside(actor, taken.client_id, wanted, decided, request, token, at, instead_of=taken)
    record(OwnAppointmentMoved(subject=taken.pk, about=taken.client_id), grant, rows=[taken, new], at=at)
    tell_client(grant=grant, appointment=new, what=Told.MOVED, at=at)
    return new


@transaction.atomic
def cancel_own(*, actor: Actor, appointment: UUID, at: datetime) -> Appointment:
    """Not come this time; nobody is asked why. Raises `WrongState`, and `Problem` once it has begun."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_own, taken)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.CANCELLED)
    _check_ahead(taken, at)
    taken.become(AppointmentState.CANCELLED, by=None, own=actor.start, at=at, change={"reason": Reason.CLIENT.value})
    record(OwnAppointmentCancelled(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def check_welcome(client: UUID, decided: ServiceRules) -> None:
    """The room receives this kind of person, said in words for themselves. Raises `Problem`."""
    person = person_behind(client)
    try:
        rules.check_received(person.kind if person else "", decided.receives)
    except Problem:
        raise Problem(
            _("学校现在没有在这里开放给你预约。需要帮助时，请打“现在就需要帮助”里的电话。"), status=422
        ) from None


def _asked() -> Asked:
    return Asked(channel=Channel.ONLINE.value, asked_by=AskedBy.SELF.value)


def _check_ahead(taken: Appointment, at: datetime) -> None:
    if taken.starts_at <= at:
        raise Problem(_("这次的时间已经到了。想改的话，直接告诉老师就行。"))


def _set_aside(
    actor: Actor,
    client: UUID,
    wanted: OwnWanted,
    decided: ServiceRules,
    request: dict[str, Any],
    token: UUID,
    at: datetime,
    instead_of: Appointment | None = None,
) -> Appointment:
    """Find who is free and a room, and write it down. All whom it may concern are held first, in one order.

    Who moves an appointment may keep it with the counsellor with whom it was.
    """
    if wanted.how == How.PHONE and not decided.talk_phone:
        raise Problem(_("现在不能打电话谈，请选面对面。"), status=422)
    day = local(wanted.starts).date()
    people, rooms = [one.pk for one in selectors.counsellors(day)], [one.pk for one in selectors.talk_rooms()]
    if wanted.counsellor is not None and wanted.counsellor not in people:
        raise Problem(_("这位老师那一天不在，请换一位，或换一天。"), status=422)
    allowed = selectors.whom_to_book(client, people, at, unsure=not actor.is_known, decided=decided)
    if wanted.counsellor is not None:
        kept = [instead_of.counsellor_id] if instead_of else []
        rules.check_whom(wanted.counsellor, [*allowed, *kept])
    asked_for = [wanted.counsellor] if wanted.counsellor else allowed
    wait_for(*asked_for, *rooms)
    plan = selectors.plan_for(day, day)
    span = _on_offer(plan, asked_for, day, wanted.starts)
    rules.check_own_time(span, at, timedelta(hours=decided.own_lead_hours), decided.own_ahead_days)
    counsellor = selectors.least_taken(plan, asked_for, day, span)
    if counsellor is None:
        raise SlotTaken(_("这个时间刚刚被约走。"), selectors.next_free(asked_for[0], at))
    in_room = rooms if wanted.how == How.IN_PERSON.value else []
    return write_appointment(
        client=client, counsellor=counsellor, wanted=span, room=selectors.free_room(in_room, span), arranged="",
        request=request, by=actor, token=token, at=at, pk=instead_of.moved_to_id if instead_of else None,
    )  # fmt: skip


def _on_offer(plan: selectors.Plan, people: list[UUID], day: date, starts: datetime) -> Span:
    """The time of that beginning, as it is published. Raises `Problem` for one that nobody offers."""
    slots = (span for one in people for span in plan.slots(one, day))
    found = next((span for span in slots if span.starts == starts), None)
    if found is None:
        raise Problem(_("这个时间不在开放的时间里，请从页面上选一个。"), status=422)
    return found
