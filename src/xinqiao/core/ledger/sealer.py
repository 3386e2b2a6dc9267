"""The one sealer: it gives every committed entry its place in the chain.

Entries are inserted by many at once and in no agreed order; whoever holds the
advisory lock appends a link for each that has none, in the order of insertion,
and then a head. What commits late is linked late, and positions have no gaps.

An entry written by a transaction that was still open at the last head cannot
have been seen then. The head therefore keeps its *horizon*: the oldest
transaction that was open. Only entries from there on are looked at again; the
first round of a process looks at all, because a restored database counts its
transactions anew.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event as Stop
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from xinqiao.core.clock import now
from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, GENESIS, chain_hash, entry_hash, entry_mac
from xinqiao.core.ledger.heads import NewHead
from xinqiao.core.ledger.refusals import write_counts

LOCK = 0x786E71_6C6564
BATCH = 2000

_NEWEST = "SELECT position, hash, horizon, mac FROM ledger_head ORDER BY position DESC LIMIT 1"
_SNAPSHOT = """
    SELECT pg_snapshot_xmin(here)::text::bigint, pg_snapshot_xmax(here)::text::bigint
    FROM pg_current_snapshot() AS here
"""
_WAITING = """
    SELECT e.id, e.body, e.mac, e.seq FROM ledger_entry e
    WHERE e.tx >= %s AND e.seq > %s AND NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry = e.id)
    ORDER BY e.seq LIMIT %s
"""
_LINK = """
    INSERT INTO ledger_link (position, entry, entry_hash, hash)
    SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::bytea[], %s::bytea[])
"""
_HEAD = "INSERT INTO ledger_head (position, hash, at, horizon, mac) VALUES (%s, %s, %s, %s, %s)"

log = logging.getLogger(__name__)


@dataclass
class _Tip:
    """The end of the chain as it grows."""

    position: int
    hash: bytes
    horizon: int
    mac: bytes


def seal_once(*, batch: int = BATCH, full: bool = False) -> int:
    """Link what has been committed; how many links were made. 0 also if another sealer is at work.

    `batch` bounds memory, not the work. `full` looks at every entry.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        tip = _tip(cursor)
        start = tip.position
        cursor.execute(_SNAPSHOT)
        oldest_open, next_transaction = cursor.fetchone()
        since = 0 if full or tip.horizon > next_transaction else tip.horizon
        for rows in _waiting(cursor, since, batch):
            _append(cursor, tip, rows)
        if tip.position > start:
            head = NewHead(tip.position, tip.hash, now(), oldest_open)
            cursor.execute(_HEAD, [head.position, head.hash, head.at, head.horizon, head.mac(tip.mac)])
        return tip.position - start


def run_forever(stop: Stop, interval: float = 1.0) -> None:
    """Seal every `interval` seconds until told to stop. Meant for a thread of its own; survives a lost database."""
    full = True
    while True:
        last = stop.is_set()
        try:
            write_counts(None if last else now())
            seal_once(full=full)
            full = False
        except (OperationalError, InterfaceError):
            log.warning("the ledger's sealer has no database; it tries again")
        finally:
            connection.close()
        if last:
            return
        stop.wait(interval)


def _tip(cursor: CursorWrapper) -> _Tip:
    cursor.execute(_NEWEST)
    found = cursor.fetchone()
    if found is None:
        return _Tip(0, GENESIS, 0, GENESIS)
    position, chain, horizon, mac = found
    return _Tip(position, bytes(chain), horizon, bytes(mac))


def _waiting(cursor: CursorWrapper, since: int, batch: int) -> Iterator[Sequence[tuple[UUID, str, bytes, int]]]:
    """Entries without a link, a batch at a time. A link made meanwhile is passed over by `seq`."""
    after = 0
    while True:
        cursor.execute(_WAITING, [since, after, batch])
        rows = cursor.fetchall()
        if rows:
            yield rows
            after = rows[-1][3]
        if len(rows) < batch:
            return


def _append(cursor: CursorWrapper, tip: _Tip, rows: Sequence[tuple[UUID, str, bytes, int]]) -> None:
    """Link these entries. One that was not written under the instance key is left for `verify` to name."""
    keyed = Keyed(ENTRY_MAC)
    links: list[tuple[int, UUID, bytes, bytes]] = []
    for entry, body, mac, _ in rows:
        if entry_mac(keyed, entry.bytes, body) != bytes(mac):
            continue
        hashed = entry_hash(entry.bytes, bytes(mac), body)
        tip.position += 1
        tip.hash = chain_hash(tip.hash, hashed)
        links.append((tip.position, entry, hashed, tip.hash))
    if links:
        cursor.execute(_LINK, [list(column) for column in zip(*links, strict=True)])
