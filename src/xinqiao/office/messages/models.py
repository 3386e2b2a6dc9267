"""Messages to clients, the way each of them chose, and what has yet to leave the house.

Everything names client numbers. What a message says, and every address, lies under the house
seal. Whether a message was looked at is kept, and when is not: it would tell who was there.
"""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.office.messages.events import Outcome
from xinqiao.office.messages.states import DeliveryState
from xinqiao.register.people.models import Client

OUTCOMES = [(one.value, one.value) for one in Outcome]


class Message(models.Model):
    """One neutral message. `made_in` is the start of the own account in which its cause was made, if it was made there.

    `once` is the row it is about: of one kind, a client is told about it once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    facts = HouseSealedJSON(kind="messages.message.facts")
    made_at = models.DateTimeField()
    made_in = models.UUIDField(null=True)
    once = models.UUIDField(null=True)
    is_seen = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="message_by_client", fields=["client", "-made_at"])]
        constraints = [models.UniqueConstraint(name="message_told_once", fields=["client", "kind", "once"])]

    class Privacy:
        identifies = {"client"}
        sealed = {"facts"}
        plain = {"id", "kind", "made_at", "made_in", "once", "is_seen"}

    class Weight:
        name = "messages.message"
        version = 1
        fields = ("client", "kind", "facts", "made_at", "made_in", "once")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Preference(models.Model):
    """How one client wants to be reminded.

    `choice`, under the seal: `way`, `address`, `language`, and `family`: that the phone may be one
    which the family shares. `made_in` is null where a known account chose; what somebody chose
    whom no counsellor knows holds for messages from that same start only.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    made_in = models.UUIDField(null=True)
    choice = HouseSealedJSON(kind="messages.preference.choice")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="preference_once", fields=["client", "made_in"], nulls_distinct=False),
        ]

    class Privacy:
        identifies = {"client"}
        sealed = {"choice"}
        plain = {"id", "made_in", "chosen_at"}

    class Weight:
        name = "messages.preference"
        version = 1
        fields = ("client", "made_in", "choice", "chosen_at")

    def __str__(self) -> str:
        return str(self.id)


class Delivery(models.Model):
    """A message on its way out of the house. It holds no address: that is looked up when it leaves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.OneToOneField(Message, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="delivery_due", fields=["next_try_at"], condition=Q(state=DeliveryState.WAITING)),
        ]
        constraints = [
            models.CheckConstraint(
                name="delivery_over_has_an_outcome",
                condition=Q(state=DeliveryState.WAITING, outcome="", next_try_at__isnull=False)
                | ~Q(state=DeliveryState.WAITING) & ~Q(outcome="") & Q(next_try_at__isnull=True),
            ),
        ]

    class Privacy:
        plain = {"id", "message", "state", "outcome", "tries", "next_try_at"}

    def __str__(self) -> str:
        return str(self.id)


class MessageRules(models.Model):
    """What the school has decided: whether messages and calendars may name the place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    names_place = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="message_rules_are_the_only_ones", condition=Q(only=True))]

    class Privacy:
        plain = {"id", "only", "names_place"}

    class Weight:
        name = "messages.rules"
        version = 1
        fields = ("names_place",)

    def __str__(self) -> str:
        return str(self.id)


def no_choice() -> dict[str, Any]:
    """What holds for whoever chose nothing: messages wait at the own door."""
    return {"way": "in_app", "address": "", "language": "", "family": False}
