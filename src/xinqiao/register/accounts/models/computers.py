"""Computers: those on which an account has been seen, and those registered with the director's code."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.register.accounts.models.account import Account


class KnownComputer(models.Model):
    """A browser in which this account has signed in before, known by a cookie kept here as a keyed digest.

    Being known lets its owner in while strangers are guessing. Being registered
    (`registered_until`) counts as the second step.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    cookie = models.BinaryField(max_length=32)
    label = models.CharField(max_length=60)
    first_at = models.DateTimeField()
    seen_on = models.DateField()
    registered_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="known_computer_once", fields=["account", "cookie"])]

    class Privacy:
        identifies = {"account"}
        sealed = {"cookie"}
        plain = {"id", "label", "first_at", "seen_on", "registered_until", "ended_at"}

    class Weight:
        name = "accounts.known_computer"
        version = 1
        fields = ("account_id", "cookie", "first_at", "registered_until", "ended_at")

    def __str__(self) -> str:
        return str(self.id)


class ComputerCode(models.Model):
    """A code with which one account registers one computer, issued by the director for a quarter of an hour.

    `stays` is for an invented school alone: such a code is good again and
    again, and only where the settings say that the school is a demonstration.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    stays = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="computer_code_by_account", fields=["account"])]
        constraints = [
            models.CheckConstraint(
                name="computer_code_that_stays_is_not_used", condition=Q(stays=False) | Q(used_at=None)
            )
        ]

    class Privacy:
        identifies = {"account"}
        sealed = {"digest"}
        plain = {"id", "made_at", "until", "used_at", "stays"}

    class Weight:
        name = "accounts.computer_code"
        version = 1
        fields = ("account_id", "digest", "made_at", "until", "used_at", "stays")

    def __str__(self) -> str:
        return str(self.id)
