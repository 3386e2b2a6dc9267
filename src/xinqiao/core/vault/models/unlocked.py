"""Unlocked keys: for as long as somebody works, sealed under what only their browser holds."""

from django.db import models

from xinqiao.core.vault.models.pairs import PersonKey


class UnlockedKey(models.Model):
    """A person's private halves under a browser's key.

    The id is derived from that key and leads nowhere without it. The row is
    written once and then only deleted: no request can bring it back. Session,
    owner and end go into the sealing, so that none of them can be stretched.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person_key = models.ForeignKey(PersonKey, models.CASCADE, related_name="+")
    session = models.UUIDField(db_index=True)
    sealed = models.BinaryField(max_length=1000)
    began_at = models.DateTimeField()
    until = models.DateTimeField()

    class Privacy:
        identifies = {"person_key"}
        sealed = {"sealed"}
        plain = {"id", "session", "began_at", "until"}

    def __str__(self) -> str:
        return str(self.session)
