"""The reception register: who came, when, for what need in a few words, first spoken to by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.practice.scheduling.states import IN_THE_HOUSE, VisitState, check_visit_move
from xinqiao.register.people.models import Client, Staff

from .appointments import Appointment


class Visit(models.Model):
    """One line of the register. The line stays, whatever happens to it.

    The way somebody came, the need, the first contact and the outcome are coded
    and sealed in one piece: a copy of the database tells no theme.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    day = models.DateField()
    line = models.PositiveIntegerField()
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=VisitState)
    received_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    details = HouseSealedJSON(kind="scheduling.visit.details")
    token = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visit_line_once", fields=["day", "line"]),
            models.UniqueConstraint(
                name="client_in_the_house_once", fields=["client"], condition=Q(state__in=IN_THE_HOUSE)
            ),
            models.UniqueConstraint(
                name="appointment_kept_once",
                fields=["appointment"],
                condition=Q(appointment__isnull=False) & ~Q(state=VisitState.STRUCK),
            ),
            models.CheckConstraint(name="visit_state_known", condition=Q(state__in=VisitState.values)),
            models.CheckConstraint(
                name="visit_left_has_a_time", condition=~Q(state=VisitState.LEFT) | Q(left_at__isnull=False)
            ),
            models.CheckConstraint(
                name="visit_in_order", condition=Q(left_at__isnull=True) | Q(arrived_at__lte=F("left_at"))
            ),
        ]

    class Privacy:
        identifies = {"client", "received_by"}
        sealed = {"details"}
        plain = {"id", "day", "line", "appointment", "arrived_at", "left_at", "state", "token"}

    class Weight:
        name = "scheduling.visit"
        version = 1
        fields = (
            "day",
            "line",
            "client",
            "appointment",
            "arrived_at",
            "left_at",
            "state",
            "received_by",
            "details",
        )

    def __str__(self) -> str:
        return f"{self.day} {self.line}"

    def become(self, state: VisitState, **details: Any) -> None:
        """Move to another state, once, adding to what is sealed. Raises `WrongState`."""
        check_visit_move(VisitState(self.state), state)
        self.state = state
        self.details = {**self.details, **details}
        self.save(update_fields=["state", "left_at", "details", "received_by"])

    def leave(self, *, outcome: str, at: datetime) -> None:
        """The client goes, and where the visit led is known."""
        self.left_at = max(at, self.arrived_at)
        self.become(VisitState.LEFT, outcome=outcome)

    def is_held_by(self, staff: UUID | None) -> bool:
        """Whether this member of staff received the client."""
        return staff is not None and self.received_by_id == staff
