"""Promises with a date, and the steps taken when they are not kept in time."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Post
from xinqiao.core.access.actor import OF_CLIENTS
from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.office.obligations.states import State, check_move, check_open
from xinqiao.register.people.models import Client, Staff

POSTS = [post.value for post in Post if post not in {Post.PROGRAM, *OF_CLIENTS}]


class Obligation(models.Model):
    """Who owes what by when, until it is kept.

    `subject` is the row it comes from, in whatever area; `about` a client number;
    `reached` the rungs of the ladder that were told because it is late.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    owner = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=20, blank=True)
    about = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    next_step_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    reached = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    waived_reason = HouseSealedText(kind="obligations.waived_reason", null=True)

    class Meta:
        indexes = [
            models.Index(name="obligation_due_for_a_step", fields=["next_step_at"], condition=Q(state=State.OPEN)),
            models.Index(name="obligation_open_by_owner", fields=["owner", "due_at"], condition=Q(state=State.OPEN)),
            models.Index(name="obligation_open_by_due", fields=["due_at"], condition=Q(state=State.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="obligation_open_once", fields=["kind", "subject"], condition=Q(state=State.OPEN)
            ),
            models.CheckConstraint(name="obligation_owed_by_somebody", condition=Q(owner__isnull=False) | ~Q(post="")),
            models.CheckConstraint(name="obligation_post_known", condition=Q(post__in=["", *POSTS])),
            models.CheckConstraint(
                name="obligation_over_has_a_time",
                condition=Q(state=State.OPEN, ended_at__isnull=True) | ~Q(state=State.OPEN) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="obligation_waived_has_a_reason",
                condition=Q(state=State.WAIVED, waived_reason__isnull=False)
                | ~Q(state=State.WAIVED) & Q(waived_reason__isnull=True),
            ),
            models.CheckConstraint(
                name="obligation_over_takes_no_step",
                condition=Q(state=State.OPEN) | Q(next_step_at__isnull=True),
            ),
        ]

    class Privacy:
        identifies = {"owner", "ended_by"}
        sealed = {"waived_reason"}
        plain = {
            "id",
            "kind",
            "subject",
            "post",
            "about",
            "created_at",
            "due_at",
            "remind_at",
            "next_step_at",
            "level",
            "reached",
            "state",
            "ended_at",
        }

    class Weight:
        name = "obligations.obligation"
        version = 1
        fields = (
            "kind",
            "subject",
            "owner_id",
            "post",
            "about_id",
            "created_at",
            "due_at",
            "level",
            "reached",
            "state",
            "ended_at",
            "ended_by_id",
            "waived_reason",
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def is_late(self, at: datetime) -> bool:
        """Open past its time, or done after it. What was waived is never late."""
        if self.state == State.WAIVED:
            return False
        return (self.ended_at or at) > self.due_at

    def keep(self, *, by: UUID | None, at: datetime) -> None:
        """Done; `by` is nobody where the program saw that it was done. Raises `AlreadyOver`."""
        self._end(State.KEPT, by, at)

    def waive(self, *, by: UUID | None, reason: str, at: datetime) -> None:
        """Need not be done; the reason stays sealed with it. Raises `AlreadyOver`."""
        self.waived_reason = reason
        self._end(State.WAIVED, by, at)

    def _end(self, wanted: State, by: UUID | None, at: datetime) -> None:
        check_move(State(self.state), wanted)
        self.state, self.ended_at, self.ended_by_id, self.next_step_at = wanted, at, by, None
        self.save(update_fields=["state", "ended_at", "ended_by", "next_step_at", "waived_reason"])

    def belongs_to(self, *, owner: UUID | None, post: str) -> None:
        """Owed by somebody else from now on. Raises `AlreadyOver` for what is over."""
        check_open(State(self.state))
        self.owner_id, self.post = owner, post
        self.save(update_fields=["owner", "post"])


class StepTaken(models.TextChoices):
    """What was done about a promise that had not been kept yet."""

    REMINDED = "reminded", _("已提醒")
    ESCALATED = "escalated", _("已告知")
    PASSED_ON = "passed_on", _("已转交")


class Step(models.Model):
    """One reminder, escalation or passing on; added, never changed. `told` names staff."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=StepTaken)
    rung = models.CharField(max_length=20, blank=True)
    told = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="obligation_step_once", fields=["obligation", "number"])]

    class Privacy:
        identifies = {"told"}
        plain = {"id", "obligation", "number", "what", "rung", "at"}

    class Weight:
        name = "obligations.step"
        version = 1
        fields = ("obligation_id", "number", "what", "rung", "told", "at")

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.number}"
