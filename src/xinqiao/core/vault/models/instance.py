"""Which key this database was made under, by a check value that tells nothing about the key."""

from uuid import uuid4

from django.db import models


class Instance(models.Model):
    """One row, written at the first start."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)
    fingerprint = models.CharField(max_length=16)
    suite = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="vault_instance_only", condition=models.Q(only=True))]

    class Privacy:
        plain = {"id", "only", "fingerprint", "suite"}

    def __str__(self) -> str:
        return self.fingerprint
