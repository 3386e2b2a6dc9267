"""The waiting line: who would come if a time came free."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.practice.scheduling.states import WishState, check_wish_move
from xinqiao.register.people.models import Client, Staff


class Wish(models.Model):
    """Somebody in the waiting line, for one counsellor or for whoever is free.

    `wants`, under the seal, names the half-days that suit and how to meet. `made_in`
    and `unsure` are those of an appointment: whom nobody has met waits beside the
    client, not in the client's place.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    counsellor = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    wants = HouseSealedJSON(kind="scheduling.wish.wants")
    asked_at = models.DateTimeField()
    made_in = models.UUIDField()
    unsure = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=WishState, default=WishState.WAITING)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="wish_in_line", fields=["asked_at"], condition=Q(state=WishState.WAITING)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="wish_once_per_client", fields=["client"], condition=Q(state=WishState.WAITING, unsure=False)
            ),
            models.UniqueConstraint(
                name="wish_once_per_start", fields=["made_in"], condition=Q(state=WishState.WAITING)
            ),
            models.CheckConstraint(name="wish_state_known", condition=Q(state__in=WishState.values)),
            models.CheckConstraint(
                name="wish_over_has_a_time",
                condition=Q(state=WishState.WAITING, ended_at__isnull=True)
                | ~Q(state=WishState.WAITING) & Q(ended_at__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"client", "counsellor", "ended_by"}
        sealed = {"wants"}
        plain = {"id", "asked_at", "made_in", "unsure", "state", "ended_at", "token"}

    class Weight:
        name = "scheduling.wish"
        version = 1
        fields = (
            "client",
            "counsellor",
            "wants",
            "asked_at",
            "made_in",
            "unsure",
            "state",
            "ended_at",
            "ended_by",
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def halves(self) -> frozenset[str]:
        """The half-days that suit; none named means any."""
        wants: dict[str, Any] = self.wants
        return frozenset(wants.get("halves", ()))

    @property
    def how(self) -> str:
        """How to meet."""
        return str(self.wants.get("how", "in_person"))

    def end(self, state: WishState, *, at: datetime, by: UUID | None = None) -> None:
        """Leave the line, once. Raises `WrongState`."""
        check_wish_move(WishState(self.state), state)
        self.state, self.ended_at, self.ended_by_id = state, at, by
        self.save(update_fields=["state", "ended_at", "ended_by"])
