"""Open sessions. The cookie's value is kept as a keyed digest: a copy of the database opens no session."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.register.accounts.models.account import Account
from xinqiao.register.accounts.states import Step, check_move


class OpenSession(models.Model):
    """One browser in which somebody is signing in or has signed in.

    `data` is what Django's session framework keeps: messages to show next, which
    may name somebody and are therefore sealed.
    `challenge` belongs to a passkey that is just being asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    cookie = models.BinaryField(max_length=32, unique=True)
    step = models.CharField(max_length=8, choices=Step)
    label = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    until = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    first_try = models.UUIDField(null=True, blank=True)
    challenge = models.BinaryField(max_length=64, null=True, blank=True)
    challenge_until = models.DateTimeField(null=True, blank=True)
    data = HouseSealedText(kind="accounts.session_data", null=True)

    class Meta:
        indexes = [
            models.Index(name="open_session_by_account", fields=["account"]),
            models.Index(name="open_session_by_end", fields=["until"]),
        ]
        constraints = [
            models.CheckConstraint(name="open_session_step_known", condition=Q(step__in=Step.values)),
            models.CheckConstraint(name="open_session_in_order", condition=Q(began_at__lt=models.F("until"))),
        ]

    class Privacy:
        identifies = {"account"}
        sealed = {"cookie", "challenge", "data"}
        plain = {
            "id",
            "step",
            "label",
            "began_at",
            "seen_at",
            "until",
            "locked_at",
            "wrong_tries",
            "first_try",
            "challenge_until",
        }

    def __str__(self) -> str:
        return str(self.id)

    def move(self, wanted: Step, *, at: datetime, until: datetime) -> None:
        """Come a step further; what was counted at the step before is forgotten. Raises `WrongStep`."""
        check_move(Step(self.step), wanted)
        self.step, self.seen_at, self.until = wanted, at, until
        self.wrong_tries, self.challenge, self.challenge_until = 0, None, None
        self.save(update_fields=["step", "seen_at", "until", "wrong_tries", "challenge", "challenge_until"])
