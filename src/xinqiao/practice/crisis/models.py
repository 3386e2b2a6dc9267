"""Calls for help, and the numbers that a school gives to those who need help now.

What a caller typed lies under the house seal, because whoever is on duty must
read it at once, with or without an open vault. A call names a client number
only where the caller had signed in.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedJSON, HouseSealedText
from xinqiao.practice.crisis.states import OPEN, CallState, check_move
from xinqiao.register.people.models import Client, Staff


class Outcome(models.TextChoices):
    """How a call ended. None of them is a reproach: who pressed for nothing is not sought. Values are stored."""

    MET = "met", _("见到了，有大人陪着")
    SPOKE = "spoke", _("通过电话，说好了下一步")
    HANDED = "handed", _("交给了家长、医院、急救或公安")
    NOT_FOUND = "not_found", _("去找了，没有找到")
    NOBODY = "nobody", _("没有人需要帮忙")


class HelpCall(models.Model):
    """Somebody pressed because they cannot bear it now.

    `said` is a list of places and names, one for each voice. `made_in` is the start of
    the account that it came from, and `unsure` says that nobody at the school has met
    whoever holds that account. `origin` keeps the calls of one network address
    together while they are open; it is emptied when they end.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    made_in = models.UUIDField(null=True)
    unsure = models.BooleanField(default=False)
    said = HouseSealedJSON(kind="crisis.call.said", default=list)
    origin = models.BinaryField(max_length=32, null=True)
    state = models.CharField(max_length=8, choices=CallState, default=CallState.RINGING)
    somebody_there = models.BooleanField()
    rung_at = models.DateTimeField()
    pressed_at = models.DateTimeField()
    presses = models.PositiveIntegerField(default=1)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = HouseSealedText(kind="crisis.call.note", null=True)

    class Meta:
        indexes = [
            models.Index(name="help_call_open", fields=["rung_at"], condition=Q(state__in=OPEN)),
            models.Index(name="help_call_by_time", fields=["-rung_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="help_call_once_for_a_start", fields=["client", "made_in"], condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(
                name="help_call_client_has_a_start",
                condition=Q(client__isnull=True, made_in__isnull=True, unsure=False)
                | Q(client__isnull=False, made_in__isnull=False),
            ),
            models.CheckConstraint(
                name="help_call_taken_by_somebody",
                condition=Q(state=CallState.RINGING, taken_by__isnull=True, taken_at__isnull=True)
                | ~Q(state=CallState.RINGING) & Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="help_call_closed_says_how",
                condition=Q(
                    state=CallState.CLOSED, closed_by__isnull=False, closed_at__isnull=False, origin__isnull=True
                )
                & ~Q(outcome="")
                | ~Q(state=CallState.CLOSED)
                & Q(closed_by__isnull=True, closed_at__isnull=True, outcome="", note__isnull=True),
            ),
        ]

    class Privacy:
        identifies = {"taken_by", "closed_by"}
        sealed = {"said", "origin", "note"}
        plain = {
            "id",
            "client",
            "made_in",
            "unsure",
            "state",
            "somebody_there",
            "rung_at",
            "pressed_at",
            "presses",
            "taken_at",
            "closed_at",
            "outcome",
        }

    class Weight:
        name = "crisis.help_call"
        version = 1
        fields = (
            "client_id",
            "made_in",
            "unsure",
            "said",
            "state",
            "somebody_there",
            "rung_at",
            "pressed_at",
            "presses",
            "taken_by_id",
            "taken_at",
            "closed_by_id",
            "closed_at",
            "outcome",
            "note",
        )

    def __str__(self) -> str:
        return str(self.id)

    def rings_again(self) -> None:
        """Nobody is on the way any more. Raises `SomebodyWasFaster`."""
        self._move(CallState.RINGING)
        self.taken_by_id = self.taken_at = None

    def taken(self, *, by: UUID | None, at: datetime) -> None:
        """Somebody goes. Raises `SomebodyWasFaster`."""
        self._move(CallState.TAKEN)
        self.taken_by_id, self.taken_at = by, at

    def ended(self, *, by: UUID | None, outcome: str, note: str, at: datetime) -> None:
        """It is over. Raises `SomebodyWasFaster`."""
        self._move(CallState.CLOSED)
        self.closed_by_id, self.closed_at, self.outcome = by, at, outcome
        self.note, self.origin = note or None, None

    def _move(self, wanted: CallState) -> None:
        check_move(CallState(self.state), wanted)
        self.state = wanted


class Helplines(models.Model):
    """What this school says to those who need help now. The place where one comes stands in the rules of the service.

    `lines` are numbers outside of the school, as `rules.Line` writes them; none means
    those that hold all over the country.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    school_line = models.CharField(max_length=30, blank=True)
    school_line_hours = models.CharField(max_length=40, blank=True)
    lines = models.JSONField(default=list)
    names_duty = models.BooleanField(default=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="helplines_are_the_only_ones", condition=Q(only=True))]

    class Privacy:
        plain = {"id", "only", "school_line", "school_line_hours", "lines", "names_duty", "words"}

    class Weight:
        name = "crisis.helplines"
        version = 1
        fields = ("school_line", "school_line_hours", "lines", "names_duty", "words")

    def __str__(self) -> str:
        return str(self.id)
