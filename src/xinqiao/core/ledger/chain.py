"""Verifying the chain: links, entries, heads, and what has no link yet."""

from collections.abc import Iterable, Sequence

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, GENESIS, NO_ROWS, chain_hash, entry_hash, entry_mac, rows_in
from xinqiao.core.ledger.findings import Findings, Wrong
from xinqiao.core.ledger.heads import head_mac, read_short, short
from xinqiao.core.ledger.reading_all import Row, stream

# Links with their entries in the order of the chain, then the entries that have no link, in the order of insertion.
LINKS = """
    SELECT l.position, uuid_send(coalesce(l.entry, e.id)), l.entry_hash, l.hash, e.body, e.mac,
           CASE WHEN l.entry IS NULL THEN e.written < clock_timestamp() - make_interval(secs => %s) END
    FROM ledger_link l FULL JOIN ledger_entry e ON e.id = l.entry ORDER BY l.position NULLS LAST, e.seq
"""
HEADS = """
    SELECT h.position, h.hash, (extract(epoch FROM h.at) * 1000000)::bigint, h.horizon, h.mac, l.hash
    FROM ledger_head h LEFT JOIN ledger_link l ON l.position = h.position ORDER BY h.position
"""
PRINTED = "SELECT hash FROM ledger_link WHERE position = %s"

# By stable name, then by key: version, digest and position of the newest entry that names the row.
Newest = dict[str, dict[str, tuple[int, str | None, int]]]


class Chain:
    """Reads the chain once from the front, and remembers what the newest entry says of every row."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.newest: Newest = {}
        self.entries = 0
        self.heads = 0
        self.waiting = 0
        self.head = "0"
        self._position = 0
        self._last_head = 0
        self._before = GENESIS
        self._head_before = GENESIS
        self._mac = Keyed(ENTRY_MAC)

    def read(self, *, overdue_after: float, printed: Sequence[str]) -> None:
        """The chain and what waits behind it, the heads, and what was printed."""
        for chunk in stream(LINKS, overdue_after):
            self._read_links(chunk)
        for chunk in stream(HEADS):
            for head in chunk:
                self._read_head(head)
        if self._position > self._last_head:
            self.findings.add(Wrong.LINK_AFTER_HEAD, self._last_head + 1)
        for one in printed:
            self._compare(one)

    def _read_links(self, chunk: Iterable[Row]) -> None:
        """A chunk of links with their entries.

        The check value of a linked entry was asked for by the sealer, and only
        the sealer's heads, which have one of their own, can stand over a link.
        """
        before, expected = self._before, self._position
        for position, entry, hashed, chain, body, mac, is_overdue in chunk:
            if position is None:
                self._read_waiting(entry, body, mac, is_overdue)
                continue
            self.entries += 1
            expected += 1
            if position != expected:
                self.findings.add(Wrong.LINK_MISSING, expected)
                expected = position
            elif chain_hash(before, hashed) != chain:
                self.findings.add(Wrong.LINK_CHANGED, position, entry)
            before = chain
            if body is None:
                self.findings.add(Wrong.ENTRY_GONE, position, entry)
            elif entry_hash(entry, mac, body) != hashed:
                self.findings.add(Wrong.ENTRY_CHANGED, position, entry)
            elif not body.endswith(NO_ROWS):
                self._note_rows(position, body)
        self._before, self._position = before, expected

    def _note_rows(self, position: int, body: str) -> None:
        for name, version, pk, digest in rows_in(body):
            self.newest.setdefault(name, {})[pk] = (version, digest, position)

    def _read_head(self, head: Row) -> None:
        position, chain, at, horizon, mac, linked = head
        self.heads += 1
        self._last_head, self.head = position, short(position, chain)
        if head_mac(self._head_before, position, chain, at, horizon) != mac or chain != linked:
            self.findings.add(Wrong.HEAD_CHANGED, position)
        self._head_before = mac

    def _read_waiting(self, entry: bytes, body: str, mac: bytes, is_overdue: bool) -> None:
        self.waiting += 1
        if entry_mac(self._mac, entry, body) != mac:
            self.findings.add(Wrong.ENTRY_FORGED, 0, entry)
            return
        if is_overdue:
            self.findings.add(Wrong.ENTRY_UNLINKED, 0, entry)
        self._note_rows(0, body)

    def _compare(self, printed: str) -> None:
        position, begin = read_short(printed)
        linked = [row for chunk in stream(PRINTED, position) for row in chunk]
        if not linked or not linked[0][0].startswith(begin):
            self.findings.add(Wrong.PRINTED_HEAD_DIFFERS, position)
