"""The sealed format: what a ciphertext looks like, and to what it is bound.

    byte 0      the format, 1
    byte 1      the suite
    the rest    the suite's nonce and ciphertext

The associated data name the format, the suite, a stable kind, the row and a
revision, each with its length in front, so that no two different places ever
give the same bytes. They never name a table or a column: those may be renamed.
The plaintext is padded to a multiple of 64 bytes, because a coded theme or a
name must not be told by its length.
"""

from dataclasses import dataclass
from uuid import UUID

from xinqiao.core.vault.suites import DoesNotOpen

FORMAT = 1
PADDED_TO = 64
_LENGTH_BYTES = 4
_LONGEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Where a ciphertext belongs; it opens nowhere else."""

    kind: str
    row: UUID
    revision: int = 0

    def associated(self, suite: int) -> bytes:
        """The associated data under this suite."""
        parts = (bytes([FORMAT]), bytes([suite]), self.kind.encode(), self.row.bytes, str(self.revision).encode())
        return b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)


def wrap(suite: int, body: bytes) -> bytes:
    """Format and suite in front of what the suite made."""
    return bytes([FORMAT, suite]) + body


def unwrap(sealed: bytes) -> tuple[int, bytes]:
    """The suite's number and its part. Raises `DoesNotOpen` for any other format."""
    if len(sealed) < 2 or sealed[0] != FORMAT:
        raise DoesNotOpen
    return sealed[1], sealed[2:]


def pad(plaintext: bytes) -> bytes:
    """Length, plaintext, zeros up to the next multiple of 64."""
    if len(plaintext) > _LONGEST:
        raise ValueError("too long to seal")
    framed = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    return framed + bytes(-len(framed) % PADDED_TO)


def unpad(padded: bytes) -> bytes:
    """The plaintext within. Raises `DoesNotOpen` if there is none."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    plaintext = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    if len(plaintext) != length:
        raise DoesNotOpen
    return plaintext
