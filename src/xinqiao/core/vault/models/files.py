"""Sealed files: a header and numbered chunks, each its own ciphertext, in rows that are backed up with the rest."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Func

from xinqiao.core.vault.models.pairs import Dossier


class SealedFile(models.Model):
    """A file that belongs to a row of an area.

    `sealed` holds the file's own key, its name, media type and true size, under
    the dossier's key. Outside stands only how many chunks there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    row = models.UUIDField()
    chunks = models.PositiveIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="vault_file_row", fields=["row", "kind"])]
        constraints = [
            models.CheckConstraint(name="vault_file_has_a_chunk", condition=models.Q(chunks__gte=1)),
        ]

    class Privacy:
        sealed = {"sealed"}
        plain = {"id", "dossier", "kind", "row", "chunks", "made_at", "destroyed_at"}

    class Weight:
        name = "vault.file"
        version = 1
        fields = ("dossier", "kind", "row", "chunks", "sealed", "made_at", "destroyed_at")

    def __str__(self) -> str:
        return f"{self.kind} {self.row} {self.id}"


class SealedChunk(models.Model):
    """One piece of a file under the file's own key.

    PostgreSQL itself makes `digest`, the SHA-256 of the ciphertext, so that a
    verification weighs 32 bytes and still finds an edited chunk.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(SealedFile, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    digest = models.GeneratedField(
        expression=Func(F("sealed"), function="sha256"), output_field=models.BinaryField(), db_persist=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="vault_chunk_once", fields=["file", "number"])]

    class Privacy:
        sealed = {"sealed"}
        plain = {"id", "file", "number", "digest"}

    class Weight:
        name = "vault.file_chunk"
        version = 1
        fields = ("file", "number", "digest")

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"
