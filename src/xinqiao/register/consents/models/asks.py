"""What the school asks, in one row; and what a counsellor knows about whom to ask for one client."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.consents.rules import MOST_VERBAL_DAYS, FromFourteen
from xinqiao.register.people.models import Client, Staff


class ConsentRules(models.Model):
    """The one row of what the school asks. Under fourteen nothing is left to decide."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    from_14 = models.CharField(max_length=8, choices=FromFourteen, default=FromFourteen.BOTH)
    verbal_days = models.PositiveSmallIntegerField(default=14)
    renews = models.BooleanField(default=True)
    kept_years = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="consent_rules_are_the_only_ones", condition=Q(only=True)),
            models.CheckConstraint(name="a_word_holds_at_most_30_days", condition=Q(verbal_days__lte=MOST_VERBAL_DAYS)),
        ]

    class Privacy:
        plain = {"id", "only", "from_14", "verbal_days", "renews", "kept_years"}

    class Weight:
        name = "consents.rules"
        version = 2
        fields = ("from_14", "verbal_days", "renews", "kept_years")
        earlier = {1: ("from_14", "verbal_days")}

    def __str__(self) -> str:
        return str(self.id)


class Situation(models.Model):
    """Whom to ask for one client, where it is not as usual; all of it under the seal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.OneToOneField(Client, models.PROTECT, related_name="+")
    detail = HouseSealedJSON(kind="consents.situation.detail")
    set_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Privacy:
        identifies = {"set_by"}
        sealed = {"detail"}
        plain = {"id", "client", "set_at"}

    class Weight:
        name = "consents.situation"
        version = 1
        fields = ("client_id", "detail", "set_by_id", "set_at")

    def __str__(self) -> str:
        return str(self.id)
