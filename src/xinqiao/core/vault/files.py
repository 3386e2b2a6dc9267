"""Sealed files: letters, drawings, scans and recordings, streamed through without ever being whole in memory.

Each file has a random key of its own. The header (key, name, media type, true
size, and whose file it is) is sealed to the dossier's public key, so that
keeping a file needs no unlocked key. The chunks are sealed under the file's key,
each for its file, its number and whether it is the last: none can be changed,
left out, moved or taken from another file. The ledger holds one check value over
the header and all chunks, so that a whole file cannot be exchanged either.

The last chunk is filled up to the next 16 KiB, because a known file must not be
told by its length.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Missing, Problem
from xinqiao.core.ledger import Event, ReadingForm, record, record_reading
from xinqiao.core.vault import people
from xinqiao.core.vault.events import FileSealed
from xinqiao.core.vault.grants import NoKeyGrant, find_way, follow
from xinqiao.core.vault.headers import (
    CHUNK,
    FileBroken,
    Header,
    compare_with_ledger,
    digest_of_file,
    open_header,
    place_number,
    seal_header,
)
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import Dossier, SealedChunk, SealedFile
from xinqiao.core.vault.pinning import check_key
from xinqiao.core.vault.sealed import Place

__all__ = ["CHUNK", "FileBroken", "FileTooBig", "Header", "OpenedFile", "keep_file", "open_file", "sealed_file"]

FILLED_TO = 16 << 10
LONGEST = 200 << 20
KEY_BYTES = 32
ROWS_AT_ONCE = 4
_COPY = "COPY vault_sealedchunk (id, file_id, number, sealed) FROM STDIN (FORMAT BINARY)"


class FileTooBig(Problem):
    """More than a file may have."""

    def __init__(self, at_most: int) -> None:
        said = _("文件太大，最多 %(most)s MB。录音可以先转成较低的码率再上传。")
        super().__init__(str(said % {"most": at_most >> 20}))


class Readable(Protocol):
    """What a file is read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; fewer than asked for only near the end, none at the end."""


@dataclass(frozen=True)
class OpenedFile:
    """A file whose reading is on record. `parts` gives what was asked for, a chunk at a time, and may be left early."""

    file: UUID
    header: Header
    start: int
    length: int
    parts: Iterator[bytes] = field(repr=False)


@transaction.atomic
def keep_file(
    *,
    grant: Grant,
    dossier: Dossier,
    kind: str,
    row: UUID,
    name: str,
    media: str,
    stream: Readable,
    at: datetime,
    at_most: int = LONGEST,
) -> SealedFile:
    """Seal a file, a chunk at a time, and keep it; everybody's vault may be locked. Raises `KeySwapped`, `FileTooBig`.

    What the bytes are, `media.admit` has looked at before.
    """
    check_key(dossier)
    file = SealedFile(id=uuid4(), dossier=dossier, kind=kind, row=row, made_at=at)
    writer = _Writer(file)
    for piece, last in _pieces(stream, at_most):
        writer.add(piece, last=last)
    writer.flush()
    file.chunks = len(writer.chunks)
    file.sealed = seal_header(file, writer.key, Header(name, media, writer.size))
    file.save(force_insert=True)
    event = FileSealed(
        subject=row,
        file=file.pk,
        dossier=dossier.pk,
        place=place_number(file),
        chunks=file.chunks,
        digest=digest_of_file(file, writer.digests),
    )
    record(event, grant, rows=[file, *writer.chunks], at=at)
    return file


def open_file(
    *,
    keyring: Keyring,
    grant: Grant,
    reading: Event,
    file: SealedFile,
    at: datetime,
    start: int = 0,
    length: int | None = None,
    by: ReadingForm = ReadingForm.PAGE,
) -> OpenedFile:
    """Open a file or a stretch of it; its chunks are opened one by one as `parts` is read.

    `reading` names the file or the row it belongs to; it is committed before
    the key is used. All that needs the keyring is done when this returns: the
    parts can be streamed after the request's keys are wiped. Raises
    `NoKeyGrant`, `Locked`, `FileBroken`; `parts` raises `FileBroken`, too.
    """
    if not isinstance(grant, Grant) or keyring.owner != grant.actor.pk:
        raise NoKeyGrant("vault.sealedfile", file.pk)
    if reading.subject not in {file.pk, file.row}:
        raise ValueError("the reading on record must be of what is read")
    way = find_way(keyring, file.dossier, at=at)
    record_reading(reading, grant, at=at, form=by)
    digests = compare_with_ledger(file)
    try:
        key, header = open_header(file, follow(keyring, way))
    except SealBroken:
        raise FileBroken(file.pk) from None
    start = min(max(start, 0), header.size)
    length = header.size - start if length is None else min(max(length, 0), header.size - start)
    parts = _parts(file, key, header, digests, start, start + length)
    return OpenedFile(file.pk, header, start, length, parts)


def sealed_file(pk: UUID) -> SealedFile:
    """A file with its dossier, for whoever asks the rules about it next. Raises `Missing`."""
    found = SealedFile.objects.select_related("dossier").filter(pk=pk).first()
    if found is None:
        raise Missing("vault.sealedfile", pk)
    return found


class _Writer:
    """Seals pieces under one new key and writes their rows, a few at once."""

    def __init__(self, file: SealedFile) -> None:
        self.key = os.urandom(KEY_BYTES)
        self.size = 0
        self.chunks: list[SealedChunk] = []
        self.digests: list[bytes] = []
        self._file = file
        self._waiting: list[tuple[UUID, UUID, int, bytes]] = []

    def add(self, piece: bytes, *, last: bool) -> None:
        number = len(self.chunks)
        filled = piece + bytes(-len(piece) % FILLED_TO) if piece else bytes(FILLED_TO)
        sealed = people.seal_under(self.key, _place(self._file, number, last=last), filled)
        chunk = SealedChunk(id=uuid4(), file=self._file, number=number)
        self.size += len(piece)
        self.chunks.append(chunk)
        self.digests.append(sha256(sealed).digest())
        self._waiting.append((chunk.pk, self._file.pk, number, sealed))
        if len(self._waiting) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """COPY takes bytes as they are; an INSERT would spell each chunk out in hexadecimal."""
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.set_types(["uuid", "uuid", "int4", "bytea"])
            for row in self._waiting:
                copy.write_row(row)
        self._waiting.clear()


def _pieces(stream: Readable, at_most: int) -> Iterator[tuple[bytes, bool]]:
    """The stream in whole chunks, and with each whether it is the last. Raises `FileTooBig`."""
    size, piece = 0, _read(stream)
    while True:
        size += len(piece)
        if size > at_most:
            raise FileTooBig(at_most)
        after = _read(stream) if len(piece) == CHUNK else b""
        yield piece, not after
        if not after:
            return
        piece = after


def _read(stream: Readable) -> bytes:
    """A whole chunk, even from a stream that gives less than it was asked for."""
    gathered = b""
    while len(gathered) < CHUNK and (some := stream.read(CHUNK - len(gathered))):
        gathered = gathered + some if gathered else some
    return gathered


def _parts(file: SealedFile, key: bytes, header: Header, digests: list[bytes], start: int, end: int) -> Iterator[bytes]:
    """The plaintext from `start` to `end`, touching only the chunks that hold it."""
    for number in range(start // header.chunk, -(-end // header.chunk)):
        begins = number * header.chunk
        plain = _open_chunk(file, key, number, digests[number])
        yield plain[max(start - begins, 0) : end - begins]


def _open_chunk(file: SealedFile, key: bytes, number: int, digest: bytes) -> bytes:
    sealed = SealedChunk.objects.filter(file=file, number=number).values_list("sealed", flat=True).first()
    if sealed is None or sha256(sealed).digest() != digest:
        raise FileBroken(file.pk)
    try:
        return people.open_under(key, _place(file, number, last=number == file.chunks - 1), bytes(sealed))
    except SealBroken:
        raise FileBroken(file.pk) from None


def _place(file: SealedFile, number: int, *, last: bool) -> Place:
    """To what a chunk is bound: the file, its number, and whether the file ends with it."""
    return Place("vault.file_chunk/last" if last else "vault.file_chunk", file.pk, number)
