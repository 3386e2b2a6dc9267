"""Heads: the newest hash of the chain, with a check value under the instance key.

The check value covers the one before it, so that no head can be taken out.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import micros

HEAD_MAC = "ledger.head"
SHORT = 4
NO_HEAD = "0"

_NEWEST = "SELECT position, hash FROM ledger_head ORDER BY position DESC LIMIT 1"


@dataclass(frozen=True)
class NewHead:
    """What a head says; `horizon` is the oldest transaction whose entries may still be without a link."""

    position: int
    hash: bytes
    at: datetime
    horizon: int

    def mac(self, before: bytes) -> bytes:
        """The check value, after that of the head before."""
        return head_mac(before, self.position, self.hash, micros(self.at), self.horizon)


def head_mac(before: bytes, position: int, chain: bytes, at: int, horizon: int) -> bytes:
    """Under the instance key, over the check value before and everything a head says."""
    return Keyed(HEAD_MAC).digest(before + b"%d/%d/%d/" % (position, at, horizon) + chain)


def newest_head() -> tuple[int, bytes] | None:
    """Position and hash of the newest head; None before the first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        found = cursor.fetchone()
    return None if found is None else (int(found[0]), bytes(found[1]))


def short_head() -> str:
    """The newest head as printed forms show it, such as 1042-9f3a01bc; `0` before the first."""
    found = newest_head()
    return NO_HEAD if found is None else short(*found)


def short(position: int, chain: bytes) -> str:
    """Position and the first eight hexadecimal digits."""
    return f"{position}-{chain[:SHORT].hex()}"


def read_short(printed: str) -> tuple[int, bytes]:
    """A printed short head, taken apart. Raises `ValueError`."""
    position, _, digits = printed.strip().partition("-")
    begin = bytes.fromhex(digits)
    if len(begin) != SHORT:
        raise ValueError(printed)
    return int(position), begin
