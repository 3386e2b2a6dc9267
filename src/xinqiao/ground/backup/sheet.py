"""The backup key: its public half in the data folder, its private half on a sheet of paper only."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from xinqiao.ground.home import Home, write_private
from xinqiao.ground.words import Trouble

LINES = 4
KEY_BYTES = 32
LINE_BYTES = KEY_BYTES // LINES
CHECK_BYTES = 2  # ten bytes to the line: sixteen letters, no padding
LINE_LETTERS = 16
NUMBER = re.compile(r"^\s*[1-4]\s*[:：]")
NUMBERED = re.compile(r"^\s*([1-4])\s*[:：]\s*(.+)$", flags=re.MULTILINE)
MISREAD = str.maketrans("018", "OIB")  # digits that base32 does not have

TEXT = """心桥:备份密钥 / Xinqiao: backup key

编号 / number: {number}

{lines}

有了这张纸和一份备份,就能把数据库恢复出来;没有它,谁也打不开备份。密钥不在电脑里,丢失后无法补印。
This sheet and a backup bring the database back; without it nobody opens a backup. The key is not in the computer
and cannot be printed again.
封入信封,锁进学校的保险柜;不要与实例密钥、备份放在一起。
Seal it in an envelope and lock it in the school's safe, apart from the instance key and from the backups.
"""

ENVELOPE = """心桥:密封信封里的这一页 / Xinqiao: the sheet for the sealed envelope

{school}    {on}

信封外面写上指纹 / write on the outside of the envelope, fingerprint:  {fingerprint}

一、恢复字 / 1. Recovery words
有人忘了口令,或人走了,由另一个人照这八组输入,把他的钥匙交还给按规定该有的人。不显示任何记录。
When somebody forgot the passphrase or left, another person types these eight groups, and the keys go to whom the
rules name. No record is shown by it.

{words}

二、备份密钥 / 2. Backup key    {number}
{lines}

程序里没有这一页上的字,丢了不能补印。有了它和数据,就能打开一切:封好,两人在封口签名,锁进学校的保险柜,
不要与实例密钥、备份放在一起。每学期查看一次封口。
What stands here is nowhere in the computer and cannot be printed again. With this page and the data everything opens:
seal it, sign the seal, two people, and lock it in the school's safe, apart from the instance key and the backups.
"""
BACKUP_PART = """电脑坏了,用一份备份和这四行恢复:xinqiao restore。
When the computer is gone, one backup and these four lines bring the data back: xinqiao restore.

{lines}"""
NO_BACKUP_PART = """已经有一把;它的那张纸也放进这个信封。
There is one already; its sheet belongs in this envelope, too."""


@dataclass(frozen=True)
class Fresh:
    """A key that has just been made: its public half, its number, and the lines that are shown once."""

    public: bytes
    lines: tuple[str, ...] = field(repr=False)

    @property
    def number(self) -> str:
        """The number by which sheet and backups find each other."""
        return fingerprint(self.public)


def public_file(home: Home) -> Path:
    """Where the half lies that only seals."""
    return home.path / "keys" / "backup.public"


def fingerprint(public: bytes) -> str:
    """The number by which a sheet and a backup find each other."""
    return hashlib.sha256(b"xinqiao/backup-key/" + public).hexdigest()[:12]


def fresh() -> Fresh:
    """A new key; it counts once it is installed."""
    private = X25519PrivateKey.generate()
    return Fresh(private.public_key().public_bytes_raw(), tuple(_lines(private.private_bytes_raw())))


def install(home: Home, key: Fresh, *, replace: bool) -> None:
    """Let backups be sealed to this key from now on. The private half is written nowhere.

    Raises Trouble when there is a key already and it is not to be replaced.
    """
    if public_file(home).exists() and not replace:
        raise Trouble(
            "已有备份密钥。旧的备份只有旧的那张纸才能打开;确要换新,请加 --replace,并把旧纸留到旧备份过期。",
            "There is a backup key already, and old backups open with its sheet alone. To make a new one add "
            "--replace, and keep the old sheet as long as the old backups.",
        )
    write_private(public_file(home), key.public.hex())


def bring_back(home: Home, private: X25519PrivateKey) -> bool:
    """Let backups be sealed as before on a machine that has only the sheet; False where another key is there and stays."""
    public = private.public_key().public_bytes_raw().hex()
    if not public_file(home).exists():
        write_private(public_file(home), public)
    return public_file(home).read_text(encoding="ascii", errors="replace").strip() == public


def make(home: Home, *, replace: bool) -> str:
    """Make a key and give the sheet to print, once. Raises Trouble as `install` does."""
    key = fresh()
    install(home, key, replace=replace)
    return TEXT.format(number=key.number, lines="\n".join(key.lines))


def envelope(*, school: str, on: date, words: str, fingerprint: str, key: Fresh | None) -> str:
    """The one sheet of the sealed envelope; without a key it says that its own sheet belongs there, too."""
    groups = "\n".join(f"({place}) {group}" for place, group in enumerate(words.splitlines(), 1))
    part = BACKUP_PART.format(lines="\n".join(key.lines)) if key else NO_BACKUP_PART
    number = f"编号 / number: {key.number}" if key else ""
    return ENVELOPE.format(
        school=school, on=on.isoformat(), fingerprint=fingerprint, words=groups, number=number, lines=part
    )


def public_of(home: Home) -> bytes | None:
    """The public half, if a key has been made. Raises Trouble when the file holds something else."""
    try:
        text = public_file(home).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    try:
        X25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        raise Trouble(f"{public_file(home)} 内容不对。", f"{public_file(home)} does not hold a backup key.") from None
    return bytes.fromhex(text)


def read(text: str) -> X25519PrivateKey:
    """The private half as somebody typed it, with or without numbers and the sheet's sentences.

    Raises Trouble that names the line with the mistake.
    """
    written = [found[1] for found in NUMBERED.findall(text)] or [line for line in text.splitlines() if line.strip()]
    if len(written) != LINES:
        raise Trouble(
            f"备份密钥应有 {LINES} 行,这里有 {len(written)} 行。",
            f"A backup key has {LINES} lines; these are {len(written)}.",
        )
    return X25519PrivateKey.from_private_bytes(b"".join(read_line(n, line) for n, line in enumerate(written, 1)))


def _lines(private: bytes) -> Iterator[str]:
    for number in range(1, LINES + 1):
        part = private[(number - 1) * LINE_BYTES : number * LINE_BYTES]
        letters = base64.b32encode(part + _check(number, part)).decode("ascii")
        yield f"{number}: " + " ".join(letters[start : start + 4] for start in range(0, LINE_LETTERS, 4))


def read_line(number: int, line: str) -> bytes:
    """One line as somebody typed it, with or without its number; its part of the key. Raises Trouble that names the line."""
    letters = re.sub(r"[\s-]", "", NUMBER.sub("", line)).upper().translate(MISREAD)
    try:
        whole = base64.b32decode(letters) if len(letters) == LINE_LETTERS else b""
    except binascii.Error:
        whole = b""
    part, check = whole[:LINE_BYTES], whole[LINE_BYTES:]
    if not whole or check != _check(number, part):
        raise Trouble(
            f"备份密钥第 {number} 行有错,请对照纸面重新输入。",
            f"Line {number} of the backup key holds a mistake; compare it with the sheet.",
        )
    return part


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + part).digest()[:CHECK_BYTES]
