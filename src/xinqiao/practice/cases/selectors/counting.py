"""Numbers for the director: how many cases at which stage, how many records late. No client, and no case by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from xinqiao.core.access import Actor
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.states import RecordState, Stage
from xinqiao.register.people.models import Staff


@dataclass(frozen=True)
class CounsellorCounts:
    """One counsellor's work in numbers."""

    counsellor: Staff
    stages: dict[Stage, int]
    unwritten: int
    late: int


def counts_by_counsellor(actor: Actor, at: datetime) -> list[CounsellorCounts]:
    """For the director; empty for anybody else. Three statements."""
    if not policy.may_count_cases(actor):
        return []
    stages = {stage.value: Count("pk", filter=Q(stage=stage)) for stage in Stage}
    cases: dict[UUID, dict[str, Any]] = {
        row["counsellor"]: dict(row) for row in Case.objects.values("counsellor").annotate(**stages)
    }
    late = Count("pk", filter=Q(due_at__lt=at))
    written = Record.objects.filter(state=RecordState.OPEN, due_at__isnull=False).values("writer")
    records: dict[UUID, dict[str, Any]] = {
        row["writer"]: dict(row) for row in written.annotate(unwritten=Count("pk"), late=late)
    }
    staff = Staff.objects.filter(pk__in={*cases, *records}).order_by("sort_key", "pk")
    return [_line(one, cases.get(one.pk, {}), records.get(one.pk, {})) for one in staff]


def _line(one: Staff, cases: dict[str, Any], records: dict[str, Any]) -> CounsellorCounts:
    stages = {stage: cases.get(stage.value, 0) for stage in Stage}
    return CounsellorCounts(one, stages, records.get("unwritten", 0), records.get("late", 0))
