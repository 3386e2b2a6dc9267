"""Letters, drawings, scans and recordings of a case: kept sealed as they stream in, opened by the stretch."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import ReadingForm, record
from xinqiao.core.vault.files import OpenedFile, keep_file, open_file, sealed_file
from xinqiao.core.vault.keyring import Keyring
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import FileAttached, FileRead
from xinqiao.practice.cases.models import Case, CaseFile, FileKind, Kind, Record
from xinqiao.practice.cases.states import WrongState
from xinqiao.register.consents.selectors import may_record

from .standing import check_has_signed
from .streaming import Arriving, admitted
from .taking import take_case

# The kind under which the vault keeps a file of a case. Never change it.
FILE = "cases.file"


class RecordingNotAgreed(Problem):
    """Nobody has agreed to be recorded."""

    def __init__(self) -> None:
        super().__init__(
            _("没有录音录像的同意书，录音录像不能存进来。请先在“知情同意”里补上，或者不留这份录音。"), status=422
        )


class RecordingStopped(Problem):
    """Who was recorded no longer agrees to it: what was taken in is not used any more."""

    def __init__(self) -> None:
        super().__init__(_("录音录像的同意已经撤回或者过期，这份录音停用，不能再打开。重新签了同意书才能再用。"))


@dataclass(frozen=True)
class Upload:
    """What a browser sends: the bytes as they come, what it calls them, and how many it says there are."""

    stream: Arriving
    name: str
    size: int


@transaction.atomic
def attach_file(
    *,
    actor: Actor,
    case: UUID,
    kind: FileKind,
    upload: Upload,
    token: UUID,
    at: datetime,
    record_id: UUID | None = None,
) -> CaseFile:
    """Put a file to a case or to one of its papers; no vault need be open. Sent twice it is kept once.

    The case is locked only after the bytes have come, so that nobody who writes
    has to wait for them. Raises `WrongState` for a closed case, `RecordingNotAgreed`,
    `NotAdmitted`, `FileTooBig`, and `Problem` for what did not come whole.
    """
    taken = take(Case, case, lock=False)
    grant = require(actor, policy.may_attach, taken)
    known = CaseFile.objects.filter(token=token, case=taken).first()
    if known is not None:
        return known
    _check_open(taken)
    _check_paper(record_id, taken)
    if kind is FileKind.AUDIO:
        _check_agreed(taken, at)
    found = admitted(upload.stream, upload.name, upload.size)
    if found.media.is_recording:
        _check_agreed(taken, at)
    assert actor.pk is not None  # counsellors are people
    made = CaseFile(
        pk=uuid4(), case=taken, record_id=record_id, kind=kind, added_by_id=actor.pk, added_at=at, token=token
    )
    made.file = keep_file(
        grant=grant, dossier=taken.dossier, kind=FILE, row=made.pk, name=found.name, media=found.media.value,
        stream=found.stream, at=at,
    )  # fmt: skip
    made.details = {"media": found.media.value, "size": found.size}
    _check_open(take_case(case))
    if CaseFile.objects.filter(token=token).exists():  # came twice at once; what this one sealed is rolled back
        raise Problem(_("这份材料刚刚已经存过一次。"))
    made.save(force_insert=True)
    event = FileAttached(subject=made.pk, about=taken.client_id, case=taken.pk, recording=found.media.is_recording)
    record(event, grant, rows=[made], at=at)
    return made


def open_case_file(
    *, actor: Actor, keyring: Keyring, file_id: UUID, at: datetime, start: int = 0, length: int | None = None
) -> OpenedFile:
    """A file or a stretch of it. A recording that is played asks many times: within ten minutes that is one reading.

    Raises `Missing` for a stranger, `NotSigned`, `RecordingStopped`, `NoKeyGrant`, `Locked`, `FileBroken`.
    """
    found = selectors.file_for(actor, file_id)
    grant = require(actor, policy.may_see_file, found)
    check_has_signed(actor, at)
    if selectors.is_stopped(found, local(at).date()):
        raise RecordingStopped
    reading = FileRead(subject=found.pk, about=found.case.client_id, case=found.case_id)
    by = ReadingForm.PLAYER if found.is_recording else ReadingForm.PAGE
    return open_file(
        keyring=keyring, grant=grant, reading=reading, file=sealed_file(found.file_id), at=at, start=start,
        length=length, by=by,
    )  # fmt: skip


def _check_open(case: Case) -> None:
    if not case.is_open:
        raise WrongState(_("这个个案已经结案，不能再加材料。"))


def _check_paper(record_id: UUID | None, case: Case) -> None:
    if record_id is None:
        return
    paper = take(Record, record_id, lock=False)
    if paper.case_id != case.pk:
        raise Problem(_("这份记录不在这个个案里。"), status=422)
    if paper.kind == Kind.NOTE:  # the case's dossier would keep what the closing destroys
        raise Problem(_("个人工作笔记不加材料：材料归个案，笔记结案时销毁。"), status=422)


def _check_agreed(case: Case, at: datetime) -> None:
    if not may_record(case.client_id, local(at).date()):
        raise RecordingNotAgreed
