"""Beginning a paper, saving what is half written, and saying that there is nothing to write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import is_in_reach, local
from xinqiao.core.ledger import Removed, record
from xinqiao.core.vault.contents import digest_of
from xinqiao.core.vault.documents import Form, seal_to_dossier
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.person_keys import person_key_of
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import DraftSaved, NotesBegun, RecordDropped, RecordStarted
from xinqiao.practice.cases.models import Case, Draft, DropReason, Record
from xinqiao.practice.cases.rules import ONLY_ONE, TALKS, Kind
from xinqiao.practice.cases.states import RecordState, WrongState
from xinqiao.practice.scheduling.models import Visit

from .promises import RECORD_DUE
from .standing import check_may_counsel
from .taking import StaleDraft, draft_spot_of, take_case, take_draft, take_record

__all__ = ["StaleDraft", "drop_record", "save_draft", "start_record"]


@transaction.atomic
def start_record(
    *,
    actor: Actor,
    case: UUID,
    kind: str,
    token: UUID,
    at: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    adds_to: UUID | None = None,
) -> Record:
    """Begin a paper in a case. Sent twice begins one; a kind of which there is one leads back to it while it is open.

    Raises `WrongState` for a closed case or a second closing, `NotYet`, `NotInOrder`,
    and `Problem` for a talk in the future or without an order of times.
    """
    taken = take_case(case)
    grant = require(actor, policy.may_write_in, taken)
    known = Record.objects.filter(token=token, case=taken).first() or _only_one(taken, kind)
    if known is not None:
        return known
    rules.check_may_write(kind, taken.stage)
    check_may_counsel(taken.counsellor_id, at)
    begins = starts_at or at
    _check_times(kind, begins, ends_at, at)
    if kind == Kind.NOTE:
        _make_room_for_notes(taken, grant, at)
    original = _original(kind, adds_to, taken)
    return begin_record(
        case=taken,
        kind=Kind(kind),
        starts_at=begins,
        ends_at=ends_at,
        adds_to=original,
        token=token,
        grant=grant,
        at=at,
    )


@transaction.atomic
def save_draft(*, actor: Actor, record_id: UUID, content: Mapping[str, Any], seen: int, at: datetime) -> int:
    """Keep what is half written, sealed; it needs no open vault. Returns the new revision, which the page then has seen.

    A field that is too long is kept as well: it is named when the paper is to be signed. Raises `StaleDraft` if another
    window has saved meanwhile, `WrongState` once the paper is filed, and `Problem` for what is too much altogether.
    """
    taken = take(Record, record_id)
    grant = require(actor, policy.may_write, taken)
    if taken.is_filed:
        raise WrongState(_("这份记录已经归入，这里的改动没有保存。要补充请写补记。"))
    if not taken.is_open:
        words = {"current": taken.get_state_display()}
        raise WrongState(_("这份记录现在是“%(current)s”，这里的改动没有保存。") % words)
    draft = take_draft(taken, seen) or Draft(pk=uuid4(), record=taken, revision=0)
    form = rules.form_of(taken.kind)
    kept = rules.clean(form, content)
    rules.check_can_be_kept(kept)
    draft.revision += 1
    draft.saved_at = at
    draft.sealed = seal_to_dossier(draft_spot_of(taken), draft.revision, kept, Form(form.id, form.version))
    draft.save(force_insert=draft.revision == 1)
    about, digest = taken.case.client_id, digest_of(draft.sealed)
    event = DraftSaved(subject=taken.pk, about=about, revision=draft.revision, digest=digest)
    record(event, grant, rows=[draft], at=at)
    return draft.revision


@transaction.atomic
def drop_record(*, actor: Actor, record_id: UUID, reason: DropReason, at: datetime) -> Record:
    """There is nothing to write; what was half written goes. Raises `WrongState`."""
    taken = take_record(record_id)
    grant = require(actor, policy.may_write, taken)
    give_up(taken, reason, grant, at)
    return taken


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


def give_up(taken: Record, reason: DropReason, grant: Grant, at: datetime) -> None:
    """Part of the services after which a paper is not written any more; it is locked. Raises `WrongState`."""
    gone = remove_draft(taken)
    taken.become(RecordState.DROPPED, coded={**taken.coded, "dropped": reason.value})
    keep(grant=grant, kind=RECORD_DUE.key, subject=taken.pk, at=at)
    event = RecordDropped(subject=taken.pk, about=taken.case.client_id, case=taken.case_id)
    record(event, grant, rows=[taken, *gone], at=at)


def remove_draft(taken: Record) -> list[Removed]:
    """Part of the services after which nothing is half written any more."""
    draft = Draft.objects.filter(record=taken).first()
    if draft is None:
        return []
    pk = draft.pk
    draft.delete()
    return [Removed(Draft, pk)]


def _only_one(case: Case, kind: str) -> Record | None:
    """The open paper of a kind of which there is one. Raises `WrongState` where it is filed."""
    if kind not in ONLY_ONE:
        return None
    known = Record.objects.filter(case=case, kind=kind).exclude(state=RecordState.DROPPED).first()
    if known is not None and not known.is_open:
        raise WrongState(_("“%(kind)s”已经写好归入。要补充请写补记。") % {"kind": known.get_kind_display()})
    return known


def _check_times(kind: str, starts_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    if not is_in_reach(starts_at.date()) or not is_in_reach(local(starts_at).date()):
        raise Problem(_("这个日期不对，请再看一下。"), status=422)
    if kind in TALKS and (starts_at > at or (ends_at is not None and not starts_at <= ends_at <= at)):
        raise Problem(_("时间要按先后，并且不晚于现在：记录写的是已经谈过的话。"), status=422)


def _original(kind: str, adds_to: UUID | None, case: Case) -> Record | None:
    if kind != Kind.ADDITION:
        return None
    original = take(Record, adds_to, lock=False) if adds_to else None
    if original is None or original.case_id != case.pk or not original.is_filed or original.kind == Kind.ADDITION:
        raise Problem(_("补记要写在这个个案里一份已经归入的记录后面。"), status=422)
    return original


def _make_room_for_notes(case: Case, grant: Grant, at: datetime) -> None:
    """Private notes hang on a dossier of their own, so that they can be destroyed apart."""
    if case.notes_dossier is None:
        key = person_key_of(case.counsellor_id)
        case.notes_dossier = make_dossier(grant=grant, kind="process_notes", to=[key], clause="REC-03", at=at)
        case.save(update_fields=["notes_dossier"])
        record(NotesBegun(subject=case.pk, about=case.client_id), grant, rows=[case], at=at)


def _next(case: Case, kind: str) -> int:
    """The next number of this kind. Whoever begins a paper holds the client, so that no two get the same."""
    return (Record.objects.filter(case=case, kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
