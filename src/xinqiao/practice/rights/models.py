"""What somebody asked for by right, and the answer. Words and answers lie under the house seal."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xinqiao.core.access import Post
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.practice.rights.rules import APART, LADDER, MOST_DAYS, Right, Way
from xinqiao.practice.rights.states import State, check_move
from xinqiao.register.people.models import Client, Staff

__all__ = ["AnswerDays", "Right", "RightsRequest", "State", "Way"]

ASKED_OF = [str(post) for post in (Post.COUNSELLOR, *LADDER)]


class RightsRequest(models.Model):
    """One request: about `client`, by `asker`, who is the client or a guardian.

    Owed by `owner` or, without one, by whoever holds `post`. `concerned` are those of the
    staff whom it may be about: they neither read nor answer what is answered apart. `made_in` is the
    start of the account it came from, `unsure` that nobody had met its owner; both are
    for the own door. `entry` is the line of the ledger that a question is about, `earlier` the
    request whose answer was not enough.

    `words`: `text`, `against`, `wish` (a counsellor's id). `answer`: `words`, `decision`, and
    for a guardian's request `view` and `assent` of the child.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    asker = models.ForeignKey(Client, models.PROTECT, related_name="+")
    made_in = models.UUIDField(null=True)
    unsure = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=Right)
    way = models.CharField(max_length=8, choices=Way)
    received_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=20)
    concerned = ArrayField(models.UUIDField(), default=list)
    entry = models.UUIDField(null=True)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    words = HouseSealedJSON(kind="rights.request.words")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    answer = HouseSealedJSON(kind="rights.request.answer", null=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="right_by_asker", fields=["asker", "-asked_at"]),
            models.Index(name="right_by_client", fields=["client", "-asked_at"]),
            models.Index(name="right_open_by_due", fields=["due_at"], condition=Q(state=State.OPEN)),
        ]
        constraints = [
            models.CheckConstraint(name="right_kind_known", condition=Q(kind__in=Right.values)),
            models.CheckConstraint(name="right_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="right_asked_of", condition=Q(post__in=ASKED_OF)),
            models.CheckConstraint(
                name="right_answered_apart",
                condition=~Q(kind__in=sorted(APART)) | Q(owner__isnull=True) & ~Q(post=Post.COUNSELLOR.value),
            ),
            models.CheckConstraint(
                name="right_over_has_a_time",
                condition=Q(state=State.OPEN, ended_at__isnull=True) | ~Q(state=State.OPEN) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="right_answered_by_somebody",
                condition=Q(state=State.ANSWERED, answered_by__isnull=False, answer__isnull=False)
                | ~Q(state=State.ANSWERED) & Q(answered_by__isnull=True, answer__isnull=True),
            ),
            models.CheckConstraint(
                name="right_received_at_the_desk",
                condition=Q(way=Way.SCREEN, received_by__isnull=True, made_in__isnull=False)
                | Q(way=Way.DESK, received_by__isnull=False, made_in__isnull=True, unsure=False),
            ),
        ]

    class Privacy:
        identifies = {"client", "asker", "received_by", "owner", "concerned", "answered_by"}
        sealed = {"words", "answer"}
        plain = {
            "id",
            "made_in",
            "unsure",
            "kind",
            "way",
            "asked_at",
            "due_at",
            "post",
            "entry",
            "earlier",
            "state",
            "ended_at",
            "token",
        }

    class Weight:
        name = "rights.request"
        version = 1
        fields = (
            "client_id",
            "asker_id",
            "made_in",
            "unsure",
            "kind",
            "way",
            "received_by_id",
            "asked_at",
            "due_at",
            "owner_id",
            "post",
            "concerned",
            "entry",
            "earlier_id",
            "words",
            "state",
            "ended_at",
            "answered_by_id",
            "answer",
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def right(self) -> Right:
        """What is asked for."""
        return Right(self.kind)

    @property
    def is_apart(self) -> bool:
        """Whether somebody who is not involved answers."""
        return self.right in APART

    @property
    def is_by_guardian(self) -> bool:
        """Whether somebody else asks about the client."""
        return self.asker_id != self.client_id

    @property
    def is_open(self) -> bool:
        """Whether an answer is owed."""
        return self.state == State.OPEN

    def end(self, state: State, *, at: datetime, by: UUID | None = None, answer: dict[str, Any] | None = None) -> None:
        """Answered or taken back, once. Raises `WrongState`."""
        check_move(State(self.state), state)
        self.state, self.ended_at, self.answered_by_id, self.answer = state, at, by, answer
        self.save(update_fields=["state", "ended_at", "answered_by", "answer"])


class AnswerDays(models.Model):
    """The one row of within how many school days the school answers, by right."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    days = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(name="answer_days_are_the_only_ones", condition=Q(only=True))]

    class Privacy:
        plain = {"id", "only", "days"}

    class Weight:
        name = "rights.days"
        version = 1
        fields = ("days",)

    def __str__(self) -> str:
        return str(self.id)

    def within(self) -> dict[Right, int]:
        """The days of each right that the school has set itself."""
        return {Right(key): min(days, MOST_DAYS) for key, days in self.days.items() if key in Right.values}
