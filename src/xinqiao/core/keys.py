"""The instance key: 32 bytes outside the database, under which everything lies that the program must use unattended.

It is read once, from a systemd credential or else from a file of our own that
nobody else may read, and held by the process. What leaves this module are
subkeys, one per purpose; the key itself never does. HKDF (RFC 5869) is built
from the standard library's HMAC, so that the ledger needs no cryptography
package.
"""

import hmac
import os
import secrets
import stat
from hashlib import sha256
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEY_BYTES = 32
CREDENTIAL = "xinqiao-instance-key"
NAMESPACE = b"xinqiao/1/"
_LONGEST_FILE = 256


class InstanceKeyError(Exception):
    """The instance key cannot be used; the sentence says what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InstanceKeyMissing(InstanceKeyError):
    """There is no instance key where the settings say it should be."""


class InstanceKeyUnsafe(InstanceKeyError):
    """The instance key lies where others could read or change it, or is not a key."""


class _Held:
    """The key of this process, once it has been read."""

    def __init__(self) -> None:
        self.key: bytes | None = None
        self.subkeys: dict[str, bytes] = {}
        self.lock = Lock()


_held = _Held()


def install_instance_key(key: bytes) -> None:
    """Hold this key from now on: for the launcher, and for tests."""
    if len(key) != KEY_BYTES:
        raise InstanceKeyUnsafe(_("实例密钥必须正好是 32 字节。"))
    with _held.lock:
        _held.key = bytes(key)
        _held.subkeys = {}


def forget_instance_key() -> None:
    """Hold no key: the next use reads it again."""
    with _held.lock:
        _held.key = None
        _held.subkeys = {}


def load_instance_key() -> None:
    """Read the key if it is not held yet. Raises `InstanceKeyMissing` or `InstanceKeyUnsafe`."""
    if _held.key is None:
        install_instance_key(_read_key(_source()))


def subkey(purpose: str) -> bytes:
    """32 bytes for one purpose: HKDF-SHA256 of the instance key. Raises as `load_instance_key` does."""
    known = _held.subkeys.get(purpose)
    if known is not None:
        return known
    load_instance_key()
    with _held.lock:
        if _held.key is None:
            raise InstanceKeyMissing(_("实例密钥刚被收回，请重试。"))
        made = hkdf_sha256(_held.key, NAMESPACE + purpose.encode())
        _held.subkeys[purpose] = made
    return made


def fingerprint() -> str:
    """A short public value by which a database notices that it was made under another key."""
    return subkey("fingerprint")[:8].hex()


def hkdf_sha256(secret: bytes, info: bytes, salt: bytes = b"", length: int = 32) -> bytes:
    """RFC 5869 with SHA-256."""
    pseudorandom = hmac.digest(salt or bytes(32), secret, "sha256")
    block, out = b"", b""
    for counter in range(1, -(-length // 32) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([counter]), "sha256")
        out += block
    return out[:length]


class Keyed:
    """HMAC-SHA256 (RFC 2104) under one subkey, prepared once for many short messages.

    The two keyed blocks are hashed here and copied per message; the standard
    library does the same, at twice the price.
    """

    _block_bytes = 64
    _inner_pad, _outer_pad = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))

    def __init__(self, purpose: str) -> None:
        block = subkey(purpose).ljust(self._block_bytes, b"\0")
        self._inner = sha256(block.translate(self._inner_pad))
        self._outer = sha256(block.translate(self._outer_pad))

    def digest(self, message: bytes) -> bytes:
        """The 32 bytes for this message."""
        inner = self._inner.copy()
        inner.update(message)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()


def make_instance_key(path: Path) -> None:
    """Write a new random key, readable by its owner alone; an existing file is never touched."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _source() -> tuple[Path, bool]:
    """Where the key is, and whether systemd put it there."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and (credential := Path(folder) / CREDENTIAL).exists():
        return credential, True
    file: Path | None = settings.XINQIAO_INSTANCE_KEY_FILE
    if file is None:
        raise InstanceKeyMissing(_("没有指明实例密钥在哪里。请设置 XINQIAO_INSTANCE_KEY_FILE，或用 systemd 凭据提供。"))
    return file, False


def _read_key(source: tuple[Path, bool]) -> bytes:
    path, is_credential = source
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise InstanceKeyMissing(
            _("找不到实例密钥文件。请把保存好的密钥文件放回原处；没有它，服务不能启动。")
        ) from None
    except OSError:
        raise InstanceKeyUnsafe(_("实例密钥文件打不开：它必须是本程序账户自己的普通文件，不能是链接。")) from None
    try:
        _check_place(os.fstat(descriptor), is_credential)
        text = os.read(descriptor, _LONGEST_FILE)
    finally:
        os.close(descriptor)
    try:
        key = bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise InstanceKeyUnsafe(_("实例密钥文件里不是 64 个十六进制字符。"))
    return key


def _check_place(found: os.stat_result, is_credential: bool) -> None:
    """systemd may leave a credential in root's name and open it to us alone; our own file must be ours alone."""
    if not stat.S_ISREG(found.st_mode):
        raise InstanceKeyUnsafe(_("实例密钥必须是一个普通文件。"))
    if is_credential:
        if stat.S_IMODE(found.st_mode) & 0o037:
            raise InstanceKeyUnsafe(_("systemd 凭据对其他账户开放，不能使用。"))
        return
    if found.st_uid != os.geteuid():
        raise InstanceKeyUnsafe(_("实例密钥文件属于另一个系统账户。请把它交还给运行本程序的账户。"))
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise InstanceKeyUnsafe(_("实例密钥文件对其他账户开放。请把权限改为 0600。"))
