"""Roster imports: the draft between preview and confirmation, and the record that stays."""

from uuid import uuid4

from django.db import models

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.people.models.staff import Staff


class RosterDraft(models.Model):
    """A roster that was read and waits for somebody's yes; sealed, and gone after use or after a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    content = HouseSealedJSON(kind="people.roster_draft")

    class Privacy:
        sealed = {"content"}
        plain = {"id", "made_by", "made_at", "digest"}

    def __str__(self) -> str:
        return str(self.id)


class RosterImport(models.Model):
    """One roster that was applied, whole; counts only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    applied_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()

    class Privacy:
        plain = {"id", "applied_by", "applied_at", "digest", "added", "changed", "left", "unchanged", "refused"}

    class Weight:
        name = "people.roster_import"
        version = 1
        fields = ("applied_by_id", "applied_at", "digest", "added", "changed", "left", "unchanged", "refused")

    def __str__(self) -> str:
        return str(self.id)
