"""Opening: recorded first, then read."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xinqiao.core.access import Actor, Grant, require
from xinqiao.core.ledger import record_reading, said_of
from xinqiao.core.vault.contents import digest_of
from xinqiao.core.vault.documents import DocumentBroken, Opened, open_document
from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.core.vault.reading import open_drafts, open_each
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import CaseListed, CaseRead, DraftRead, DraftSaved, RecordRead
from xinqiao.practice.cases.models import Case, Draft, Record
from xinqiao.practice.cases.rules import FormDef
from xinqiao.register.people.selectors import person_behind
from xinqiao.register.people.selectors.clients import Person

from .standing import check_has_signed
from .taking import draft_spot_of, spot_of

AGREED = ("next", "agreed", "next_on")


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


@dataclass(frozen=True)
class Paper:
    """A filed paper, its additions in order, and the rows of those that are not what was filed."""

    record: Record
    shown: Shown | None = field(repr=False)
    additions: list[Shown] = field(repr=False)
    broken: list[Record]


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
    filed = [one for one in records if one.is_filed]
    if keyring is None or not filed:
        record_reading(reading, grant, at=at)
        return CasePage(found, person_behind(found.client_id), records)
    check_has_signed(actor, at)
    shown = _open(keyring, grant, reading, filed, at)
    return CasePage(
        found, person_behind(found.client_id), records, shown, frozenset(one.pk for one in filed) - set(shown)
    )


def open_paper(*, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime) -> Paper:
    """A filed paper and everything added to it: one reading, one key. Raises `Missing`, `NotSigned`, `NoKeyGrant`, `Locked`."""
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_see_record, found)
    check_has_signed(actor, at)
    rows = [found, *selectors.additions_of([found]).get(found.pk, [])]
    shown = _open(keyring, grant, _read(found), rows, at)
    additions = [shown[one.pk] for one in rows[1:] if one.pk in shown]
    return Paper(found, shown.get(found.pk), additions, [one for one in rows if one.pk not in shown])


def open_agreed(*, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime) -> Shown | None:
    """What was agreed at the talk before this one, for whoever writes about the next.

    Raises what `open_paper` raises, and `DocumentBroken`.
    """
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_write, found)
    last = selectors.talk_before(found)
    if last is None:
        return None
    check_has_signed(actor, at)
    opened = open_document(keyring=keyring, grant=grant, reading=_read(last), spot=spot_of(last), at=at)
    whole = shown_of(last, opened)
    kept = {name: whole.fields[name] for name in AGREED if name in whole.fields}
    return Shown(last, whole.form, kept, whole.opened)


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


def _read(record: Record) -> RecordRead:
    return RecordRead(subject=record.pk, about=record.case.client_id, case=record.case_id)


def _open(
    keyring: Keyring, grant: Grant, reading: CaseRead | RecordRead, records: Collection[Record], at: datetime
) -> dict[UUID, Shown]:
    """Those of the filed papers that are what was filed, by one reading."""
    rows = {one.pk: one for one in records}
    spots = [spot_of(one) for one in records]
    opened = open_each(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at)
    return {pk: shown_of(rows[pk], one) for pk, one in opened.items() if not isinstance(one, DocumentBroken)}


def shown_of(record: Record, opened: Opened) -> Shown:
    """A row with its opened document, in the form it was written in."""
    form = rules.form_of_version(opened.form.name, opened.form.version)
    return Shown(record, form, opened.content["fields"], opened)
