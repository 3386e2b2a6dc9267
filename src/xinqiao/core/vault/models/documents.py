"""Sealed documents: what was written about somebody, opened by a dossier's key alone."""

from uuid import uuid4

from django.db import models

from xinqiao.core.vault.models.pairs import Dossier


class SealedDocument(models.Model):
    """One revision of one document. `row` is what it belongs to in its area; revisions are never overwritten.

    Form and version stand outside as well, so that readers of old versions can
    be told apart; inside the seal they are bound to the content.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    row = models.UUIDField()
    revision = models.PositiveIntegerField()
    form = models.CharField(max_length=40)
    form_version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vault_document_revision", fields=["row", "kind", "revision"]),
            models.CheckConstraint(name="vault_document_counts_from_one", condition=models.Q(revision__gte=1)),
        ]
        indexes = [models.Index(name="vault_document_dossier", fields=["dossier", "kind"])]

    class Privacy:
        sealed = {"sealed"}
        plain = {"id", "dossier", "kind", "row", "revision", "form", "form_version", "made_at"}

    class Weight:
        name = "vault.document"
        version = 1
        fields = ("dossier", "kind", "row", "revision", "form", "form_version", "sealed", "made_at")

    def __str__(self) -> str:
        return f"{self.kind} {self.row} {self.revision}"
