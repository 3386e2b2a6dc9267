"""The sealed file: a plain header of a few words, then numbered chunks that only the sheet's key opens.

    line of JSON   version, suite, made_at, key (the sheet's number), ephemeral (X25519), in the clear
    chunk 0        the manifest: what the database held, from which house
    chunk 1 …      the dump
    last chunk     empty, and marked as the last: a file without it is cut short

A chunk is its kind (1 byte), its length (4 bytes) and AES-256-GCM under the file's own key, with the
chunk's number as nonce and header, kind and number as associated data: chunks cannot be changed,
left out, moved or taken from another file. The file's key comes of one X25519 exchange (RFC 7748,
HKDF-SHA256); the program forgets it, and holds nothing that opens the file again.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xinqiao.ground.backup import sheet
from xinqiao.ground.words import Trouble

VERSION = 1
SUITE = "x25519-hkdf-sha256-aes256gcm"
CHUNK = 1 << 20
TAG = 16
LONGEST_HEADER = 4096
LONGEST_MANIFEST = 16 << 20
MANIFEST, DATA, LAST = 1, 2, 3
FRAME = struct.Struct(">BI")


class Damaged(Trouble):
    """The file is cut short, changed, or not one of ours."""

    def __init__(self, name: str, chinese: str, english: str) -> None:
        super().__init__(f"备份 {name} 不能使用:{chinese}。没有改动任何数据。", f"The backup {name} {english}.")


class WrongKey(Trouble):
    """The file was sealed to another sheet."""

    def __init__(self, wanted: str, given: str) -> None:
        super().__init__(
            f"这份备份要用编号 {wanted} 的备份密钥,给出的是 {given}。没有改动任何数据。",
            f"This backup opens with the backup key number {wanted}; the one given is {given}. Nothing was changed.",
        )


class Writer:
    """Seals one file to a public key. The manifest goes first, `close` makes it whole."""

    def __init__(self, file: IO[bytes], *, public: bytes, made_at: str) -> None:
        ephemeral = X25519PrivateKey.generate()
        own = ephemeral.public_key().public_bytes_raw()
        words = {"version": VERSION, "suite": SUITE, "made_at": made_at}
        words |= {"key": sheet.fingerprint(public), "ephemeral": own.hex()}
        header = json.dumps(words).encode() + b"\n"
        self._file = file
        self.header = hashlib.sha256(header).digest()
        self.key = _file_key(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), own, public)
        self._cipher = AESGCM(self.key)
        self._number = 0
        file.write(header)

    def manifest(self, manifest: dict[str, Any]) -> None:
        """Say what the dump will hold."""
        self._write(MANIFEST, json.dumps(manifest, sort_keys=True).encode())

    def write(self, chunk: bytes) -> None:
        """One piece of the dump, of at most CHUNK bytes."""
        self._write(DATA, chunk)

    def close(self) -> None:
        """Mark the end; without it the file counts as cut short."""
        self._write(LAST, b"")

    def _write(self, kind: int, plain: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), plain, self.header + bytes([kind]))
        self._file.write(FRAME.pack(kind, len(sealed)) + sealed)
        self._number += 1


class Reader:
    """Opens one file, from its start, in one pass. Raises Damaged, WrongKey."""

    def __init__(self, file: IO[bytes], *, name: str) -> None:
        self._file, self.name = file, name
        line = file.readline(LONGEST_HEADER)
        try:
            self.words: dict[str, Any] = json.loads(line)
            self._ephemeral = bytes.fromhex(self.words["ephemeral"])
            ours = self.words["version"] == VERSION and self.words["suite"] == SUITE and len(self._ephemeral) == 32
            self.made_at, self.number = str(self.words["made_at"]), str(self.words["key"])
        except (ValueError, KeyError, TypeError):
            ours = False
        if not ours:
            raise self.damaged("不是本程序的备份,或出自更新的版本", "is not ours, or of a newer version")
        self.header = hashlib.sha256(line).digest()

    def unlock(self, private: X25519PrivateKey) -> None:
        """Open with the sheet's key."""
        public = private.public_key().public_bytes_raw()
        if sheet.fingerprint(public) != self.number:
            raise WrongKey(self.number, sheet.fingerprint(public))
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(self._ephemeral))
        except ValueError:
            raise self.damaged("开头已损坏", "is damaged at its beginning") from None
        self.unlock_with(_file_key(shared, self._ephemeral, public))

    def unlock_with(self, key: bytes) -> None:
        """Open with the file's own key: for whoever has just written it."""
        self._chunks = self._opened(AESGCM(key))
        kind, plain = next(self._chunks)
        try:
            self.manifest: dict[str, Any] = json.loads(plain)
        except ValueError:
            kind = 0
        if kind != MANIFEST:
            raise self.damaged("开头已损坏", "is damaged at its beginning")

    def dump(self) -> Iterator[bytes]:
        """The dump, piece by piece; it ends only if the file is whole."""
        for kind, plain in self._chunks:
            if kind == DATA:
                yield plain
            elif kind == LAST and not plain and not self._file.read(1):
                return
            else:
                raise self.damaged("次序不对或末尾多出内容", "is out of order or goes on after its end")

    def _opened(self, cipher: AESGCM) -> Iterator[tuple[int, bytes]]:
        number = 0
        while True:
            frame = self._file.read(FRAME.size)
            if len(frame) < FRAME.size:
                raise self.damaged("文件不完整", "is cut short")
            kind, size = FRAME.unpack(frame)
            if size > (LONGEST_MANIFEST if number == 0 else CHUNK) + TAG:
                raise self.damaged(f"第 {number} 段已损坏", f"is damaged in part {number}")
            sealed = self._file.read(size)
            if len(sealed) < size:
                raise self.damaged("文件不完整", "is cut short")
            try:
                yield kind, cipher.decrypt(_nonce(number), sealed, self.header + bytes([kind]))
            except InvalidTag:
                raise self.damaged(f"第 {number} 段已损坏", f"is damaged in part {number}") from None
            number += 1

    def damaged(self, chinese: str, english: str) -> Damaged:
        """What to raise, with the file's name."""
        return Damaged(self.name, chinese, english)


def _file_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    info = b"xinqiao/1/backup"
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=ephemeral + public, info=info).derive(shared)


def _nonce(number: int) -> bytes:
    """Never twice under one key: every file has its own key, and every chunk its number."""
    return number.to_bytes(12, "big")
