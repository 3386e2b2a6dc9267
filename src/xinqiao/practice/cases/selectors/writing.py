"""What whoever writes needs to know: what comes next, what came before, and what was added."""

from datetime import datetime, time

from django.db.models import Q

from xinqiao.core.access import Actor
from xinqiao.core.clock import at_local, local
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Draft, Kind, Record
from xinqiao.practice.cases.rules import TALKS
from xinqiao.practice.cases.states import RecordState


def next_to_write(actor: Actor, at: datetime) -> Record | None:
    """The earliest of today's talks that the actor has not put on record yet."""
    begins = at_local(local(at).date(), time())
    rows = Record.objects.filter(policy.visible_records(actor), writer=actor.pk, state=RecordState.OPEN, kind__in=TALKS)
    return rows.filter(starts_at__gte=begins).order_by("starts_at", "pk").first()


def talk_before(record: Record) -> Record | None:
    """The last filed talk of the case before this one."""
    before = Q(case=record.case_id, kind__in=TALKS, state=RecordState.FILED, starts_at__lte=record.starts_at)
    found = Record.objects.filter(before).exclude(pk=record.pk).order_by("-starts_at", "-filed_at").first()
    if found is not None:
        found.case = record.case
    return found


def last_plan(record: Record) -> Record | None:
    """The newest filed plan of the case of this paper."""
    return plan_of(record.case)


def plan_of(case: Case) -> Record | None:
    """The newest filed plan of a case."""
    plans = Record.objects.filter(case=case, kind=Kind.PLAN, state=RecordState.FILED)
    found = plans.order_by("-number").first()
    if found is not None:
        found.case = case
    return found


def unfinished_additions_to(record: Record) -> list[Record]:
    """What somebody began to add and has not signed."""
    return list(Record.objects.filter(adds_to=record, state=RecordState.OPEN).order_by("started_at"))


def unwritten_in(case: Case) -> list[Record]:
    """What has to be on record before the case can be closed."""
    rows = Record.objects.filter(case=case, state=RecordState.OPEN, kind__in=(*TALKS, Kind.ADDITION))
    return list(rows.order_by("starts_at"))


def draft_of(record: Record) -> Draft | None:
    """The revision and time of what is half written; its content stays sealed."""
    return Draft.objects.filter(record=record).defer("sealed").first()


def note_of(case: Case) -> Record | None:
    """The private note of a case, once it was begun."""
    return Record.objects.filter(case=case, kind=Kind.NOTE).exclude(state=RecordState.DROPPED).first()
