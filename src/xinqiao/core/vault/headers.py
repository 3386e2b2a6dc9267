"""A file's header, which opens to its key, its name and its type, and the check value by which the ledger knows it."""

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Problem
from xinqiao.core.ledger import said_of
from xinqiao.core.vault import people
from xinqiao.core.vault.events import FileSealed
from xinqiao.core.vault.models import SealedChunk, SealedFile
from xinqiao.core.vault.sealed import Place

FORMAT = 1
CHUNK = 1 << 20


class FileBroken(Problem):
    """What is stored is not what was sealed: a chunk or the whole file was exchanged, cut short or altered."""

    def __init__(self, file: UUID) -> None:
        super().__init__(str(_("这个附件与入账的不符：它被改动、截短或换过。没有显示任何内容。请告诉中心主任。")))
        self.file = file


@dataclass(frozen=True)
class Header:
    """What a file says of itself, open. It shows nothing of it in a message or a log."""

    name: str = field(repr=False)
    media: str = field(repr=False)
    size: int = field(repr=False)
    chunk: int = CHUNK


def seal_header(file: SealedFile, key: bytes, header: Header) -> bytes:
    """The header under the dossier's public key, which the caller has checked."""
    said = {
        "v": FORMAT,
        "key": base64.b64encode(key).decode(),
        "name": header.name,
        "media": header.media,
        "size": header.size,
        "chunk": header.chunk,
    }
    plain = json.dumps(said, separators=(",", ":")).encode()
    return people.seal_to(bytes(file.dossier.public), _header_place(file), plain)


def open_header(file: SealedFile, private: bytes) -> tuple[bytes, Header]:
    """The file's key and what it says of itself. Raises `SealBroken`."""
    said: dict[str, Any] = json.loads(people.open_with(private, _header_place(file), bytes(file.sealed)))
    return base64.b64decode(said["key"]), Header(said["name"], said["media"], said["size"], said["chunk"])


def _header_place(file: SealedFile) -> Place:
    return Place(f"vault.file/{file.kind}/{file.row}/{file.dossier_id}", file.pk, file.chunks)


def place_number(file: SealedFile) -> int:
    """Kind and dossier as a number, for the ledger."""
    return int.from_bytes(sha256(f"{file.kind}/{file.dossier_id}".encode()).digest()[:8], "big")


def digest_of_file(file: SealedFile, digests: list[bytes]) -> int:
    """One check value over the header and all chunks, in their order."""
    whole = sha256(b"".join(chain([sha256(bytes(file.sealed)).digest()], digests)))
    return int.from_bytes(whole.digest(), "big")


def compare_with_ledger(file: SealedFile) -> list[bytes]:
    """The chunks' check values, once they fit what the ledger holds; no chunk is read for it. Raises `FileBroken`."""
    chunks = SealedChunk.objects.filter(file=file).order_by("number").values_list("digest", flat=True)
    digests = [bytes(digest) for digest in chunks]
    said = [one.facts for one in said_of(file.row, [FileSealed.kind]) if one.facts["file"] == str(file.pk)]
    expected = {"place": place_number(file), "chunks": file.chunks, "digest": digest_of_file(file, digests)}
    if len(said) != 1 or file.chunks != len(digests) or not said[0].items() >= expected.items():
        raise FileBroken(file.pk)
    return digests
