"""My cases, a case's papers, what is late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from xinqiao.core.access import Actor, Missing
from xinqiao.core.vault.grants import once_granted
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.rules import TALKS, Kind
from xinqiao.practice.cases.states import RecordState, Stage
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.selectors.clients import Person

Row = TypeVar("Row", Case, Record)


@dataclass(frozen=True)
class CaseLine:
    """A case as a list shows it: nothing of what was said."""

    case: Case
    person: Person | None
    talks: int
    last_talk: datetime | None
    next_due: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Whether a record is late."""
        return self.next_due is not None and self.next_due < at


def cases_of(actor: Actor, *, closed: bool = False, stage: str = "") -> list[CaseLine]:
    """One's own cases, those with something due first; four statements however many there are."""
    rows = Case.objects.filter(policy.visible_cases(actor)).order_by("-opened_at", "pk")
    rows = rows.filter(stage=Stage.CLOSED) if closed else rows.exclude(stage=Stage.CLOSED)
    found = list(rows.filter(stage=stage) if stage else rows)
    sums = _sums([case.pk for case in found])
    people = people_behind(case.client_id for case in found)
    lines = [CaseLine(case, people.get(case.client_id), *sums.get(case.pk, (0, None, None))) for case in found]
    return sorted(lines, key=lambda line: (line.next_due is None, line.next_due or line.case.opened_at))


def case_for(actor: Actor, case: UUID) -> Case:
    """One case. Raises `Missing` for a stranger, as for what does not exist."""
    found = Case.objects.select_related("counsellor", "dossier", "previous").filter(
        policy.visible_cases(actor), pk=case
    )
    return _one(found.first(), "cases.case", case)


def record_for(actor: Actor, record: UUID) -> Record:
    """One record with its case. Raises `Missing` for a stranger, as for what does not exist."""
    rows = Record.objects.select_related("case__dossier", "case__notes_dossier", "writer", "adds_to")
    return _one(rows.filter(policy.visible_records(actor), pk=record).first(), "cases.record", record)


def records_of(actor: Actor, case: UUID) -> list[Record]:
    """A case's papers, newest first, without what was not to be written and without private notes."""
    rows = Record.objects.select_related("writer", "visit", "adds_to").filter(policy.visible_records(actor), case=case)
    return list(rows.exclude(kind=Kind.NOTE).exclude(state=RecordState.DROPPED).order_by("-starts_at", "-number"))


def additions_of(papers: Collection[Record]) -> dict[UUID, list[Record]]:
    """What was added to each of these filed papers and is filed itself, the oldest first."""
    of = {one.pk: one for one in papers}
    rows = Record.objects.select_related("writer").filter(adds_to__in=of, state=RecordState.FILED)
    found: dict[UUID, list[Record]] = {}
    for one in rows.order_by("filed_at", "number"):
        if one.adds_to_id:
            one.case = of[one.adds_to_id].case
            found.setdefault(one.adds_to_id, []).append(one)
    return found


def open_case_of(client: UUID) -> Case | None:
    """The client's open case with whichever counsellor: part of services, never shown."""
    return Case.objects.filter(client=client).exclude(stage=Stage.CLOSED).first()


def who_serves(client: UUID) -> set[UUID]:
    """Who has or had a case with a client: for areas below, which must not tell of a colleague who comes."""
    return set(Case.objects.filter(client=client).values_list("counsellor", flat=True))


def works_with(client: UUID) -> set[UUID]:
    """With whom a client's work goes on: for the book below, where nobody is to begin a second one alone (CAS-04)."""
    return set(Case.objects.exclude(stage=Stage.CLOSED).filter(client=client).values_list("counsellor", flat=True))


def dossiers_of(staff: UUID, at: datetime) -> set[UUID]:
    """What somebody may be given back from the envelope: the dossiers of the own cases, private notes among them.

    Given back is what they had. That a row names them is not enough: it can be edited at the database, and the two
    people at the envelope do not see which cases it is about.
    """
    cases = [one for one in Case.objects.filter(counsellor=staff) if policy.may_recover_case(staff, one)]
    return once_granted(
        staff, {pk for case in cases for pk in (case.dossier_id, case.notes_dossier_id) if pk is not None}
    )


def _sums(cases: Sequence[UUID]) -> dict[UUID, tuple[int, datetime | None, datetime | None]]:
    held = Q(kind__in=TALKS) & ~Q(state=RecordState.DROPPED)
    rows = (
        Record.objects.filter(case__in=cases)
        .values("case")
        .annotate(
            talks=Count("pk", filter=held),
            last=Max("starts_at", filter=held),
            due=Min("due_at", filter=Q(state=RecordState.OPEN)),
        )
    )
    return {row["case"]: (row["talks"], row["last"], row["due"]) for row in rows}


def _one(found: Row | None, label: str, pk: UUID) -> Row:
    if found is None:
        raise Missing(label, pk)
    return found
