"""What was printed: number, form, who, when and why. The content is not kept here."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.office.papers.rules import MOST_COPIES
from xinqiao.register.people.models import Staff


class Counter(models.Model):
    """The last number given out in a year; locked while a paper is made, so that numbers have no gaps."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Privacy:
        plain = {"id", "year", "last"}

    def __str__(self) -> str:
        return str(self.year)

    def next(self) -> int:
        """Give out the next number. The caller holds the lock."""
        self.last += 1
        self.save(update_fields=["last"])
        return self.last


class Paper(models.Model):
    """One print of one form. `digest` is the SHA-256 of the file, to know a sheet again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    form = models.CharField(max_length=60)
    version = models.CharField(max_length=10)
    printed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    purpose = HouseSealedText(kind="papers.purpose")
    copies = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(name="paper_by_time", fields=["-printed_at"]),
            models.Index(name="paper_by_person", fields=["printed_by", "-printed_at"]),
        ]
        constraints = [
            models.CheckConstraint(name="paper_copies_1_to_20", condition=Q(copies__range=(1, MOST_COPIES))),
        ]

    class Privacy:
        identifies = {"printed_by"}
        sealed = {"purpose"}
        plain = {"id", "number", "form", "version", "printed_at", "copies", "digest"}

    class Weight:
        name = "papers.paper"
        version = 1
        fields = ("number", "form", "version", "printed_by_id", "printed_at", "purpose", "copies", "digest")

    def __str__(self) -> str:
        return self.number
