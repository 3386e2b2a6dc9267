"""Cases."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from xinqiao.core.clauses import clause
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.core.vault.models import Dossier
from xinqiao.practice.cases.states import Stage, check_stage_move
from xinqiao.register.people.models import Client, Staff

OPEN = ~Q(stage=Stage.CLOSED)


@clause("CAS-04", missing="换咨询师的移交手续。")
def one_open_relationship() -> models.UniqueConstraint:
    """While a client's relationship with one counsellor is open there is no other; the database itself refuses it."""
    return models.UniqueConstraint(name="case_one_open_per_client", fields=["client"], condition=OPEN)


class Case(models.Model):
    """One counsellor's work with one client, from the first talk to the closing.

    What is written hangs on its dossier. `notes_dossier` is for the counsellor's
    private notes and made with the first of them. How the client came is coded
    and sealed in `details`. `token` comes from the form: sent twice opens once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    counsellor = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="+")
    notes_dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.INTAKE)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    details = HouseSealedJSON(kind="cases.case.details")
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(name="case_by_counsellor", fields=["counsellor", "stage"])]
        constraints = [
            one_open_relationship(),
            models.CheckConstraint(name="case_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="case_closed_has_a_time",
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_in_order", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
        ]

    class Privacy:
        identifies = {"client", "counsellor"}
        sealed = {"details"}
        plain = {
            "id",
            "number",
            "dossier",
            "notes_dossier",
            "stage",
            "opened_at",
            "closed_at",
            "previous",
            "token",
        }

    class Weight:
        name = "cases.case"
        version = 1
        fields = (
            "number",
            "client",
            "counsellor",
            "dossier",
            "notes_dossier",
            "stage",
            "opened_at",
            "closed_at",
            "previous",
            "details",
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the relationship stands."""
        return self.stage != Stage.CLOSED

    def reach(self, stage: Stage, *, at: datetime) -> None:
        """Come to another stage, once; the last one ends the relationship. Raises `WrongState`."""
        check_stage_move(Stage(self.stage), stage)
        self.stage = stage
        self.closed_at = at if stage == Stage.CLOSED else None
        self.save(update_fields=["stage", "closed_at"])
