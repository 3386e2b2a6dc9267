"""Documents under the people's seal: sealed to a dossier, filed with a signature, opened by grant and key.

What is sealed is one line of JSON that says its own place: content, form and
version, dossier, row and revision, and for a filed document the writer and the
ledger's head, with the writer's signature beside it. Outside, the ledger holds a
check value of every revision, so that one which was exchanged, or a newer one
that was taken away, is noticed when it is read.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from xinqiao.core.access import Grant, Missing
from xinqiao.core.ledger import Event, ReadingForm, record, record_reading, said_of_each, short_head
from xinqiao.core.vault import people
from xinqiao.core.vault.contents import (
    DocumentBroken,
    Form,
    Opened,
    Spot,
    Writers,
    digest_of,
    expected_of,
    open_one,
    signed_part,
    unseal_draft,
)
from xinqiao.core.vault.events import DocumentSealed
from xinqiao.core.vault.grants import Keys, NoKeyGrant, Way, find_way, follow
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import KeyGrant, PersonKey, SealedDocument
from xinqiao.core.vault.pinning import SAID, check_key

__all__ = [
    "DocumentBroken",
    "Form",
    "Opened",
    "Spot",
    "file_document",
    "keep_document",
    "open_document",
    "open_draft",
    "seal_to_dossier",
]

FORMAT = 1


def seal_to_dossier(spot: Spot, revision: int, content: Any, form: Form) -> bytes:
    """Seal content without any unlocked key, for what comes in and for drafts. Raises `KeySwapped`.

    Gives bytes and keeps nothing; `keep_document` does both.
    """
    check_key(spot.dossier)
    return _sealed(spot, revision, _said(spot, revision, content, form), b"")


def open_draft(keyring: Keyring, spot: Spot, revision: int, sealed: bytes, *, at: datetime) -> Any:
    """Open what `seal_to_dossier` gave: the writer's own text, before it is filed. Raises `NoKeyGrant`, `SealBroken`."""
    return unseal_draft(follow(keyring, find_way(keyring, spot.dossier, at=at)), spot, revision, sealed)


@transaction.atomic
def keep_document(*, grant: Grant, spot: Spot, content: Any, form: Form, at: datetime) -> SealedDocument:
    """Seal and keep what came in, unsigned. It works while everybody's vault is locked. Raises `KeySwapped`."""
    revision = _next(spot)
    sealed = seal_to_dossier(spot, revision, content, form)
    return _keep(grant, spot, revision, form, sealed, signed=False, at=at)


@transaction.atomic
def file_document(
    *, keyring: Keyring, grant: Grant, spot: Spot, content: Any, form: Form, at: datetime
) -> SealedDocument:
    """Sign, seal and keep as the next revision. Raises `KeySwapped`, `Locked`, `NoKeyGrant`.

    The signature covers everything the document says, the ledger's head among it.
    """
    if keyring.owner != grant.actor.pk:
        raise NoKeyGrant(spot.kind, spot.row)
    check_key(spot.dossier)
    revision = _next(spot)
    said = _said(spot, revision, content, form, head=short_head(), writer=str(keyring.person_key), at=at.isoformat())
    sealed = _sealed(spot, revision, said, keyring.sign(signed_part(said)))
    return _keep(grant, spot, revision, form, sealed, signed=True, at=at)


def open_document(
    *,
    keyring: Keyring,
    grant: Grant,
    reading: Event,
    spot: Spot,
    revision: int | None = None,
    at: datetime,
    by: ReadingForm = ReadingForm.PAGE,
) -> Opened:
    """Open a revision, the newest unless told: with a rule's grant *and* a key, and once the reading is on record.

    `reading` names the row as its subject; it is committed in a transaction of
    its own before the key is used. What counts as the newest is what the ledger
    says. Raises `Missing`, `NoKeyGrant`, `Locked`, `DocumentBroken`, and whatever
    keeps the ledger from writing.
    """
    if not isinstance(grant, Grant) or keyring.owner != grant.actor.pk:
        raise NoKeyGrant(spot.kind, spot.row)
    if reading.subject != spot.row:
        raise ValueError("the reading on record must be of what is read")
    said = said_of_each([spot.row, keyring.person_key], [DocumentSealed.kind, *SAID])
    expected = expected_of(spot, said[spot.row], revision)
    document, direct = _find(keyring, spot, expected["revision"] if expected else revision, at=at)
    if document is None and expected is None:
        raise Missing("vault.sealeddocument", spot.row)
    way = direct or find_way(keyring, spot.dossier, at=at)
    record_reading(reading, grant, at=at, form=by)
    writers, own = Writers(), way.grants[0].to_person
    if own is not None:  # who reads has mostly written it
        writers.know(own, said[own.pk])
    return open_one(Keys(keyring, {spot.dossier.pk: way}), writers, spot, document, expected)


def _said(spot: Spot, revision: int, content: Any, form: Form, **more: object) -> str:
    what: dict[str, object] = {
        "v": FORMAT,
        "content": content,
        "form": form.name,
        "form_version": form.version,
        "dossier": str(spot.dossier.pk),
        "kind": spot.kind,
        "row": str(spot.row),
        "revision": revision,
        **more,
    }
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _sealed(spot: Spot, revision: int, said: str, signature: bytes) -> bytes:
    plain = len(signature).to_bytes(2, "big") + signature + said.encode("utf-8", "surrogatepass")
    return people.seal_to(bytes(spot.dossier.public), spot.place(revision), plain)


_LAST = "SELECT coalesce(max(revision), 0) FROM vault_sealeddocument WHERE row = %s AND kind = %s"


def _next(spot: Spot) -> int:
    """The next revision; two at once get the same, and the constraint lets one of them in."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [spot.row, spot.kind])
        return int(cursor.fetchone()[0]) + 1


def _keep(
    grant: Grant, spot: Spot, revision: int, form: Form, sealed: bytes, *, signed: bool, at: datetime
) -> SealedDocument:
    document = SealedDocument.objects.create(
        id=uuid4(),
        dossier=spot.dossier,
        kind=spot.kind,
        row=spot.row,
        revision=revision,
        form=form.name,
        form_version=form.version,
        sealed=sealed,
        made_at=at,
    )
    event = DocumentSealed(
        subject=spot.row,
        document=document.pk,
        dossier=spot.dossier.pk,
        place=spot.number(),
        revision=revision,
        digest=digest_of(sealed),
        signed=signed,
    )
    record(event, grant, rows=[document], at=at)
    return document


def _find(
    keyring: Keyring, spot: Spot, revision: int | None, *, at: datetime
) -> tuple[SealedDocument | None, Way | None]:
    """A document with the reader's own grant to its dossier, where there are such: one statement."""
    with connection.cursor() as cursor:
        where = (keyring.person_key, at, spot.row, spot.kind, spot.dossier.pk, revision, revision)
        cursor.execute(_OPEN, where)
        found = cursor.fetchone()
    if found is None:
        return None, None
    values = iter(found)
    document, direct, person = (_row(model, values) for model in _READ)
    assert isinstance(document, SealedDocument)
    assert isinstance(direct, KeyGrant)
    if found[len(_COLUMNS[SealedDocument])] is None:  # no grant's id
        return document, None
    assert isinstance(person, PersonKey)
    direct.to_person = person
    return document, Way((direct,))


def _row(model: type[Model], values: Iterator[Any]) -> Model:
    names = _COLUMNS[model]
    return model.from_db(connection.alias, names, list(islice(values, len(names))))


_READ: tuple[type[Model], ...] = (SealedDocument, KeyGrant, PersonKey)
_COLUMNS = {model: [field.attname for field in model._meta.concrete_fields] for model in _READ}
_OPEN = (
    sql.SQL("""
    SELECT {} FROM vault_sealeddocument d
    LEFT JOIN vault_keygrant g ON g.dossier_id = d.dossier_id AND g.to_person_id = %s
        AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > %s)
    LEFT JOIN vault_personkey p ON p.id = g.to_person_id
    WHERE d.row = %s AND d.kind = %s AND d.dossier_id = %s AND (%s::int IS NULL OR d.revision = %s)
    ORDER BY d.revision DESC LIMIT 1
""")
    .format(
        sql.SQL(", ").join(
            sql.Identifier(letter, name) for letter, model in zip("dgp", _READ, strict=True) for name in _COLUMNS[model]
        )
    )
    .as_string()
)
