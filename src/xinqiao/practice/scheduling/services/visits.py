"""What becomes of a line in the register."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.hooks import Hook
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import VisitClosed, VisitStarted, VisitStruck
from xinqiao.practice.scheduling.models import Appointment, Outcome, Visit
from xinqiao.practice.scheduling.states import AppointmentState, VisitState, check_visit_move
from xinqiao.register.people.selectors import school_calendar

from .promises import FIRST_APPOINTMENT, VISIT_OUTCOME
from .turns import take_after_client

# Called with `(visit, grant, at)` inside every closing and striking out of a visit.
on_visit_change: Hook[[Visit, Grant, datetime], None] = Hook()


@transaction.atomic
def call_in(*, actor: Actor, visit: UUID, urgent: bool, at: datetime) -> Visit:
    """Whoever waited comes in, to this counsellor. An appointment at this hour goes first, unless it is urgent.

    Raises `WrongState`, and `Problem` naming the appointment's time.
    """
    taken = take_after_client(Visit, visit)
    grant = require(actor, policy.may_change_visit, taken)
    check_visit_move(VisitState(taken.state), VisitState.HERE)
    first = selectors.who_goes_first(actor.pk, at)
    if first is not None and not urgent:
        raise Problem(
            _("%(time)s 有预约，有预约的人先见。情况紧急时请选“紧急，先见”。")
            % {"time": f"{local(first.starts):%H:%M}"}
        )
    assert actor.pk is not None  # counsellors are people
    taken.received_by_id = actor.pk
    taken.become(VisitState.HERE, urgent=urgent)
    record(VisitStarted(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def close_visit(*, actor: Actor, visit: UUID, outcome: Outcome, at: datetime, left_at: datetime | None = None) -> Visit:
    """The client has left, and it is known where the visit led. Raises `WrongState` and `Problem`.

    Who was told "another time" and has none yet is owed one within the days that the school has set.
    """
    taken = take_after_client(Visit, visit)
    grant = require(actor, policy.may_change_visit, taken)
    left = left_at or at
    if not taken.arrived_at <= left <= at:
        raise Problem(_("离开的时间要在到达之后，并且不晚于现在。"), status=422)
    taken.leave(outcome=outcome.value, at=left)
    keep(grant=grant, kind=VISIT_OUTCOME.key, subject=taken.pk, at=at)
    if outcome is Outcome.ANOTHER_TIME and not selectors.has_appointment_ahead(taken.client_id, at):
        day = local(at).date()
        within = selectors.service_rules().first_within_days
        promise(
            grant=grant,
            kind=FIRST_APPOINTMENT.key,
            subject=taken.client_id,
            about=taken.client_id,
            owner=taken.received_by_id,
            due_at=rules.first_appointment_due(day, within, school_calendar(day)),
            at=at,
        )
    record(VisitClosed(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    on_visit_change.call(taken, grant, at)
    return taken


@transaction.atomic
def strike_visit(*, actor: Actor, visit: UUID, reason: str, at: datetime) -> Visit:
    """A line was a mistake. It stays and is struck out; an appointment it used up is booked again.

    Raises `WrongState`, and `Problem` without a reason.
    """
    taken = take_after_client(Visit, visit)
    grant = require(actor, policy.may_change_visit, taken)
    if not reason.strip():
        raise Problem(_("请写明为什么划去。"), status=422)
    taken.become(VisitState.STRUCK, struck={"reason": reason.strip(), "by": str(actor.pk), "at": at.isoformat()})
    keep(grant=grant, kind=VISIT_OUTCOME.key, subject=taken.pk, at=at)
    appointment = take(Appointment, taken.appointment_id) if taken.appointment_id else None
    if appointment is not None:
        appointment.become(AppointmentState.BOOKED, by=actor.pk, at=at)
    rows = [taken, appointment] if appointment else [taken]
    record(VisitStruck(subject=taken.pk, about=taken.client_id), grant, rows=rows, at=at)
    on_visit_change.call(taken, grant, at)
    return taken
