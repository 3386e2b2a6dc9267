"""Whoever comes through the door goes into the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import AppointmentArrived, VisitRegistered
from xinqiao.practice.scheduling.models import Appointment, Visit, Way
from xinqiao.practice.scheduling.states import IN_THE_HOUSE, AppointmentState, VisitState, check_appointment_move
from xinqiao.register.people.models import Client

from .booking import StalePage, check_client
from .promises import NO_SHOW_CONTACT, VISIT_OUTCOME
from .turns import take_after_client, wait_for

EARLY_OR_LATE = timedelta(minutes=30)


@dataclass(frozen=True)
class Registered:
    """The new line of the register, and what comes before it, if it has to wait."""

    visit: Visit
    waits_for: selectors.WaitsFor | None = None


@transaction.atomic
def register_walk_in(
    *,
    actor: Actor,
    client: UUID,
    needs: tuple[str, ...],
    token: UUID,
    at: datetime,
    way: str = Way.WALK_IN,
    first_contact: UUID | None = None,
) -> Registered:
    """Somebody stands in the door. Who has an appointment about now is taken to have come for it.

    An appointment at this hour comes first: then the visit waits, and the next
    free times are given. The same form sent twice registers once. Raises
    `StalePage`, and `Problem` when the client is in the house already.
    """
    taken = take(Client, client)
    grant = require(actor, policy.may_receive, taken)
    known = Visit.objects.filter(token=token).first()
    if known is not None:
        return as_registered(_same_or_stale(known, client, actor), at)
    _check_not_here(client)
    check_client(client)
    own = selectors.appointment_about_now(client, at, EARLY_OR_LATE)
    appointment = take(Appointment, own) if own else None
    first = None if appointment else selectors.who_goes_first(actor.pk, at)
    visit = _write_visit(
        actor, client, appointment, VisitState.WAITING if first else VisitState.HERE, token, at,
        {
            "way": Way.APPOINTMENT if appointment and way == Way.WALK_IN else way,
            "needs": list(needs) or _needs_of(appointment),
            "first_contact": str(first_contact or actor.pk),
        },
    )  # fmt: skip
    _promise_outcome(visit, grant, at)
    rows = [visit, appointment] if appointment else [visit]
    record(VisitRegistered(subject=visit.pk, about=client), grant, rows=rows, at=at)
    return as_registered(visit, at)


@transaction.atomic
def receive_appointment(
    *, actor: Actor, appointment: UUID, token: UUID, at: datetime, way: str = Way.APPOINTMENT
) -> Registered:
    """The client has come to the appointment and goes into the register. Raises `WrongState` and `Problem`."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_appointment, taken)
    known = Visit.objects.filter(token=token).first()
    if known is not None:
        return as_registered(_same_or_stale(known, taken.client_id, actor), at)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.ARRIVED)
    if local(at).date() != local(taken.starts_at).date():
        raise Problem(_("这个预约不在今天。人今天来了，请用“来访登记”，或先改期。"))
    _check_not_here(taken.client_id)
    details = {"way": way, "needs": _needs_of(taken), "first_contact": str(actor.pk)}
    visit = _write_visit(actor, taken.client_id, taken, VisitState.HERE, token, at, details)
    _promise_outcome(visit, grant, at)
    record(AppointmentArrived(subject=taken.pk, about=taken.client_id), grant, rows=[taken, visit], at=at)
    return as_registered(visit, at)


def as_registered(visit: Visit, at: datetime) -> Registered:
    """The line with what comes before it; the same answer however often it is asked for."""
    return Registered(visit, selectors.waits_for(visit, at))


def _same_or_stale(visit: Visit, client: UUID, actor: Actor) -> Visit:
    if visit.client_id != client or visit.received_by_id != actor.pk:
        raise StalePage
    return visit


def _check_not_here(client: UUID) -> None:
    if Visit.objects.filter(client=client, state__in=IN_THE_HOUSE).exists():
        raise Problem(_("这位来访者已经登记过，人还在。要先给前一条登记写上去向。"))


def _needs_of(appointment: Appointment | None) -> list[str]:
    return list(appointment.request.get("needs", [])) if appointment else []


def _write_visit(
    actor: Actor,
    client: UUID,
    appointment: Appointment | None,
    state: VisitState,
    token: UUID,
    at: datetime,
    details: Mapping[str, object],
) -> Visit:
    """Give the visit the day's next line, and the appointment its arrival."""
    assert actor.pk is not None  # counsellors are people
    if appointment is not None:
        appointment.become(AppointmentState.ARRIVED, by=actor.pk, at=at)
    day = local(at).date()
    wait_for(day)
    last = Visit.objects.filter(day=day).aggregate(last=Max("line"))["last"] or 0
    try:
        with transaction.atomic():
            return Visit.objects.create(
                day=day,
                line=last + 1,
                client_id=client,
                appointment=appointment,
                arrived_at=at,
                state=state,
                received_by_id=actor.pk,
                details=dict(details),
                token=token,
            )
    except IntegrityError:
        raise StalePage from None


def _promise_outcome(visit: Visit, grant: Grant, at: datetime) -> None:
    """Who came is in touch again; and the line gets its outcome before the day is over."""
    keep(grant=grant, kind=NO_SHOW_CONTACT.key, subject=visit.client_id, at=at)
    promise(
        grant=grant,
        kind=VISIT_OUTCOME.key,
        subject=visit.pk,
        about=visit.client_id,
        owner=visit.received_by_id,
        due_at=rules.closing_due(visit.arrived_at),
        at=at,
    )
