"""Stretching what a person types: Argon2id with the instance key's subkey as its secret parameter.

One run gives two values that do not lead to each other: a *verifier*, which is
stored and says whether the words were right, and a *sealing key*, which is never
stored. Under the sealing key lie a person's private halves (`person_keys`). A
stolen database without the instance key allows no guessing at
all; with it, each guess costs what `Cost` says (RFC 9106; 64 MiB and three
passes is its second recommended choice, here in one lane).
"""

import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from xinqiao.core import keys

SALT_BYTES = 16
LONGEST = 400
_AT_ONCE = BoundedSemaphore(4)  # 64 MiB each: a crowd at the door waits instead of filling the memory


@dataclass(frozen=True)
class Cost:
    """What one guess costs. Stored beside each verifier, so that it can be raised."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


@dataclass(frozen=True)
class Stretched:
    """The two halves of one run. Neither is ever printed."""

    verifier: bytes
    sealing_key: bytes

    def __repr__(self) -> str:
        return "<stretched>"


def stretch(words: str, *, salt: bytes, purpose: str, cost: Cost) -> Stretched:
    """Run `words` once through Argon2id for `purpose`. Raises `InstanceKeyMissing`.

    Full-width and half-width forms of one character count as the same (NFKC),
    since an input method may give either. Of a flood of text only the beginning
    is read; no passphrase that long is ever accepted.
    """
    derived = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
        secret=keys.subkey(purpose),
    )
    normal = unicodedata.normalize("NFKC", words[:LONGEST]).encode("utf-8", "surrogatepass")
    with _AT_ONCE:
        root = derived.derive(normal)
    return Stretched(
        verifier=keys.hkdf_sha256(root, b"xinqiao/1/verifier"),
        sealing_key=keys.hkdf_sha256(root, b"xinqiao/1/sealing"),
    )
