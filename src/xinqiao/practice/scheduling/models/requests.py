"""What a guardian asks for their child: a request to the counsellors, never an appointment in the child's name."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.practice.scheduling.states import RequestState, check_request_move
from xinqiao.register.people.models import Client, Staff


class TalkRequest(models.Model):
    """A guardian asks that somebody talk with their child. Whether there is a talk is the child's to say."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    asker = models.ForeignKey(Client, models.PROTECT, related_name="+")
    child = models.ForeignKey(Client, models.PROTECT, related_name="+")
    words = HouseSealedText(kind="scheduling.request.words")
    made_at = models.DateTimeField()
    made_in = models.UUIDField()
    unsure = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    token = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="request_once_per_start", fields=["made_in", "child"], condition=Q(state=RequestState.WAITING)
            ),
            models.CheckConstraint(name="request_state_known", condition=Q(state__in=RequestState.values)),
            models.CheckConstraint(
                name="request_over_has_a_time",
                condition=Q(state=RequestState.WAITING, ended_at__isnull=True)
                | ~Q(state=RequestState.WAITING) & Q(ended_at__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"asker", "child", "ended_by"}
        sealed = {"words"}
        plain = {"id", "made_at", "made_in", "unsure", "state", "ended_at", "token"}

    class Weight:
        name = "scheduling.talk_request"
        version = 1
        fields = ("asker", "child", "words", "made_at", "made_in", "unsure", "state", "ended_at", "ended_by")

    def __str__(self) -> str:
        return str(self.id)

    def end(self, state: RequestState, *, at: datetime, by: UUID | None = None) -> None:
        """Answered or taken back, once. Raises `WrongState`."""
        check_request_move(RequestState(self.state), state)
        self.state, self.ended_at, self.ended_by_id = state, at, by
        self.save(update_fields=["state", "ended_at", "ended_by"])
