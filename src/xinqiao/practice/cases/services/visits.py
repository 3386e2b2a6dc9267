"""A visit asks for a record: in the client's case, or for a case to be opened."""

from datetime import datetime
from uuid import uuid4

from xinqiao.core.access import Grant
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import rules, selectors
from xinqiao.practice.cases.events import RecordTimed
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import DropReason, Kind
from xinqiao.practice.cases.states import RecordState
from xinqiao.practice.scheduling.models import Outcome, Visit, VisitState

from .promises import VISIT_UNWRITTEN
from .writing import begin_record, give_up

ASKS_FOR_A_RECORD = {Outcome.TALKED.value, Outcome.CRISIS.value}


def visit_changed(visit: Visit, grant: Grant, at: datetime) -> None:
    """Part of the services that close or strike a visit, in their transaction: what was talked is owed a record."""
    if visit.state == VisitState.STRUCK:
        _forget(visit, grant, at)
    elif visit.state == VisitState.LEFT and visit.details.get("outcome") in ASKS_FOR_A_RECORD:
        case = selectors.open_case_of(visit.client_id)
        if case is not None:
            begin_visit_record(case=case, visit=visit, grant=grant, at=at)
        else:
            _owe_a_case(visit, grant, at)


def begin_visit_record(*, case: Case, visit: Visit, grant: Grant, at: datetime) -> Record:
    """The record of a visit, with what the register knows already. Its counsellor owes it. Once per visit."""
    known = Record.objects.filter(visit=visit).exclude(state=RecordState.DROPPED).first()
    if known is not None:
        if known.is_open and visit.left_at and known.ends_at is None:
            known.ends_at = visit.left_at
            known.save(update_fields=["ends_at"])
            event = RecordTimed(subject=known.pk, about=case.client_id, case=case.pk)
            record(event, grant, rows=[known], at=at)
        return known
    keep(grant=grant, kind=VISIT_UNWRITTEN.key, subject=visit.pk, at=at)
    coded: dict[str, object] = {
        "themes": [one for one in visit.details.get("needs", []) if one in rules.Theme.values],
        "way": "in_person",
    }
    return begin_record(
        case=case, kind=Kind.SESSION, starts_at=visit.arrived_at, ends_at=visit.left_at, visit=visit,
        coded=coded, token=uuid4(), grant=grant, at=at,
    )  # fmt: skip


def _owe_a_case(visit: Visit, grant: Grant, at: datetime) -> None:
    left = visit.left_at or visit.arrived_at
    promise(
        grant=grant,
        kind=VISIT_UNWRITTEN.key,
        subject=visit.pk,
        about=visit.client_id,
        owner=visit.received_by_id,
        due_at=rules.due_at(left, selectors.case_rules().file_within_hours),
        at=at,
    )


def _forget(visit: Visit, grant: Grant, at: datetime) -> None:
    """The visit was a mistake: nothing is owed for it, and a record nobody has begun to write is dropped."""
    keep(grant=grant, kind=VISIT_UNWRITTEN.key, subject=visit.pk, at=at)
    rows = Record.objects.select_for_update(of=("self",)).select_related("case")
    known = rows.filter(visit=visit, state=RecordState.OPEN).first()
    if known is not None and not Draft.objects.filter(record=known).exists():
        give_up(known, DropReason.MISTAKE, grant, at)
