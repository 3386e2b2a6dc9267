"""Documents under the people's seal: sealed to a dossier, filed with a signature, opened by grant and key.

What is sealed is one line of JSON that says its own place: content, form and
version, dossier, row and revision, and for a filed document the writer and the
ledger's head, with the writer's signature beside it. Outside, the ledger holds a
check value of every revision, so that one which was exchanged, or a newer one
that was taken away, is noticed when it is read.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Missing, Problem
from xinqiao.core.ledger import Event, ReadingForm, record, record_reading, said_of, short_head
from xinqiao.core.vault import people
from xinqiao.core.vault.events import DocumentSealed
from xinqiao.core.vault.grants import NoKeyGrant, find_way, follow
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import Dossier, PersonKey, SealedDocument
from xinqiao.core.vault.pinning import KeySwapped, check_key
from xinqiao.core.vault.sealed import Place

FORMAT = 1


class DocumentBroken(Problem):
    """What is stored is not what was sealed: exchanged, rolled back, or signed by somebody else."""

    def __init__(self, document: UUID) -> None:
        super().__init__(
            str(_("这份文件与入账的不符：它被换过、退回过旧版，或者签名不对。没有显示任何内容。请告诉中心主任。"))
        )
        self.document = document


@dataclass(frozen=True)
class Spot:
    """Where a document belongs: a dossier, a stable kind, the row in its area."""

    dossier: Dossier
    kind: str
    row: UUID

    def place(self, revision: int) -> Place:
        """To what the ciphertext is bound."""
        return Place(f"{self.kind}/{self.dossier.pk}", self.row, revision)

    def number(self) -> int:
        """Kind and dossier as a number, by which the ledger tells two documents of one row apart."""
        return int.from_bytes(sha256(f"{self.kind}/{self.dossier.pk}".encode()).digest()[:8], "big")


@dataclass(frozen=True)
class Form:
    """Which form the content follows, and in which version: readers of old versions stay."""

    name: str
    version: int


@dataclass(frozen=True)
class Opened:
    """A document, open. It shows nothing of its content in a message or a log."""

    content: Any = field(repr=False)
    form: Form
    revision: int
    at: datetime
    head: str | None = None
    writer: UUID | None = None

    @property
    def is_signed(self) -> bool:
        """Whether a person filed it."""
        return self.writer is not None


def seal_to_dossier(spot: Spot, revision: int, content: Any, form: Form) -> bytes:
    """Seal content without any unlocked key, for what comes in and for drafts. Raises `KeySwapped`.

    Gives bytes and keeps nothing; `keep_document` does both.
    """
    check_key(spot.dossier)
    return _sealed(spot, revision, _said(spot, revision, content, form), b"")


def open_draft(keyring: Keyring, spot: Spot, revision: int, sealed: bytes, *, at: datetime) -> Any:
    """Open what `seal_to_dossier` gave: the writer's own text, before it is filed. Raises `NoKeyGrant`, `SealBroken`."""
    private = follow(keyring, find_way(keyring, spot.dossier, at=at))
    return _read(people.open_with(private, spot.place(revision), sealed))[0]["content"]


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
    sealed = _sealed(spot, revision, said, keyring.sign(_signed_part(said)))
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
    its own before the key is used. Raises `Missing`, `NoKeyGrant`, `Locked`,
    `DocumentBroken`, and whatever keeps the ledger from writing.
    """
    if not isinstance(grant, Grant) or keyring.owner != grant.actor.pk:
        raise NoKeyGrant(spot.kind, spot.row)
    if reading.subject != spot.row:
        raise ValueError("the reading on record must be of what is read")
    document, newest = _find(spot, revision), revision is None
    way = find_way(keyring, spot.dossier, at=at)
    record_reading(reading, grant, at=at, form=by)
    _compare_with_ledger(spot, document, newest=newest)
    try:
        plain = people.open_with(follow(keyring, way), spot.place(document.revision), bytes(document.sealed))
    except SealBroken:
        raise DocumentBroken(document.pk) from None
    said, signature = _read(plain)
    return _opened(spot, document, said, signature)


def verify_signature(said: str, signature: bytes, writer: PersonKey) -> bool:
    """Whether this person filed exactly these words. Raises `KeySwapped` if the person's key was exchanged."""
    check_key(writer, ended_too=True)
    return people.verifies(bytes(writer.signing), signature, _signed_part(said))


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


def _signed_part(said: str) -> bytes:
    return b"xinqiao/1/document\x00" + said.encode("utf-8", "surrogatepass")


def _sealed(spot: Spot, revision: int, said: str, signature: bytes) -> bytes:
    plain = len(signature).to_bytes(2, "big") + signature + said.encode("utf-8", "surrogatepass")
    return people.seal_to(bytes(spot.dossier.public), spot.place(revision), plain)


def _read(plain: bytes) -> tuple[dict[str, Any], bytes]:
    """What was said with the line itself under `line`, and the signature."""
    length = int.from_bytes(plain[:2], "big")
    line = plain[2 + length :].decode("utf-8", "surrogatepass")
    return {**json.loads(line), "line": line}, plain[2 : 2 + length]


def _next(spot: Spot) -> int:
    """The next revision; two at once get the same, and the constraint lets one of them in."""
    known = SealedDocument.objects.filter(row=spot.row, kind=spot.kind).order_by("-revision").first()
    return 1 if known is None else known.revision + 1


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
        digest=_digest(sealed),
        signed=signed,
    )
    record(event, grant, rows=[document], at=at)
    return document


def _digest(sealed: bytes) -> int:
    return int.from_bytes(sha256(sealed).digest(), "big")


def _find(spot: Spot, revision: int | None) -> SealedDocument:
    rows = SealedDocument.objects.filter(row=spot.row, kind=spot.kind, dossier=spot.dossier)
    if revision is not None:
        rows = rows.filter(revision=revision)
    found = rows.order_by("-revision").first()
    if found is None:
        raise Missing("vault.sealeddocument", spot.row)
    return found


def _compare_with_ledger(spot: Spot, document: SealedDocument, *, newest: bool) -> None:
    """The ledger knows every revision's bytes, and which one is the newest."""
    said = [one.facts for one in said_of(spot.row, [DocumentSealed.kind]) if one.facts["place"] == spot.number()]
    same = [facts for facts in said if facts["revision"] == document.revision]
    last = max((facts["revision"] for facts in said), default=0)
    if len(same) != 1 or same[0]["digest"] != _digest(bytes(document.sealed)) or (newest and last != document.revision):
        raise DocumentBroken(document.pk)


def _opened(spot: Spot, document: SealedDocument, said: dict[str, Any], signature: bytes) -> Opened:
    """Compare what the document says of itself with where it was found, and its signature with the writer's key."""
    expected = (str(spot.dossier.pk), spot.kind, str(spot.row), document.revision, document.form, document.form_version)
    if tuple(said[name] for name in ("dossier", "kind", "row", "revision", "form", "form_version")) != expected:
        raise DocumentBroken(document.pk)
    writer = None
    if "writer" in said:
        writer = PersonKey.objects.filter(pk=said["writer"]).first()
        try:
            good = writer is not None and verify_signature(said["line"], signature, writer)
        except KeySwapped:
            good = False
        if not good:
            raise DocumentBroken(document.pk)
    return Opened(
        content=said["content"],
        form=Form(document.form, document.form_version),
        revision=document.revision,
        at=document.made_at,
        head=said.get("head"),
        writer=writer.owner if writer else None,
    )
