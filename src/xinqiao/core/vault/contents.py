"""What a sealed document says of itself, and how that is compared when it is opened."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Problem
from xinqiao.core.ledger import Said
from xinqiao.core.vault import people
from xinqiao.core.vault.events import DocumentSealed
from xinqiao.core.vault.grants import Keys
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.models import Dossier, PersonKey, SealedDocument
from xinqiao.core.vault.pinning import is_pinned
from xinqiao.core.vault.sealed import Place

Facts = dict[str, Any]


class DocumentBroken(Problem):
    """What is stored is not what was sealed: exchanged, rolled back, or signed by somebody else."""

    def __init__(self, document: UUID) -> None:
        super().__init__(
            str(_("这份文件与入账的不符：它被换过、退回过旧版，或者签名不对。没有显示任何内容。请告诉中心主任。"))
        )
        self.document = document


@dataclass(frozen=True)
class Spot:
    """Where a document belongs: a dossier, a stable kind, the row in its area.

    `signed_by` is the person without whose signature nothing opens here: to whoever
    has the instance key the ledger alone is no hindrance. `holding` is the part of
    the content which the area's row says as well, and has to say alike.
    """

    dossier: Dossier
    kind: str
    row: UUID
    signed_by: UUID | None = None
    holding: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

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


class Writers:
    """The person keys behind signatures; each is looked up and checked once."""

    def __init__(self) -> None:
        self._known: dict[str, PersonKey | None] = {}

    def know(self, key: PersonKey, said: Sequence[Said]) -> None:
        """A key whose row and whose entries the caller has at hand; it is checked all the same."""
        self._known[str(key.pk)] = key if is_pinned(key, said=said) else None

    def find(self, key: str) -> PersonKey | None:
        """The key of this id, or None if there is none or it was exchanged."""
        if key not in self._known:
            found = PersonKey.objects.filter(pk=key).first()
            self._known[key] = found if found is not None and is_pinned(found) else None
        return self._known[key]


def expected_of(spot: Spot, said: Sequence[Said], revision: int | None = None) -> Facts | None:
    """What the ledger says of a revision, the newest unless told; None if nothing, or not one thing only.

    It is asked before the document is looked for, so that nobody who files at
    the same moment makes one look exchanged.
    """
    place = spot.number()
    here = [one.facts for one in said if one.kind == DocumentSealed.kind and one.facts["place"] == place]
    wanted = revision or max((facts["revision"] for facts in here), default=0)
    these = [facts for facts in here if facts["revision"] == wanted]
    return these[0] if len(these) == 1 else None


def open_one(
    keys: Keys, writers: Writers, spot: Spot, document: SealedDocument | None, expected: Facts | None
) -> Opened:
    """Part of the services that have recorded a reading. Raises `DocumentBroken`, also for one that was taken away.

    The sealed bytes are compared with the ledger, what the document says of
    itself with where it was found, and its signature with the writer's key.
    """
    if document is None:
        raise DocumentBroken(UUID(expected["document"]) if expected else spot.row)
    if expected is None or expected["digest"] != digest_of(bytes(document.sealed)):
        raise DocumentBroken(document.pk)
    try:
        private = keys.of(spot.dossier.pk)
        plain = people.open_with(private, spot.place(document.revision), bytes(document.sealed))
    except SealBroken:
        raise DocumentBroken(document.pk) from None
    said, signature = _take_apart(plain)
    here = (str(spot.dossier.pk), spot.kind, str(spot.row), document.revision, document.form, document.form_version)
    if tuple(said[name] for name in ("dossier", "kind", "row", "revision", "form", "form_version")) != here:
        raise DocumentBroken(document.pk)
    writer = writers.find(said["writer"]) if "writer" in said else None
    if "writer" in said and not (writer and _is_signed_by(writer, said["line"], signature)):
        raise DocumentBroken(document.pk)
    if spot.signed_by is not None and (writer is None or writer.owner != spot.signed_by):
        raise DocumentBroken(document.pk)
    if any(said["content"].get(name) != value for name, value in spot.holding.items()):
        raise DocumentBroken(document.pk)
    return Opened(
        content=said["content"],
        form=Form(document.form, document.form_version),
        revision=document.revision,
        at=document.made_at,
        head=said.get("head"),
        writer=writer.owner if writer else None,
    )


def digest_of(sealed: bytes) -> int:
    """The check value by which the ledger knows sealed bytes."""
    return int.from_bytes(sha256(sealed).digest(), "big")


def _is_signed_by(writer: PersonKey, said: str, signature: bytes) -> bool:
    return people.verifies(bytes(writer.signing), signature, signed_part(said))


def unseal_draft(private: bytes, spot: Spot, revision: int, sealed: bytes) -> Any:
    """The content of a draft under its dossier's key. Raises `SealBroken`."""
    return _take_apart(people.open_with(private, spot.place(revision), sealed))[0]["content"]


def signed_part(said: str) -> bytes:
    """The bytes that a signature covers."""
    return b"xinqiao/1/document\x00" + said.encode("utf-8", "surrogatepass")


def _take_apart(plain: bytes) -> tuple[dict[str, Any], bytes]:
    """What was said with the line itself under `line`, and the signature."""
    length = int.from_bytes(plain[:2], "big")
    line = plain[2 + length :].decode("utf-8", "surrogatepass")
    return {**json.loads(line), "line": line}, plain[2 : 2 + length]
