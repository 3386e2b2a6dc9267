"""The files of a case, as a list shows them while everything is locked: what kind, how large, since when."""

from datetime import date
from uuid import UUID

from xinqiao.core.access import Actor, Missing
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import CaseFile
from xinqiao.register.consents.selectors import may_record


def files_of(actor: Actor, case: UUID, *, record: UUID | None = None) -> list[CaseFile]:
    """A case's files, or those of one paper, the newest first."""
    rows = CaseFile.objects.select_related("added_by").filter(
        policy.visible_files(actor), case=case, file__destroyed_at=None
    )
    return list((rows.filter(record=record) if record else rows).order_by("-added_at", "pk"))


def file_for(actor: Actor, file: UUID) -> CaseFile:
    """One file with its case. Raises `Missing` for a stranger, as for what does not exist."""
    rows = CaseFile.objects.select_related("case", "record")
    found = rows.filter(policy.visible_files(actor), pk=file, file__destroyed_at=None).first()
    if found is None:
        raise Missing("cases.casefile", file)
    return found


def is_stopped(file: CaseFile, on: date) -> bool:
    """Whether it is a recording that may not be used on a day: consent to it was taken back, or has run out."""
    return file.is_recording and not may_record(file.case.client_id, on)
