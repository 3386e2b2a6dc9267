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
from xinqiao.practice.scheduling.states import HOLDING, LIVE, AppointmentState, check_appointment_move
from xinqiao.register.people.models import Client, Staff

from .rooms import Room
from .spans import Moments
from .wishes import Wish


@clause("APT-03")
def live_apart(what: str, name: str = "", **only: object) -> ExclusionConstraint:
    """No counsellor, room or client is taken twice for one moment; the database itself refuses it."""
    return ExclusionConstraint(
        name=f"appointment_{name or what}_once",
        expressions=[
            (what, RangeOperators.EQUAL),
            (Moments("starts_at", "ends_at"), RangeOperators.OVERLAPS),
        ],
        condition=Q(state__in=HOLDING, **only),
    )


class Appointment(models.Model):
    """A time set aside for a client with a counsellor.

    Who asked, by which way and for what is sealed in one piece, so that not even
    its length tells. `token` comes from the form: the same form sent twice books once.

    What the client did by the own door has no member of staff in `booked_by` and
    `changed_by`, but the start of the account that it came from in `made_in` and
    `changed_in`. `unsure` says that nobody at the school has met whoever holds that
    account: such a row is not held against the client's other appointments, because
    a refusal would tell a stranger that there are any. `offered_until` belongs to a
    time that came free and was offered to the `wish` that was next in line.
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
    booked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_in = models.UUIDField(null=True)
    unsure = models.BooleanField(default=False)
    booked_at = models.DateTimeField()
    changed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    changed_in = models.UUIDField(null=True)
    changed_at = models.DateTimeField(null=True)
    change = HouseSealedJSON(kind="scheduling.appointment.change", null=True)
    moved_to = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    wish = models.ForeignKey(Wish, models.PROTECT, null=True, related_name="+")
    offered_until = models.DateTimeField(null=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="appointment_by_start", fields=["starts_at"]),
            models.Index(name="appointment_by_client", fields=["client", "starts_at"]),
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
                condition=Q(state__in=[AppointmentState.OFFERED, AppointmentState.BOOKED])
                | Q(state=AppointmentState.PASSED, changed_at__isnull=False)
                | Q(changed_at__isnull=False) & (Q(changed_by__isnull=False) | Q(changed_in__isnull=False)),
            ),
            models.CheckConstraint(
                name="appointment_booked_by_somebody",
                condition=Q(booked_by__isnull=False) | Q(made_in__isnull=False) | Q(wish__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_unsure_of_a_start", condition=Q(unsure=False) | Q(made_in__isnull=False)
            ),
            models.CheckConstraint(
                name="appointment_offer_has_an_end",
                condition=~Q(state=AppointmentState.OFFERED) | Q(offered_until__isnull=False, wish__isnull=False),
            ),
            live_apart("counsellor"),
            live_apart("room"),
            live_apart("client", unsure=False),
            live_apart("made_in", "start"),
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
            "made_in",
            "unsure",
            "booked_at",
            "changed_in",
            "changed_at",
            "moved_to",
            "wish",
            "offered_until",
            "token",
        }

    class Weight:
        name = "scheduling.appointment"
        version = 2
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
            "made_in",
            "unsure",
            "changed_in",
            "wish",
            "offered_until",
        )
        earlier = {
            1: (
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
        }

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
    def holds_its_time(self) -> bool:
        """Whether nobody else can have the time: somebody is expected, or has been offered it."""
        return AppointmentState(self.state) in HOLDING

    @property
    def has_lapsed(self) -> bool:
        """Whether it was offered and nobody answered."""
        return self.state == AppointmentState.PASSED and self.changed_by_id is None and self.changed_in is None

    @property
    def outside_hours(self) -> bool:
        """Whether it was arranged outside of the opening hours."""
        return bool(self.arrangement)

    def become(
        self,
        state: AppointmentState,
        *,
        by: UUID | None,
        at: datetime,
        change: dict[str, Any] | None = None,
        own: UUID | None = None,
    ) -> None:
        """Move to another state, once; `own` is the start of the client's account. Raises `WrongState`."""
        check_appointment_move(AppointmentState(self.state), state)
        self.state, self.changed_by_id, self.changed_in = state, by, own
        self.changed_at, self.change = at, change
        self.save(update_fields=["state", "changed_by", "changed_in", "changed_at", "change", "moved_to"])
