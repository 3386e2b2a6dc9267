"""Reminding people of what is ahead: the evening before, and in the morning of whoever booked after that."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import PROGRAM, Actor, require
from xinqiao.core.ledger import record
from xinqiao.core.rounds import look_after_each
from xinqiao.office.messages.selectors import was_told
from xinqiao.practice.scheduling import policy, rules
from xinqiao.practice.scheduling.events import ClientReminded
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.states import AppointmentState

from .telling import KINDS, Told, tell_client
from .turns import take_after_client


def remind_tomorrow(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Remind everybody whose appointment is near; returns how many were told. Nobody's key is needed.

    Run as often as one likes: of one appointment a client is reminded once.
    """
    until = rules.reminds_until(at)
    if until is None:
        return 0
    near = Appointment.objects.filter(
        state=AppointmentState.BOOKED, starts_at__gt=at, starts_at__lt=until, booked_at__lt=at - rules.JUST_TOLD
    )
    return look_after_each(
        list(near.order_by("starts_at").values_list("pk", flat=True)),
        lambda pk: remind_of(actor=actor, appointment=pk, at=at),
        "reminders that could not be written",
    )


@transaction.atomic
def remind_of(*, actor: Actor, appointment: UUID, at: datetime) -> bool:
    """Remind of one appointment, if it still stands; whether a word was written now."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_remind, taken)
    if taken.state != AppointmentState.BOOKED or was_told(taken.client_id, KINDS[Told.REMINDER].key, taken.pk):
        return False
    tell_client(grant=grant, appointment=taken, what=Told.REMINDER, at=at)
    record(ClientReminded(subject=taken.pk, about=taken.client_id), grant, at=at)
    return True
