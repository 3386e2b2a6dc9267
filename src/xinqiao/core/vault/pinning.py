"""Whether a public key is the one that was made: before anything is sealed to it.

Two witnesses must agree with the row: its check value, which only the program
with the instance key can make, and the entry that the ledger holds since the
key was made. A row that was exchanged, or an ended key that was brought back,
is refused.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Problem
from xinqiao.core.keys import Keyed
from xinqiao.core.ledger import Said, record, said_of
from xinqiao.core.vault.events import KeyEnded, KeyMade, What
from xinqiao.core.vault.models import Dossier, KeyPair, PersonKey

MAC = "vault.public_key"
SAID = (KeyMade.kind, KeyEnded.kind)


class KeySwapped(Problem):
    """A public key is not the one that was made. Nothing is sealed to it."""

    def __init__(self, key: KeyPair) -> None:
        super().__init__(str(_("这把公钥与当初入账的不符，没有用它密封任何内容。请告诉中心主任。")))
        self.what, self.key = key.what, key.pk


class Destroyed(Problem):
    """A dossier was destroyed: nothing opens it and nothing is sealed to it any more."""

    def __init__(self) -> None:
        super().__init__(str(_("这份卷宗已经销毁，内容不再存在，也不能再往里写。")))


def mac_of(key: KeyPair) -> bytes:
    """The check value of a key pair's public side."""
    return Keyed(MAC).digest(_said(key))


def fingerprint(key: KeyPair) -> int:
    """The SHA-256 of the public halves and of what they belong to: what the ledger pins."""
    return int.from_bytes(sha256(_said(key)).digest(), "big")


def pin(key: KeyPair, grant: Grant, *, at: datetime) -> None:
    """Write down a key that has just been made."""
    owner = key.owner if isinstance(key, PersonKey) else None
    event = KeyMade(subject=key.pk, what=What(key.what), fingerprint=fingerprint(key), owner=owner)
    record(event, grant, rows=[key], at=at)


def unpin(key: KeyPair, grant: Grant, *, at: datetime) -> None:
    """Write down that a key counts no longer."""
    record(KeyEnded(subject=key.pk, what=What(key.what)), grant, rows=[key], at=at)


def check_key(key: KeyPair, *, ended_too: bool = False, said: Sequence[Said] | None = None) -> None:
    """Compare a row with its check value and with the ledger; one statement at most. Raises `KeySwapped`, `Destroyed`.

    `ended_too` is for verifying what was signed while the key still counted.
    `said` is what the ledger said of the key under `SAID`, where it was asked already.
    """
    if not hmac.compare_digest(bytes(key.mac), mac_of(key)):
        raise KeySwapped(key)
    if said is None:
        said = said_of(key.pk, SAID)
    made = [one.facts["fingerprint"] for one in said if one.kind == KeyMade.kind]
    if made != [fingerprint(key)]:
        raise KeySwapped(key)
    ended = key.ended_at is not None or len(said) > 1
    if ended and not ended_too:
        both_say_so = key.ended_at is not None and len(said) > 1
        raise Destroyed if both_say_so and isinstance(key, Dossier) else KeySwapped(key)


def is_pinned(key: KeyPair, *, said: Sequence[Said] | None = None) -> bool:
    """Whether a key, if an ended one, is the one that was made: for what was signed or granted while it counted."""
    try:
        check_key(key, ended_too=True, said=said)
    except KeySwapped:
        return False
    return True


def _said(key: KeyPair) -> bytes:
    parts = (key.what.encode(), key.pk.bytes, key.belongs(), *key.public_halves())
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
