"""Single facts that services ask for. No names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from xinqiao.practice.scheduling import rules
from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import HOLDING, LIVE, AppointmentState, VisitState

from .planning import next_free, service_rules


def has_come_before(client: UUID) -> bool:
    """Whether this client has been in the register, so that an appointment is not the first."""
    return Visit.objects.filter(client=client).exclude(state=VisitState.STRUCK).exists()


def has_appointment_ahead(client: UUID, at: datetime) -> bool:
    """Whether a time is set aside for this client; one that somebody unknown asked for in the client's name is none."""
    booked = Appointment.objects.filter(client=client, unsure=False, state=AppointmentState.BOOKED, ends_at__gt=at)
    return booked.exists()


def sees(counsellor: UUID | None, client: UUID) -> bool:
    """Whether this counsellor has, or had, an appointment with the client or a line of the register about them."""
    return (
        Appointment.objects.filter(client=client, counsellor=counsellor).exists()
        or Visit.objects.filter(client=client, received_by=counsellor).exists()
    )


def appointment_about_now(client: UUID, at: datetime, margin: timedelta) -> UUID | None:
    """The client's own appointment that is running or lies within the margin, the nearest first."""
    near = Appointment.objects.filter(
        client=client, state=AppointmentState.BOOKED, starts_at__lte=at + margin, ends_at__gt=at - margin
    )
    return near.order_by("starts_at").values_list("pk", flat=True).first()


def who_goes_first(counsellor: UUID | None, at: datetime) -> Span | None:
    """The appointment of this counsellor that comes before a walk-in now; one that is over already does not."""
    lead = timedelta(minutes=service_rules().lead_minutes)
    over = Visit.objects.filter(appointment=OuterRef("pk"), state=VisitState.LEFT)
    booked = Appointment.objects.filter(
        ~Exists(over), counsellor=counsellor, state__in=LIVE, starts_at__lte=at + lead, ends_at__gt=at
    )
    spans = (Span(starts, ends) for starts, ends in booked.values_list("starts_at", "ends_at"))
    return rules.goes_first(at, lead, spans)


def appointments_ahead_in(room: UUID, at: datetime) -> int:
    """How many appointments will need this room."""
    return Appointment.objects.filter(room=room, state__in=HOLDING, ends_at__gt=at).count()


@dataclass(frozen=True)
class WaitsFor:
    """What comes before somebody who waits, and the next free times they can be offered."""

    first: Span | None
    free: tuple[Span, ...]


def waits_for(visit: Visit, at: datetime) -> WaitsFor | None:
    """Why a visit waits; None for one that does not."""
    if visit.state != VisitState.WAITING:
        return None
    return WaitsFor(who_goes_first(visit.received_by_id, at), tuple(next_free(visit.received_by_id, at)))
