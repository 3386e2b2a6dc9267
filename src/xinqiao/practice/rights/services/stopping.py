"""Stopping has effect at once: what lies ahead is called off, and what was agreed to counts no more (CNS-04)."""

from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.practice.scheduling.models import Appointment, AppointmentState, Wish, WishState
from xinqiao.practice.scheduling.services import cancel_own, leave_line
from xinqiao.register.consents.models import Consent, Giver, Purpose
from xinqiao.register.consents.selectors import as_signed
from xinqiao.register.consents.services import withdraw_own


def stop_now(*, actor: Actor, client: UUID, at: datetime) -> None:
    """Part of asking to stop, in its transaction; each act is asked, done and recorded by the area whose it is.

    The counsellor learns of it by what is owed: to deal with the withdrawal, to close, to answer.
    """
    booked = Appointment.objects.filter(client=client, state=AppointmentState.BOOKED, starts_at__gt=at)
    for appointment in booked.order_by("starts_at").values_list("pk", flat=True):
        cancel_own(actor=actor, appointment=appointment, at=at)
    for wish in Wish.objects.filter(client=client, state=WishState.WAITING).values_list("pk", flat=True):
        leave_line(actor=actor, wish=wish, at=at)
    rows = Consent.objects.filter(
        client=client, purpose=Purpose.COUNSELLING, given_by=Giver.CLIENT, ended_at=None
    ).order_by("-signed_on", "pk")
    good = [one.pk for one in as_signed(rows) if one.covers(local(at).date())]
    # Taking back one takes back all of the same purpose, and what hangs on it.
    for consent in good[:1]:
        withdraw_own(actor=actor, consent=consent, at=at)
