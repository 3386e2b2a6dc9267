"""Full-text search over one's own papers, opened in memory and forgotten again.

That somebody searched is on record before a key is used, and each paper of which
words are shown is on record as read. What was looked for is kept nowhere: not in
the ledger, not in a log, not in an address.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from xinqiao.core.access import Actor, Grant, require
from xinqiao.core.ledger import record_reading
from xinqiao.core.vault.contents import Opened, Spot
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.reading import open_drafts, open_each
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import CasesSearched, DraftRead, RecordRead
from xinqiao.practice.cases.models import Draft, Record
from xinqiao.practice.cases.rules import FormDef
from xinqiao.practice.cases.rules.searching import Snippet, find, words_of
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.selectors.clients import Person

from .standing import check_has_signed
from .taking import draft_spot_of, spot_of

MOST_HITS = 50
Result = TypeVar("Result")


@dataclass(frozen=True)
class Hit:
    """A paper in which every word stands."""

    record: Record
    person: Person | None
    is_draft: bool
    snippet: Snippet = field(repr=False)


@dataclass(frozen=True)
class Found:
    """What a search came to. `searched` papers were gone through; of `shut` cases the key is not there."""

    hits: list[Hit] = field(repr=False)
    searched: int = 0
    broken: int = 0
    shut: int = 0
    cut: bool = False


def search_own_cases(*, actor: Actor, keyring: Keyring, query: str, at: datetime) -> Found:
    """Every own paper in which all the words stand, the newest first. Raises `Denied`, `NotSigned`, `Locked`."""
    grant = require(actor, policy.may_work_on_cases)
    check_has_signed(actor, at)
    words = words_of(query)
    if not words:
        return Found([])
    filed = {one.pk: one for one in selectors.records_to_search(actor)}
    drafts = {one.record_id: one for one in selectors.drafts_to_search(actor)}
    opened, shut = _open_filed(keyring, grant, list(filed.values()), at)
    written, shut_too = _open_own(keyring, list(drafts.values()), at)
    found: list[tuple[Record, bool, Snippet]] = []
    for pk, (form, fields) in opened.items():
        if (snippet := find(form, fields, words)) is not None:
            found.append((filed[pk], False, snippet))
    for pk, fields in written.items():
        draft = drafts[pk].record
        if (snippet := find(rules.form_of(draft.kind), fields, words)) is not None:
            found.append((draft, True, snippet))
    found.sort(key=lambda one: one[0].starts_at, reverse=True)
    hits = list(_shown(found[:MOST_HITS], grant, at))
    searched = len(opened) + len(written)
    broken = len(filed) + len(drafts) - searched - len(shut) - len(shut_too)
    cases = {filed[pk].case_id for pk in shut} | {drafts[pk].record.case_id for pk in shut_too}
    return Found(hits, searched, broken, len(cases), cut=len(found) > MOST_HITS)


def _open_filed(
    keyring: Keyring, grant: Grant, records: list[Record], at: datetime
) -> tuple[dict[UUID, tuple[FormDef, dict[str, object]]], set[UUID]]:
    """What opened, and what is out of reach. That somebody searched is on record, even where nothing can be opened."""
    reading = CasesSearched(subject=keyring.owner)
    each, shut = _in_reach(
        {one.pk: spot_of(one) for one in records},
        lambda spots: open_each(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at),
    )
    if not each:
        record_reading(reading, grant, at=at)
    whole = {pk: one for pk, one in each.items() if isinstance(one, Opened)}
    return {
        pk: (rules.form_of_version(one.form.name, one.form.version), one.content["fields"]) for pk, one in whole.items()
    }, shut


def _open_own(keyring: Keyring, drafts: list[Draft], at: datetime) -> tuple[dict[UUID, dict[str, object]], set[UUID]]:
    """What opened of what is half written, and what is out of reach."""
    rows = {one.record_id: one for one in drafts}
    each, shut = _in_reach(
        {pk: draft_spot_of(one.record) for pk, one in rows.items()},
        lambda spots: open_drafts(
            keyring, [(spot, rows[spot.row].revision, bytes(rows[spot.row].sealed)) for spot in spots], at=at
        ),
    )
    return {pk: one for pk, one in each.items() if isinstance(one, dict)}, shut


def _in_reach(
    spots: dict[UUID, Spot], open_all: Callable[[list[Spot]], dict[UUID, Result]]
) -> tuple[dict[UUID, Result], set[UUID]]:
    """What opens, without what is out of reach because its case's key is not there: the rest is searched all the same."""
    shut = set[UUID]()
    while spots:
        try:
            return open_all(list(spots.values())), shut
        except NoKeyGrant as missing:
            shut |= _leave_out(spots, missing)
    return {}, shut


def _leave_out(spots: dict[UUID, Spot], missing: NoKeyGrant) -> set[UUID]:
    """Take the papers of a dossier that has no way to it out of what is opened. Re-raises what names none of them."""
    gone = {pk for pk, spot in spots.items() if spot.dossier.pk == missing.asked_for}
    if not gone:
        raise missing
    for pk in gone:
        del spots[pk]
    return gone


def _shown(found: list[tuple[Record, bool, Snippet]], grant: Grant, at: datetime) -> Iterator[Hit]:
    """Words of a paper are shown only after it is on record that it was read."""
    people = people_behind({one.case.client_id for one, _draft, _snippet in found})
    for one, is_draft, snippet in found:
        about = one.case.client_id
        event = (DraftRead if is_draft else RecordRead)(subject=one.pk, about=about, case=one.case_id)
        record_reading(event, grant, at=at)
        yield Hit(one, people.get(about), is_draft, snippet)
