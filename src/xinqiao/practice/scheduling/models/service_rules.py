"""What the school has decided about its room."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


def everybody() -> dict[str, str]:
    """Whom a room receives until the school decides otherwise: its own people."""
    return {"student": "", "guardian": "", "staff": ""}


class ServiceRules(models.Model):
    """The one set of rules of the room: whom it receives, how long a talk is, how one books.

    `receives` maps a kind of client to the rule in words under which that kind
    is received; a kind that is not in it is not received (OPN-06).

    For those who book by the own door: at most `own_most` times ahead of them,
    no later than `own_lead_hours` before, no further than `own_ahead_days`; a
    time that came free is kept for `offer_hours`. `place` is where one comes, in
    words that tell nobody what for; with `talk_phone` one can talk by telephone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    slot_minutes = models.PositiveSmallIntegerField(default=50)
    pause_minutes = models.PositiveSmallIntegerField(default=10)
    lead_minutes = models.PositiveSmallIntegerField(default=15)
    first_within_days = models.PositiveSmallIntegerField(default=5)
    own_most = models.PositiveSmallIntegerField(default=2)
    own_lead_hours = models.PositiveSmallIntegerField(default=2)
    own_ahead_days = models.PositiveSmallIntegerField(default=14)
    offer_hours = models.PositiveSmallIntegerField(default=12)
    place = models.CharField(max_length=40, blank=True)
    talk_phone = models.CharField(max_length=30, blank=True)
    receives = models.JSONField(default=everybody)
    fee = models.CharField(max_length=100, blank=True)
    how_to_book = models.CharField(max_length=200, blank=True)
    house_rules = models.TextField(max_length=800, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="service_rules_are_the_only_ones", condition=Q(only=True)),
            models.CheckConstraint(name="slot_of_10_to_180_minutes", condition=Q(slot_minutes__range=(10, 180))),
            models.CheckConstraint(name="pause_of_at_most_60_minutes", condition=Q(pause_minutes__lte=60)),
            models.CheckConstraint(name="lead_of_at_most_60_minutes", condition=Q(lead_minutes__lte=60)),
            models.CheckConstraint(name="first_within_1_to_30_days", condition=Q(first_within_days__range=(1, 30))),
            models.CheckConstraint(name="own_bookings_1_to_5", condition=Q(own_most__range=(1, 5))),
            models.CheckConstraint(name="own_lead_of_at_most_72_hours", condition=Q(own_lead_hours__lte=72)),
            models.CheckConstraint(name="own_ahead_3_to_60_days", condition=Q(own_ahead_days__range=(3, 60))),
            models.CheckConstraint(name="offer_of_1_to_72_hours", condition=Q(offer_hours__range=(1, 72))),
        ]

    class Privacy:
        plain = {
            "id",
            "only",
            "slot_minutes",
            "pause_minutes",
            "lead_minutes",
            "first_within_days",
            "own_most",
            "own_lead_hours",
            "own_ahead_days",
            "offer_hours",
            "place",
            "talk_phone",
            "receives",
            "fee",
            "how_to_book",
            "house_rules",
        }

    class Weight:
        name = "scheduling.service_rules"
        version = 2
        fields = (
            "slot_minutes",
            "pause_minutes",
            "lead_minutes",
            "first_within_days",
            "receives",
            "fee",
            "how_to_book",
            "house_rules",
            "own_most",
            "own_lead_hours",
            "own_ahead_days",
            "offer_hours",
            "place",
            "talk_phone",
        )
        earlier = {
            1: (
                "slot_minutes",
                "pause_minutes",
                "lead_minutes",
                "first_within_days",
                "receives",
                "fee",
                "how_to_book",
                "house_rules",
            )
        }

    def __str__(self) -> str:
        return str(self.id)
