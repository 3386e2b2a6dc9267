"""Private notes: for their writer alone, and gone when the case is closed."""

from datetime import datetime

from django.db.models import Model

from xinqiao.core.access import Grant
from xinqiao.core.ledger import Removed
from xinqiao.core.vault.destroying import destroy_dossier
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.rules import Kind
from xinqiao.practice.cases.states import RecordState

from .writing import remove_draft


def destroy_notes(case: Case, grant: Grant, at: datetime) -> list[Model | Removed]:
    """Part of closing: the notes' key and text go, and the row says that there were some. Returns what changed.

    The key goes with notes that were given up before, too: a backup may hold what was written in them.
    """
    if case.notes_dossier is None:
        return []
    changed: list[Model | Removed] = []
    note = (
        Record.objects.select_for_update(of=("self",)).filter(case=case, kind=Kind.NOTE, state=RecordState.OPEN).first()
    )
    if note is not None:
        changed = [note, *remove_draft(note)]
        note.become(RecordState.DESTROYED)
    destroy_dossier(grant=grant, dossier=case.notes_dossier, at=at)
    return changed
