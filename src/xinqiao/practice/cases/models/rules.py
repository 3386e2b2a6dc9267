"""What a school sets for its cases: one row."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

LONGEST_HOURS = 24 * 14


class CaseRules(models.Model):
    """Within how many hours a record is written (a day, as the schools' own forms ask), and whether readers are named.

    Clients see who read their file by post; a school may say names as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)
    file_within_hours = models.PositiveSmallIntegerField(default=24)
    names_readers = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="case_rules_only", condition=Q(only=True)),
            models.CheckConstraint(name="case_rules_hours", condition=Q(file_within_hours__range=(1, LONGEST_HOURS))),
        ]

    class Privacy:
        plain = {"id", "only", "file_within_hours", "names_readers"}

    class Weight:
        name = "cases.rules"
        version = 2
        fields = ("file_within_hours", "names_readers")
        earlier = {1: ("file_within_hours",)}

    def __str__(self) -> str:
        return str(self.file_within_hours)
