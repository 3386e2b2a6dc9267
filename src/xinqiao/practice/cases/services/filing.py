"""Filing: signed, sealed, counted, and never altered again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, require
from xinqiao.core.clock import at_local
from xinqiao.core.ledger import Removed, record
from xinqiao.core.vault.documents import Form, file_document
from xinqiao.core.vault.keyring import Keyring
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import CaseClosed, CaseStageReached, RecordFiled
from xinqiao.practice.cases.models import Record
from xinqiao.practice.cases.rules import Kind
from xinqiao.practice.cases.states import RecordState, Stage, WrongState, check_record_move

from .consent import end_consent_promises
from .danger import owe_help
from .notes import destroy_notes
from .promises import AT_FIVE, FOLLOW_UP, RECORD_DUE
from .standing import check_may_counsel
from .taking import basics_of, spot_of, take_draft, take_record
from .visits import end_visit_of
from .writing import remove_draft


@transaction.atomic
def file_record(
    *, actor: Actor, keyring: Keyring, record_id: UUID, content: Mapping[str, Any], seen: int, at: datetime
) -> Record:
    """Sign a paper and put it into the case; intake, plan and closing bring the case to its next stage.

    `seen` is the draft's revision that the page shows. Raises `IncompleteRecord`,
    `StaleDraft`, `WrongState` (filed already, case closed), `NotYet`, `NotInOrder`,
    `Locked`.
    """
    taken = take_record(record_id)
    grant = require(actor, policy.may_write, taken)
    check_record_move(RecordState(taken.state), RecordState.FILED)
    take_draft(taken, seen)
    rules.check_may_write(taken.kind, taken.case.stage)
    check_may_counsel(taken.case.counsellor_id, at)
    form = rules.form_of(taken.kind)
    written = _checked(taken, rules.clean(form, content))
    is_danger = rules.is_danger(taken.kind, written)
    end_visit_of(taken, actor=actor, is_danger=is_danger, at=at)
    said = {"fields": written, "basics": basics_of(taken)}
    file_document(
        keyring=keyring, grant=grant, spot=spot_of(taken), content=said, form=Form(form.id, form.version), at=at
    )
    gone = remove_draft(taken)
    taken.become(RecordState.FILED, filed_at=at, coded={**taken.coded, **rules.coded_part(form, written)})
    keep(grant=grant, kind=RECORD_DUE.key, subject=taken.pk, at=at)
    rows: list[Model | Removed] = [taken, *gone]
    record(RecordFiled(subject=taken.pk, about=taken.case.client_id, case=taken.case_id), grant, rows=rows, at=at)
    _move_on(taken, written, grant, at)
    if is_danger:
        owe_help(case=taken.case, grant=grant, at=at)
    return taken


def _checked(taken: Record, written: dict[str, Any]) -> dict[str, Any]:
    rules.check_complete(rules.form_of(taken.kind), written)
    if taken.kind == Kind.PLAN:
        rules.check_revision(taken.number, written)
    if taken.kind == Kind.CLOSING:
        rules.check_closing(selectors.unwritten_in(taken.case), written)
    if taken.kind == Kind.NOTE:
        raise WrongState(_("个人工作笔记只保存，不归入；结案时销毁。"))
    return written


def _move_on(taken: Record, written: Mapping[str, Any], grant: Grant, at: datetime) -> None:
    stage = rules.reached_by(taken.kind, taken.case.stage)
    if stage is Stage.CLOSED:
        _close(taken, written, grant, at)
    elif stage is not None:
        taken.case.reach(stage, at=at)
        event = CaseStageReached(subject=taken.case_id, about=taken.case.client_id)
        record(event, grant, rows=[taken.case], at=at)


def _close(taken: Record, written: Mapping[str, Any], grant: Grant, at: datetime) -> None:
    """The relationship ends: private notes are destroyed, papers nobody began are dropped, a follow-up is owed."""
    case = taken.case
    rows = destroy_notes(case, grant, at)
    for one in Record.objects.select_for_update(of=("self",)).filter(case=case, state=RecordState.OPEN):
        rows += remove_draft(one)
        one.become(RecordState.DROPPED)
        rows.append(one)
    case.reach(Stage.CLOSED, at=at)
    end_consent_promises(case=case, grant=grant, at=at)
    if written.get("follow_on"):
        due = at_local(date.fromisoformat(written["follow_on"]), AT_FIVE)
        promise(
            grant=grant,
            kind=FOLLOW_UP.key,
            subject=case.pk,
            about=case.client_id,
            owner=case.counsellor_id,
            due_at=due,
            at=at,
        )
    event = CaseClosed(subject=case.pk, about=case.client_id, notes_destroyed=case.notes_dossier_id is not None)
    record(event, grant, rows=[case, *rows], at=at)
