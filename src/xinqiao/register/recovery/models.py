"""Wishes to have keys back."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinqiao.register.people.models import Staff
from xinqiao.register.recovery.states import AskState


class Why(models.TextChoices):
    """Why somebody needs keys back. Values are stored."""

    FORGOT = "forgot", _("忘了口令，账号重新开通过")
    TAKES_OVER = "takes_over", _("接手同事的工作")
    OTHER = "other", _("其他原因（当面说明）")


class KeysAsk(models.Model):
    """Somebody asks for the keys that are theirs by the rules; somebody else opens the envelope for it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    state = models.CharField(max_length=8, choices=AskState, default=AskState.ASKED)
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)
    granted = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(name="keys_ask_by_time", fields=["state", "asked_at"])]
        constraints = [
            models.UniqueConstraint(name="keys_asked_once", fields=["staff"], condition=Q(state=AskState.ASKED.value)),
            models.CheckConstraint(name="keys_ask_state_known", condition=Q(state__in=[s.value for s in AskState])),
            models.CheckConstraint(
                name="keys_never_given_to_oneself",
                condition=~Q(state=AskState.GIVEN.value) | ~Q(settled_by=F("staff")),
            ),
            models.CheckConstraint(
                name="keys_ask_settled_by_somebody",
                condition=Q(state=AskState.ASKED.value, settled_by=None, settled_at=None, granted=None)
                | ~Q(state=AskState.ASKED.value) & Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"staff", "settled_by"}
        plain = {"id", "why", "state", "asked_at", "settled_at", "granted"}

    class Weight:
        name = "recovery.keys_ask"
        version = 1
        fields = ("staff_id", "why", "state", "asked_at", "settled_by_id", "settled_at", "granted")

    def __str__(self) -> str:
        return str(self.id)
