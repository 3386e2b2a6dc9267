"""What becomes of an appointment that is not kept as booked."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import promise
from xinqiao.practice.scheduling import policy, rules
from xinqiao.practice.scheduling.events import AppointmentCancelled, AppointmentMissed, AppointmentMoved
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import AppointmentState, check_appointment_move
from xinqiao.register.people.selectors import school_calendar

from .booking import same_or_stale, write_appointment
from .promises import NO_SHOW_CONTACT
from .telling import Told, tell_client
from .turns import take_after_client


@transaction.atomic
def move_appointment(
    *,
    actor: Actor,
    appointment: UUID,
    counsellor: UUID,
    wanted: Span,
    reason: str,
    token: UUID,
    at: datetime,
    room: UUID | None = None,
    arranged: str = "",
) -> Appointment:
    """Give an appointment another time, and perhaps another counsellor; the old one stays, marked as moved.

    Raises what `book_appointment` raises, and `WrongState`.
    """
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_appointment, taken)
    moved = Appointment.objects.filter(token=token).first()
    if moved is not None:
        return same_or_stale(moved, taken.client_id, actor)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.MOVED)
    rules.check_sensible(wanted, at)
    following = uuid4()
    taken.moved_to_id = following
    taken.become(AppointmentState.MOVED, by=actor.pk, at=at, change={"reason": reason})
    new = write_appointment(
        client=taken.client_id, counsellor=counsellor, wanted=wanted, room=room, arranged=arranged,
        request=taken.request, by=actor, token=token, at=at, pk=following, instead_of=taken,
    )  # fmt: skip
    record(AppointmentMoved(subject=taken.pk, about=taken.client_id), grant, rows=[taken, new], at=at)
    tell_client(grant=grant, appointment=new, what=Told.MOVED, at=at)
    return new


@transaction.atomic
def cancel_appointment(*, actor: Actor, appointment: UUID, reason: str, at: datetime) -> Appointment:
    """Call an appointment off; its time is free again. Raises `WrongState`."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_appointment, taken)
    taken.become(AppointmentState.CANCELLED, by=actor.pk, at=at, change={"reason": reason})
    record(AppointmentCancelled(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    tell_client(grant=grant, appointment=taken, what=Told.CANCELLED, at=at)
    return taken


@transaction.atomic
def mark_no_show(*, actor: Actor, appointment: UUID, at: datetime) -> Appointment:
    """The client did not come. The counsellor owes a word to them by the next school day. Raises `WrongState`."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_appointment, taken)
    if at < taken.starts_at:
        raise Problem(_("还没有到约好的时间。要取消，请用“取消预约”。"))
    taken.become(AppointmentState.NO_SHOW, by=actor.pk, at=at)
    day = local(at).date()
    promise(
        grant=grant,
        kind=NO_SHOW_CONTACT.key,
        subject=taken.client_id,
        about=taken.client_id,
        owner=taken.counsellor_id,
        due_at=rules.no_show_contact_due(day, school_calendar(day)),
        at=at,
    )
    record(AppointmentMissed(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken
