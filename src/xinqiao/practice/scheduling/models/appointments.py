"""Appointments."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from xinqiao.core.clauses import clause
from xinqiao.core.clock import local
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.practice.scheduling.states import LIVE, AppointmentState, check_appointment_move
from xinqiao.register.people.models import Client, Staff

from .rooms import Room
from .spans import Moments


@clause("APT-03")
def live_apart(what: str) -> ExclusionConstraint:
    """No counsellor, room or client is taken twice for one moment; the database itself refuses it."""
    return ExclusionConstraint(
        name=f"appointment_{what}_once",
        expressions=[
            (what, RangeOperators.EQUAL),
            (Moments("starts_at", "ends_at"), RangeOperators.OVERLAPS),
        ],
        condition=Q(state__in=LIVE),
    )


class Appointment(models.Model):
    """A time set aside for a client with a counsellor.

    Who asked, by which way and for what is sealed in one piece, so that not even
    its length tells. `token` comes from the form: the same form sent twice books once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    counsellor = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED)
    first_visit = models.BooleanField()
    request = HouseSealedJSON(kind="scheduling.appointment.request")
    arrangement = HouseSealedJSON(kind="scheduling.appointment.arrangement", null=True)
    booked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    changed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    change = HouseSealedJSON(kind="scheduling.appointment.change", null=True)
    moved_to = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="appointment_by_start", fields=["starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(name="appointment_in_order", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(name="appointment_state_known", condition=Q(state__in=AppointmentState.values)),
            models.CheckConstraint(
                name="appointment_moved_has_a_next",
                condition=~Q(state=AppointmentState.MOVED) | Q(moved_to__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_change_has_who_and_when",
                condition=Q(state=AppointmentState.BOOKED)
                | (Q(changed_by__isnull=False) & Q(changed_at__isnull=False)),
            ),
            live_apart("counsellor"),
            live_apart("room"),
            live_apart("client"),
        ]

    class Privacy:
        identifies = {"client", "counsellor", "booked_by", "changed_by"}
        sealed = {"request", "arrangement", "change"}
        plain = {
            "id",
            "room",
            "starts_at",
            "ends_at",
            "state",
            "first_visit",
            "booked_at",
            "changed_at",
            "moved_to",
            "token",
        }

    class Weight:
        name = "scheduling.appointment"
        version = 1
        fields = (
            "client",
            "counsellor",
            "room",
            "starts_at",
            "ends_at",
            "state",
            "first_visit",
            "booked_by",
            "booked_at",
            "changed_by",
            "changed_at",
            "moved_to",
            "request",
            "arrangement",
            "change",
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The booking number that stands on paper: the day and four signs, telling nobody's name."""
        return f"{local(self.starts_at):%m%d}-{self.id.hex[:4].upper()}"

    @property
    def is_live(self) -> bool:
        """Whether it still holds the counsellor, the room and the client."""
        return AppointmentState(self.state) in LIVE

    @property
    def outside_hours(self) -> bool:
        """Whether it was arranged outside of the opening hours."""
        return bool(self.arrangement)

    def become(
        self, state: AppointmentState, *, by: UUID | None, at: datetime, change: dict[str, Any] | None = None
    ) -> None:
        """Move to another state, once. Raises `WrongState`."""
        check_appointment_move(AppointmentState(self.state), state)
        self.state, self.changed_by_id, self.changed_at, self.change = state, by, at, change
        self.save(update_fields=["state", "changed_by", "changed_at", "change", "moved_to"])
