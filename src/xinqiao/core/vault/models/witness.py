"""Witnesses: what the ledger's head was when somebody unlocked or locked, signed by that person's key."""

from uuid import uuid4

from django.db import models

from xinqiao.core.vault.models.pairs import PersonKey


class Witness(models.Model):
    """One signature over the head that was the newest at that moment.

    A head with a check value proves nothing to whoever holds the instance key.
    The signing key opens under its owner's passphrase alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_key = models.ForeignKey(PersonKey, models.PROTECT, related_name="+")
    position = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=200)
    at = models.DateTimeField()

    class Privacy:
        identifies = {"person_key"}
        plain = {"id", "position", "head", "signature", "at"}

    class Weight:
        name = "vault.witness"
        version = 1
        fields = ("person_key_id", "position", "head", "signature", "at")

    def __str__(self) -> str:
        return f"{self.position} {self.id}"
