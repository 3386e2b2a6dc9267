"""Opening: recorded first, then read."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xinqiao.core.access import Actor, require
from xinqiao.core.ledger import ReadingForm, record_reading, said_of
from xinqiao.core.vault.contents import digest_of
from xinqiao.core.vault.documents import DocumentBroken, Opened, open_document
from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.core.vault.reading import open_drafts, open_each
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import CaseListed, CaseRead, DraftRead, DraftSaved, RecordRead
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import FormDef
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.selectors.clients import Person

from .standing import check_has_signed
from .taking import draft_spot_of, spot_of


@dataclass(frozen=True)
class Shown:
    """A filed paper, open: its row, the form it was written in, and its fields."""

    record: Record
    form: FormDef
    fields: dict[str, Any] = field(repr=False)
    opened: Opened = field(repr=False)


@dataclass(frozen=True)
class Unsaved:
    """A paper to be written: what was kept of it, and the revision the page has to name when it saves."""

    record: Record
    form: FormDef
    revision: int
    saved_at: datetime | None
    fields: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class CasePage:
    """A case with its papers. `shown` holds those that were opened; `broken` those that are not what was filed."""

    case: Case
    person: Person | None
    records: list[Record]
    shown: dict[UUID, Shown] = field(default_factory=dict, repr=False)
    broken: frozenset[UUID] = frozenset()


def open_cases(*, actor: Actor, closed: bool = False, stage: str = "", at: datetime) -> list[selectors.CaseLine]:
    """One's own cases with the clients' names. No seal of people's is opened. Raises `Denied`."""
    grant = require(actor, policy.may_work_on_cases)
    assert actor.pk is not None  # counsellors are people
    record_reading(CaseListed(subject=actor.pk), grant, at=at)
    return selectors.cases_of(actor, closed=closed, stage=stage)


def open_case_page(*, actor: Actor, case: UUID, keyring: Keyring | None, at: datetime) -> CasePage:
    """A case with everything filed in it, by one opening of its key; without a keyring its papers stay closed.

    Raises `Missing` for a stranger, `NotSigned` with a keyring, `NoKeyGrant`.
    """
    found = selectors.case_for(actor, case)
    grant = require(actor, policy.may_see_case, found)
    reading = CaseRead(subject=found.pk, about=found.client_id)
    records = selectors.records_of(actor, found.pk)
    for one in records:
        one.case = found
    filed = {one.pk: one for one in records if one.is_filed}
    if keyring is None or not filed:
        record_reading(reading, grant, at=at)
        return CasePage(found, _person(found), records)
    check_has_signed(actor, at)
    spots = [spot_of(one) for one in filed.values()]
    opened = open_each(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at)
    shown = {pk: shown_of(filed[pk], one) for pk, one in opened.items() if not isinstance(one, DocumentBroken)}
    return CasePage(found, _person(found), records, shown, frozenset(set(opened) - set(shown)))


def open_record(
    *, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime, by: ReadingForm = ReadingForm.PAGE
) -> Shown:
    """One filed paper. Raises `Missing` for a stranger, `NotSigned`, `NoKeyGrant`, `DocumentBroken`."""
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_see_record, found)
    check_has_signed(actor, at)
    reading = RecordRead(subject=found.pk, about=found.case.client_id, case=found.case_id)
    opened = open_document(keyring=keyring, grant=grant, reading=reading, spot=spot_of(found), at=at, by=by)
    return shown_of(found, opened)


def open_draft(*, actor: Actor, keyring: Keyring | None, record_id: UUID, at: datetime) -> Unsaved:
    """What its writer has half written; a paper nobody has begun opens without keys, so that work never waits for them.

    Raises `Missing` for a stranger, `NotSigned`, `Locked` where something is kept and there is no keyring,
    `DocumentBroken` where it is not what was kept last, or is gone without having been filed or dropped.
    """
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_write, found)
    form = rules.form_of(found.kind)
    reading = DraftRead(subject=found.pk, about=found.case.client_id, case=found.case_id)
    draft = Draft.objects.filter(record=found).first()
    if draft is None:
        record_reading(reading, grant, at=at)
        _check_none_is_missing(found)
        return Unsaved(found, form, 0, None, {})
    if keyring is None:
        raise Locked
    check_has_signed(actor, at)
    record_reading(reading, grant, at=at)
    _check_is_the_last(draft)
    spot = draft_spot_of(found)
    opened = open_drafts(keyring, [(spot, draft.revision, bytes(draft.sealed))], at=at)[found.pk]
    if not isinstance(opened, dict):
        raise DocumentBroken(draft.pk)
    return Unsaved(found, form, draft.revision, draft.saved_at, opened)


def _check_none_is_missing(found: Record) -> None:
    """An empty editor would hide that something was taken out: what was kept goes only with the paper being open.

    Raises `DocumentBroken`.
    """
    if found.is_open and said_of(found.pk, [DraftSaved.kind]):
        raise DocumentBroken(found.pk)


def _check_is_the_last(draft: Draft) -> None:
    """Anybody can seal to a public key, and an older draft opens as well: the ledger knows the last. Raises `DocumentBroken`."""
    said = said_of(draft.record_id, [DraftSaved.kind])
    last = said[-1].facts if said else {}
    if last.get("revision") != draft.revision or last.get("digest") not in (None, digest_of(bytes(draft.sealed))):
        raise DocumentBroken(draft.pk)


def shown_of(record: Record, opened: Opened) -> Shown:
    """A row with its opened document, in the form it was written in."""
    form = rules.form_of_version(opened.form.name, opened.form.version)
    return Shown(record, form, opened.content["fields"], opened)


def _person(case: Case) -> Person | None:
    return people_behind([case.client_id]).get(case.client_id)
