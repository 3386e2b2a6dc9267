"""`xinqiao bench ledger`: what a full verification costs beside the barest chain over the same entries.

Both sides read the same bodies from the database through the same kind of
cursor, in the order of the chain. The baseline then does one SHA-256 per entry
over the hash before it and the body, and nothing else. Our side is `verify` as
it is used: two hashes and several comparisons per entry, every head, what waits, and
the rows that carry weight, both ways. Half of the entries are readings, half
are acts, two for every row: booked, then changed.

The tables are temporary ones of this connection, named like the real ones, so
the real ledger is neither read nor written. The role must be allowed to make
temporary tables; the desk role is not, the owner is.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from psycopg import sql

from xinqiao.core.access import Actor, Held, Post
from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, GENESIS, Document, Weighed, entry_mac
from xinqiao.core.ledger.chain import Chain
from xinqiao.core.ledger.events import ReadingForm
from xinqiao.core.ledger.findings import Findings
from xinqiao.core.ledger.reading_all import one_snapshot, stream
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import DIGEST, Scale

ENTRIES = 20_000
ROUNDS = 7
ENTRIES_PER_ROW = 4
BASELINE = (
    "bare SHA-256 chain over the same entries' stored JSON: the same join, cursor and order, "
    "one hash per entry, nothing compared"
)
_TABLES = ("ledger_entry", "ledger_link", "ledger_head")
_BARE = "SELECT e.body FROM ledger_link l JOIN ledger_entry e ON e.id = l.entry ORDER BY l.position"
_ROWS = "CREATE TEMPORARY TABLE bench_row (id uuid PRIMARY KEY, state text, starts_at timestamptz, number int)"
_FIELDS = ("state", "starts_at", "number")
_ACTOR = Actor(uuid4(), frozenset({Held(Post.COUNSELLOR)}))
_START = datetime(2026, 9, 1, tzinfo=UTC)

SCALE = Scale("bench.row", "bench_row", "id", 1, {1: _FIELDS})


def run(entries: int = ENTRIES, rounds: int = ROUNDS) -> dict[str, object]:
    """Measure, turn by turn, and give the medians. Leaves nothing behind."""
    with _scratch_tables():
        _fill(entries)
        bare, full, chain = _take_turns(rounds, bare_chain, _verify_all, _verify_chain)
    return {
        "bench": "ledger",
        "ratio": round(bare / full, 3),
        "ratio_chain_only": round(bare / chain, 3),
        "baseline": BASELINE,
        "entries": entries,
        "rows": entries // ENTRIES_PER_ROW,
        "seconds": round(full, 4),
        "seconds_chain_only": round(chain, 4),
        "seconds_baseline": round(bare, 4),
        "rounds": rounds,
    }


def bare_chain() -> bytes:
    """The baseline."""
    before = GENESIS
    with one_snapshot():
        for chunk in stream(_BARE):
            for (body,) in chunk:
                before = sha256(before + body.encode()).digest()
    return before


def _verify_all() -> None:
    report = verify(weighed={SCALE.name: SCALE})
    assert report.is_sound, report.findings[:3]


def _verify_chain() -> None:
    findings = Findings()
    with one_snapshot():
        Chain(findings).read(overdue_after=60, printed=())
    assert not findings.kept


def _take_turns(rounds: int, *sides: Callable[[], object]) -> list[float]:
    """A, B, C, A, B, C, …: the median seconds of each, after one unmeasured turn."""
    seconds: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds + 1):
        for side, times in zip(sides, seconds, strict=True):
            start = perf_counter()
            side()
            if turn:
                times.append(perf_counter() - start)
    return [statistics.median(times) for times in seconds]


@contextmanager
def _scratch_tables() -> Iterator[None]:
    """Empty temporary copies, which stand before the real tables until they are dropped."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        for table in _TABLES:
            copy = sql.SQL("CREATE TEMPORARY TABLE {0} (LIKE public.{0} INCLUDING ALL)")
            cursor.execute(copy.format(sql.Identifier(table)))
        cursor.execute(_ROWS)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in (*_TABLES, "bench_row"):
                cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(table)))


def _fill(entries: int) -> None:
    pks = [uuid4() for _ in range(entries // ENTRIES_PER_ROW)]
    with transaction.atomic():
        _copy("bench_row", ("id", *_FIELDS), [_row(number, pk) for number, pk in enumerate(pks)])
        _copy("ledger_entry", ("id", "body", "mac"), list(_entries(pks)))
        seal_once(full=True)
    with connection.cursor() as cursor:
        for table in (*_TABLES, "bench_row"):
            cursor.execute(sql.SQL("ANALYZE pg_temp.{}").format(sql.Identifier(table)))


def _row(number: int, pk: UUID) -> tuple[object, ...]:
    return pk, "booked", _START + timedelta(minutes=number), number


def _entries(pks: list[UUID]) -> Iterator[tuple[object, ...]]:
    """For each row a booking, a reading, a change, a reading."""
    weigh, seal, prefix = Keyed(DIGEST).digest, Keyed(ENTRY_MAC), SCALE.prefix(1)
    with connection.cursor() as cursor:
        cursor.execute(SCALE.query([1]))
        digests = {pk: weigh(prefix + pk.encode() + bytes(values)).hex() for pk, values in cursor.fetchall()}
    for number, pk in enumerate(pks):
        acted = [Weighed(SCALE.name, 1, str(pk), digests[str(pk)])]
        read: list[Weighed] = []
        for turn, rows in enumerate((acted, read, acted, read)):
            entry, body = uuid4(), _body(pk, number * ENTRIES_PER_ROW + turn, rows)
            yield entry, body, entry_mac(seal, entry.bytes, body)


def _body(pk: UUID, second: int, rows: list[Weighed]) -> str:
    document = Document(
        kind="scheduling.appointment_booked" if rows else "scheduling.appointment_opened",
        at=_START + timedelta(seconds=second),
        actor=_ACTOR,
        rule="practice.scheduling.policy.may_book",
        clauses=("APT-03", "APT-04"),
        subject=pk,
        about=pk,
        form=None if rows else ReadingForm.PAGE.value,
        rows=rows,
    )
    return document.body()


def _copy(table: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    raw: Any = connection.connection
    names = sql.SQL(",").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY pg_temp.{} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
