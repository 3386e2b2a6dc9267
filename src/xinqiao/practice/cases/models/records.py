"""What is written in a case: one row for each paper, and what is half written beside it."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.practice.cases.rules.codes import ONLY_ONE, TALKS, Kind
from xinqiao.practice.cases.states import RecordState, check_record_move
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.people.models import Staff

from .cases import Case

COUNTS = ~Q(state=RecordState.DROPPED)


class Record(models.Model):
    """A paper of a case: due, half written, or filed. Its content is a signed document of the case's dossier.

    `coded` holds what the program counts (themes, way, effect), sealed for the
    house. `number` counts within the kind: the fourth session, the second plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField()
    writer = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RecordState, default=RecordState.OPEN)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    adds_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    coded = HouseSealedJSON(kind="cases.record.coded")
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="record_by_case", fields=["case", "starts_at"]),
            models.Index(name="record_late", fields=["writer", "due_at"], condition=Q(state=RecordState.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(name="record_number_once", fields=["case", "kind", "number"]),
            models.UniqueConstraint(
                name="record_only_one", fields=["case", "kind"], condition=Q(kind__in=ONLY_ONE) & COUNTS
            ),
            models.UniqueConstraint(
                name="record_visit_once", fields=["visit"], condition=Q(visit__isnull=False) & COUNTS
            ),
            models.CheckConstraint(name="record_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="record_state_known", condition=Q(state__in=RecordState.values)),
            models.CheckConstraint(
                name="record_filed_has_a_time", condition=~Q(state=RecordState.FILED) | Q(filed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="record_addition_adds", condition=~Q(kind=Kind.ADDITION) | Q(adds_to__isnull=False)
            ),
            models.CheckConstraint(
                name="record_in_order", condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at"))
            ),
        ]

    class Privacy:
        identifies = {"writer"}
        sealed = {"coded"}
        plain = {
            "id",
            "case",
            "kind",
            "number",
            "state",
            "visit",
            "adds_to",
            "starts_at",
            "ends_at",
            "due_at",
            "started_at",
            "filed_at",
            "token",
        }

    class Weight:
        name = "cases.record"
        version = 1
        fields = (
            "case",
            "kind",
            "number",
            "writer",
            "state",
            "visit",
            "adds_to",
            "starts_at",
            "ends_at",
            "due_at",
            "started_at",
            "filed_at",
            "coded",
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def title(self) -> str:
        """第 4 次咨询记录; a paper of which there is one goes by its name alone."""
        words = {"number": self.number, "name": self.get_kind_display()}
        if self.kind in TALKS:
            return _("第 %(number)d 次%(name)s") % words
        if self.kind == Kind.PLAN and self.number > 1:
            return _("%(name)s（第 %(number)d 版）") % words
        return str(words["name"])

    @property
    def is_filed(self) -> bool:
        """Signed, and never altered any more."""
        return self.state == RecordState.FILED

    @property
    def is_open(self) -> bool:
        """Still to be written."""
        return self.state == RecordState.OPEN

    def is_late(self, at: datetime) -> bool:
        """Still to be written, though the time is over."""
        return self.is_open and self.due_at is not None and self.due_at < at

    def become(self, state: RecordState, **changed: object) -> None:
        """Move to another state, once, with what changes along. Raises `WrongState`."""
        check_record_move(RecordState(self.state), state)
        self.state = state
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changed])


class Draft(models.Model):
    """What is half written, sealed to the dossier's public half: kept while everybody's vault is locked.

    `revision` counts the savings. Whoever saves says which one they saw, so that
    a page forgotten in another window overwrites nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="draft_counts_from_one", condition=Q(revision__gte=1))]

    class Privacy:
        sealed = {"sealed"}
        plain = {"id", "record", "revision", "saved_at"}

    class Weight:
        name = "cases.draft"
        version = 1
        fields = ("record", "revision", "sealed", "saved_at")

    def __str__(self) -> str:
        return f"{self.record_id} {self.revision}"
