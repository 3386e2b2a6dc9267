"""From a visit to its record, from a client to the case, and from a closed case to the one that came after."""

from collections.abc import Collection
from uuid import UUID

from xinqiao.core.access import Actor
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.states import RecordState, Stage
from xinqiao.practice.scheduling.models import Outcome, Visit, VisitState

TALKED = {Outcome.TALKED.value, Outcome.CRISIS.value}


def asks_for_a_record(visit: Visit) -> bool:
    """Whether a visit that is over was a talk."""
    return visit.state == VisitState.LEFT and visit.details.get("outcome") in TALKED


def records_of_visits(actor: Actor, visits: Collection[UUID]) -> dict[UUID, Record]:
    """The record of each visit, as far as it is this actor's; one statement."""
    if not visits:
        return {}
    rows = Record.objects.filter(policy.visible_records(actor), visit__in=visits)
    return {one.visit_id: one for one in rows.exclude(state=RecordState.DROPPED) if one.visit_id}


def case_with(actor: Actor, client: UUID) -> Case | None:
    """The open case that this actor has with a client."""
    return Case.objects.filter(policy.visible_cases(actor), client=client).exclude(stage=Stage.CLOSED).first()


def case_after(actor: Actor, case: Case) -> Case | None:
    """The case in which the work with the same client went on, as far as it is this actor's."""
    if case.is_open:
        return None
    return Case.objects.filter(policy.visible_cases(actor), previous=case).order_by("opened_at").first()
