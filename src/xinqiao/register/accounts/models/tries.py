"""Tries at signing in, for the limiter alone. No names and no addresses: keyed digests, gone after a day."""

from uuid import uuid4

from django.db import models


class Try(models.Model):
    """One try: at which account, from which kind of place, and whether it ended well.

    A try is written before the passphrase is looked at, and counts against its
    door until it went well; a thousand at once therefore count as a thousand.
    `door` is the account together with the known computer, or with all strangers.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    door = models.BinaryField(max_length=32)
    name = models.BinaryField(max_length=32)
    address = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    went_well = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(name="try_by_door", fields=["door", "at"]),
            models.Index(name="try_by_address", fields=["address", "at"]),
            models.Index(name="try_by_day", fields=["at"]),
        ]

    class Privacy:
        sealed = {"door", "name", "address"}
        plain = {"id", "at", "went_well"}

    def __str__(self) -> str:
        return str(self.id)
