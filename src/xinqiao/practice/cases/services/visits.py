"""A visit asks for a record: in the client's case, or for a case to be opened."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from xinqiao.core.access import Actor, Grant, Missing, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import RecordTimed
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import DropReason, Kind
from xinqiao.practice.cases.states import RecordState
from xinqiao.practice.scheduling.models import Outcome, Visit, VisitState
from xinqiao.practice.scheduling.services import close_visit

from .promises import VISIT_UNWRITTEN
from .standing import check_may_counsel
from .taking import take_case
from .writing import begin_record, give_up


@transaction.atomic
def start_visit_record(*, actor: Actor, visit: UUID, at: datetime) -> Record | None:
    """The record of a talk that goes on or is over, in its client's open case; None where the visit was no talk.

    Once per visit, however often it is asked for. Raises `Missing` without an open case, and `NotInOrder`.
    """
    standing = selectors.open_case_of(take(Visit, visit, lock=False).client_id)
    if standing is None:
        raise Missing("cases.case", visit)
    case = take_case(standing.pk)
    grant = require(actor, policy.may_write_in, case)
    came = take(Visit, visit)
    if came.state != VisitState.HERE and not selectors.asks_for_a_record(came):
        return None
    check_may_counsel(case.counsellor_id, at)
    return begin_visit_record(case=case, visit=came, grant=grant, at=at)


def end_visit_of(taken: Record, *, actor: Actor, is_danger: bool, at: datetime) -> None:
    """Part of filing: who is still down as talking has left by now. The record learns when.

    On a later day nobody knows the hour any more; the register goes on asking for it.
    """
    visit = taken.visit
    if visit is None or visit.state != VisitState.HERE or local(visit.arrived_at).date() != local(at).date():
        return
    outcome = Outcome.CRISIS if is_danger else Outcome.TALKED
    close_visit(actor=actor, visit=visit.pk, outcome=outcome, at=at)
    taken.refresh_from_db(fields=["ends_at"])


def visit_changed(visit: Visit, grant: Grant, at: datetime) -> None:
    """Part of the services that close or strike a visit, in their transaction: what was talked is owed a record."""
    if visit.state == VisitState.STRUCK:
        _forget(visit, grant, at)
    elif selectors.asks_for_a_record(visit):
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
