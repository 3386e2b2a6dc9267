"""Client, case, record: the order in which everybody locks who writes about a case."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Missing, Problem, take
from xinqiao.core.vault.documents import Spot
from xinqiao.core.vault.models import Dossier
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import Kind
from xinqiao.register.people.models import Client

RECORD, DRAFT = "cases.record", "cases.draft"


class StaleDraft(Problem):
    """Another window has saved something newer."""

    def __init__(self) -> None:
        super().__init__(
            _("这份记录在另一个页面里有更新的内容。这一页没有覆盖它：请在新页面里打开，把这里多出的话贴过去。")
        )


def take_case(case: UUID) -> Case:
    """The case locked, its client before it. Raises `Missing`."""
    take(Client, take(Case, case, lock=False).client_id)
    return take(Case, case)


def take_record(record: UUID) -> Record:
    """The record locked, its client and case before it. Raises `Missing`."""
    case = take_case(take(Record, record, lock=False).case_id)
    taken = take(Record, record)
    taken.case = case
    return taken


def dossier_of(record: Record) -> Dossier:
    """On what the paper hangs: the case's dossier, or the one of private notes. Raises `Missing` once that is gone."""
    if record.kind != Kind.NOTE:
        return record.case.dossier
    if record.case.notes_dossier is None:
        raise Missing("cases.record", record.pk)
    return record.case.notes_dossier


def spot_of(record: Record) -> Spot:
    """Where the filed paper lies: signed by its writer, and saying of itself what its row says."""
    return Spot(dossier_of(record), RECORD, record.pk, record.writer_id, {"basics": basics_of(record)})


def basics_of(record: Record) -> dict[str, Any]:
    """What the row says stands inside the signature, too."""
    return {
        "case": record.case.number,
        "kind": record.kind,
        "number": record.number,
        "starts_at": record.starts_at.isoformat(),
        "ends_at": record.ends_at.isoformat() if record.ends_at else None,
        "adds_to": str(record.adds_to_id) if record.adds_to_id else None,
    }


def draft_spot_of(record: Record) -> Spot:
    """Where the half written paper lies."""
    return Spot(dossier_of(record), DRAFT, record.pk)


def take_draft(record: Record, seen: int) -> Draft | None:
    """What is half written, if that is still what the page has seen. The record is locked. Raises `StaleDraft`."""
    draft = Draft.objects.select_for_update().filter(record=record).first()
    if (draft.revision if draft else 0) != seen:
        raise StaleDraft
    return draft
