"""The house seal: under the instance key, for what the program must use unattended.

Whoever has a copy of the database and the instance key can open it; whoever has
the copy alone cannot. Each kind has its own key under each suite.
"""

import hmac
from uuid import UUID

from xinqiao.core import keys
from xinqiao.core.vault.sealed import Place, pad, unpad, unwrap, wrap
from xinqiao.core.vault.suites import SUITES, DoesNotOpen, UnknownSuite


class SealBroken(Exception):
    """What lies in this place was not sealed for it under this key, or has been altered."""

    def __init__(self, kind: str, row: UUID) -> None:
        super().__init__(f"{kind} {row}")
        self.kind, self.row = kind, row


def seal(kind: str, row: UUID, revision: int, plaintext: bytes) -> bytes:
    """Seal for this one place, under the suite that writes. Raises `InstanceKeyMissing`."""
    suite = SUITES.writing
    key = _key(suite.id, kind)
    return wrap(suite.id, suite.seal(key, pad(plaintext), Place(kind, row, revision).associated(suite.id)))


def open(kind: str, row: UUID, revision: int, sealed: bytes) -> bytes:  # noqa: A001
    """Open what was sealed for this place, under whichever suite. Raises `SealBroken`, which tells no content."""
    try:
        number, body = unwrap(sealed)
        suite = SUITES.by_id(number)
        return unpad(suite.open(_key(number, kind), body, Place(kind, row, revision).associated(number)))
    except (DoesNotOpen, UnknownSuite):
        raise SealBroken(kind, row) from None


def blind_index(kind: str, value: str | bytes) -> bytes:
    """32 bytes by which equal values can be found without being shown.

    The caller normalises the value; each kind has its own key, so that indexes
    of two kinds cannot be laid side by side.
    """
    message = value.encode() if isinstance(value, str) else value
    return hmac.digest(keys.subkey(f"vault.index/{kind}"), message, "sha256")


def _key(suite: int, kind: str) -> bytes:
    return keys.subkey(f"vault.house/{suite}/{kind}")
