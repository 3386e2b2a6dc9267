"""Opening many documents in one act: a course of treatment on one page, a search, a print of many.

One reading is on record before any key is used. Each dossier's key is opened
once, the ledger is asked once about all rows, and each writer's key is checked
once. What counts as the newest revision is what the ledger says, so that nobody
who files at the same moment makes a document look exchanged.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Grant, Missing
from xinqiao.core.ledger import Event, ReadingForm, record_reading, said_of_each
from xinqiao.core.vault.contents import (
    DocumentBroken,
    Facts,
    Opened,
    Spot,
    Writers,
    expected_of,
    open_one,
    unseal_draft,
)
from xinqiao.core.vault.events import DocumentSealed
from xinqiao.core.vault.grants import Keys, NoKeyGrant, find_ways
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import SealedDocument


def open_documents(
    *,
    keyring: Keyring,
    grant: Grant,
    reading: Event,
    spots: Collection[Spot],
    at: datetime,
    by: ReadingForm = ReadingForm.PAGE,
) -> dict[UUID, Opened]:
    """Open the newest revision of each, by row: all of them, or none is shown.

    `reading` is of whatever the caller reads, such as the case; it is committed
    before a key is used. Raises `NoKeyGrant` if one dossier is out of reach,
    `Missing`, `Locked`, `DocumentBroken` for the first that does not fit.
    """
    each = open_each(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at, by=by)
    opened: dict[UUID, Opened] = {}
    for row, one in each.items():
        if isinstance(one, DocumentBroken):
            raise one
        opened[row] = one
    return opened


def open_each(
    *,
    keyring: Keyring,
    grant: Grant,
    reading: Event,
    spots: Collection[Spot],
    at: datetime,
    by: ReadingForm = ReadingForm.PAGE,
) -> dict[UUID, Opened | DocumentBroken]:
    """Open each, and say of a broken one that it is, so that one swapped document does not hide all others.

    Raises what `open_documents` raises, save `DocumentBroken`, which stands in
    the place of the document.
    """
    rows = {spot.row: spot for spot in spots}
    if len(rows) != len(spots):
        raise ValueError("each row is opened once")
    if not rows:
        return {}
    if not isinstance(grant, Grant) or keyring.owner != grant.actor.pk:
        raise NoKeyGrant("vault.sealeddocument", next(iter(rows)))
    ways = find_ways(keyring, {spot.dossier.pk for spot in spots}, at=at)
    expected = _expected(rows)
    found = _find(rows, expected)
    record_reading(reading, grant, at=at, form=by)
    keys = Keys(keyring, ways)
    writers = Writers()
    opened: dict[UUID, Opened | DocumentBroken] = {}
    for row, spot in rows.items():
        try:
            opened[row] = open_one(keys, writers, spot, found.get(row), expected[row])
        except DocumentBroken as broken:
            opened[row] = broken
    return opened


def open_drafts(
    keyring: Keyring, drafts: Sequence[tuple[Spot, int, bytes]], *, at: datetime
) -> dict[UUID, Any | SealBroken]:
    """Open many of the writer's own drafts, by row; one that does not open has its `SealBroken` there.

    Raises `NoKeyGrant` and `Locked`.
    """
    keys = Keys(keyring, find_ways(keyring, {spot.dossier.pk for spot, _, _ in drafts}, at=at))
    opened: dict[UUID, Any | SealBroken] = {}
    for spot, revision, sealed in drafts:
        try:
            opened[spot.row] = unseal_draft(keys.of(spot.dossier.pk), spot, revision, sealed)
        except SealBroken as broken:
            opened[spot.row] = broken
    return opened


def _expected(rows: dict[UUID, Spot]) -> dict[UUID, Facts | None]:
    """What the ledger says of each row's newest revision."""
    said = said_of_each(rows, [DocumentSealed.kind])
    return {row: expected_of(spot, said[row]) for row, spot in rows.items()}


def _find(rows: dict[UUID, Spot], expected: dict[UUID, Facts | None]) -> dict[UUID, SealedDocument]:
    """The newest documents by row, one statement. Raises `Missing` for a row of which nothing is known at all."""
    wanted = Q(row__in=[row for row, facts in expected.items() if facts is None])
    for revision in {facts["revision"] for facts in expected.values() if facts}:
        of_it = [row for row, facts in expected.items() if facts and facts["revision"] == revision]
        wanted |= Q(revision=revision, row__in=of_it)
    found: dict[UUID, SealedDocument] = {}
    for document in SealedDocument.objects.filter(wanted).order_by("revision"):
        spot = rows[document.row]
        if (document.kind, document.dossier_id) == (spot.kind, spot.dossier.pk):
            found[document.row] = document
    for row, facts in expected.items():
        if facts is None and row not in found:
            raise Missing("vault.sealeddocument", row)
    return found
