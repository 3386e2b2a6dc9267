"""Putting an entry into its table: in the transaction that is open, or in one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, Document, entry_mac

INSERT = "INSERT INTO ledger_entry (id, body, mac) VALUES (%s, %s, %s)"


@dataclass(frozen=True)
class Recorded:
    """What has been written: enough to point at it."""

    id: UUID
    kind: str
    at: datetime

    @property
    def pk(self) -> UUID:
        """The entry's id."""
        return self.id

    @property
    def reference(self) -> str:
        """What a page shows and a person reads out, such as R-1A2B-3C4D; random, so it counts nothing."""
        short = self.id.hex[:8].upper()
        return f"R-{short[:4]}-{short[4:]}"


def write(cursor: CursorWrapper, document: Document, entry: UUID | None = None) -> Recorded:
    """Insert one entry. It needs INSERT on the table and nothing more, so every door can be given it."""
    entry = entry or uuid4()
    body = document.body()
    mac = entry_mac(Keyed(ENTRY_MAC), entry.bytes, body)
    cursor.execute(INSERT, [entry, body, mac])
    return Recorded(entry, document.kind, document.at)


@contextmanager
def own_transaction() -> Iterator[CursorWrapper]:
    """A cursor whose work is committed when the block ends, whatever becomes of the caller's transaction.

    Where the caller has none open, the ordinary connection does; else a second
    one, because a reading must be on record before a key is used. The
    transaction that Django's test case wraps around a test does not count, as
    it does not for `atomic(durable=True)`.
    """
    if not _in_a_transaction_of_the_caller():
        with transaction.atomic(), connection.cursor() as cursor:
            yield cursor
        return
    second = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with second.cursor() as cursor:
            cursor.execute("BEGIN")
            yield cursor
            cursor.execute("COMMIT")
    finally:
        second.close()


def _in_a_transaction_of_the_caller() -> bool:
    blocks = connection.atomic_blocks
    return bool(blocks) and not getattr(blocks[0], "_from_testcase", False)
