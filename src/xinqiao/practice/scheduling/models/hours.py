"""What comes back every week: opening hours and turns of duty. Nothing is deleted, only withdrawn."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from xinqiao.register.people.models import Staff

from .codes import SessionKind
from .spans import Days, Hours, OnADay

IN_FORCE = Q(withdrawn_at__isnull=True)


def _weekly_apart(name: str, *who: str) -> ExclusionConstraint:
    """Two entries in force never claim the same hour of the same weekday on the same day (for the same person)."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in who),
            ("weekday", RangeOperators.EQUAL),
            (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
            (Hours(OnADay("starts"), OnADay("ends")), RangeOperators.OVERLAPS),
        ],
        condition=IN_FORCE,
    )


class OpeningHour(models.Model):
    """The room is open on this weekday from hour to hour, in a stretch of days."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    kind = models.CharField(max_length=10, choices=SessionKind)
    valid_from = models.DateField()
    valid_to = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="opening_weekday", condition=Q(weekday__range=(0, 6))),
            models.CheckConstraint(name="opening_hours_in_order", condition=Q(starts__lt=F("ends"))),
            models.CheckConstraint(name="opening_days_in_order", condition=Q(valid_from__lte=F("valid_to"))),
            models.CheckConstraint(name="opening_kind_known", condition=Q(kind__in=SessionKind.values)),
            _weekly_apart("opening_hours_apart"),
        ]

    class Privacy:
        plain = {"id", "weekday", "starts", "ends", "kind", "valid_from", "valid_to", "withdrawn_at"}

    class Weight:
        name = "scheduling.opening_hour"
        version = 1
        fields = ("weekday", "starts", "ends", "kind", "valid_from", "valid_to", "withdrawn_at")

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class DutyTurn(models.Model):
    """A turn of duty: one person, one weekday, from hour to hour, in a stretch of days.

    A single day is a stretch of one. `instead_of` marks a stand-in: for its hours
    the turn it names does not count.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="duty_weekday", condition=Q(weekday__range=(0, 6))),
            models.CheckConstraint(name="duty_hours_in_order", condition=Q(starts__lt=F("ends"))),
            models.CheckConstraint(name="duty_days_in_order", condition=Q(valid_from__lte=F("valid_to"))),
            _weekly_apart("duty_turns_apart", "staff"),
        ]

    class Privacy:
        identifies = {"staff"}
        plain = {"id", "weekday", "starts", "ends", "valid_from", "valid_to", "instead_of", "withdrawn_at"}

    class Weight:
        name = "scheduling.duty_turn"
        version = 1
        fields = ("staff", "weekday", "starts", "ends", "valid_from", "valid_to", "instead_of", "withdrawn_at")

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"
