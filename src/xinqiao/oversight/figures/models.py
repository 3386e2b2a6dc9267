"""What the school has decided about its figures."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.oversight.figures.rules import FEWEST, LEAST, MOST


class FigureRules(models.Model):
    """The one set of rules for figures: `least` people stand behind every number that is shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    least = models.PositiveSmallIntegerField(default=LEAST)

    class Meta:
        constraints = [
            models.CheckConstraint(name="figure_rules_are_the_only_ones", condition=Q(only=True)),
            models.CheckConstraint(name="figures_least_3_to_20", condition=Q(least__range=(FEWEST, MOST))),
        ]

    class Privacy:
        plain = {"id", "only", "least"}

    class Weight:
        name = "figures.rules"
        version = 1
        fields = ("least",)

    def __str__(self) -> str:
        return str(self.least)
