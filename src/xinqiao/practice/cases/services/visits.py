"""A visit asks for a record: in the client's case, or for a case to be opened."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Max

from xinqiao.core.access import Grant
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import rules, selectors
from xinqiao.practice.cases.events import RecordDropped, RecordStarted, RecordTimed
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import DropReason, Kind
from xinqiao.practice.cases.states import RecordState
from xinqiao.practice.scheduling.models import Outcome, Visit, VisitState

from .promises import RECORD_DUE, VISIT_UNWRITTEN

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


def begin_record(
    *,
    case: Case,
    kind: str,
    starts_at: datetime,
    token: UUID,
    grant: Grant,
    at: datetime,
    ends_at: datetime | None = None,
    visit: Visit | None = None,
    adds_to: Record | None = None,
    coded: dict[str, object] | None = None,
) -> Record:
    """Part of the services that begin a paper: write the row, owe what has a deadline, and record it."""
    is_talk = kind in rules.TALKS
    due = rules.due_at(ends_at or starts_at, selectors.case_rules().file_within_hours) if is_talk else None
    made = Record.objects.create(
        case=case,
        kind=kind,
        number=_next(case, kind),
        writer_id=case.counsellor_id,
        visit=visit,
        adds_to=adds_to,
        starts_at=starts_at,
        ends_at=ends_at,
        due_at=due,
        started_at=at,
        coded=coded or {},
        token=token,
    )
    if due is not None:
        _owe(made, due, grant, at)
    event = RecordStarted(subject=made.pk, about=case.client_id, case=case.pk, due_at=made.due_at)
    record(event, grant, rows=[made], at=at)
    return made


def _owe(made: Record, due: datetime, grant: Grant, at: datetime) -> None:
    """The deadline is the promise's own, which has been moved past days without school."""
    about, owner = made.case.client_id, made.writer_id
    owed = promise(grant=grant, kind=RECORD_DUE.key, subject=made.pk, about=about, owner=owner, due_at=due, at=at)
    made.due_at = owed.due_at
    made.save(update_fields=["due_at"])


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
    known = Record.objects.select_for_update(of=("self",)).filter(visit=visit, state=RecordState.OPEN).first()
    if known is not None and not Draft.objects.filter(record=known).exists():
        known.become(RecordState.DROPPED, coded={**known.coded, "dropped": DropReason.MISTAKE.value})
        keep(grant=grant, kind=RECORD_DUE.key, subject=known.pk, at=at)
        record(RecordDropped(subject=known.pk, about=visit.client_id, case=known.case_id), grant, rows=[known], at=at)


def _next(case: Case, kind: str) -> int:
    """The next number of this kind; the case is locked, or the row that leads to it."""
    return (Record.objects.filter(case=case, kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
