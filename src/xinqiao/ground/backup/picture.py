"""What a database holds, in numbers: rows and a digest per table, and the ledger's head.

Two databases with the same picture hold the same rows. The digest of a table is the sum of its
rows' digests, so that the server needs no memory for it and their order does not matter. It is
meant against accidents; the sealed file itself is proof against intent.
"""

from typing import Any

import psycopg
from psycopg import sql

# How values are written out must not depend on who asks.
PLAINLY = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "search_path": "public, pg_catalog",
}
# Their rows stay behind: whoever was signed in or had unlocked when the copy was made is not so again by it.
EMPTIED = ("accounts_opensession", "vault_unlockedkey")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
ROWS = """
SELECT count(*), coalesce(sum(('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint), 0)
FROM {table} t
"""
HEAD = "SELECT position, encode(hash, 'hex') FROM ledger_link ORDER BY position DESC LIMIT 1"

Connection = psycopg.Connection[tuple[Any, ...]]


def of(connection: Connection) -> dict[str, Any]:
    """The picture of this database as the connection's transaction sees it."""
    for name, value in PLAINLY.items():
        connection.execute("SELECT set_config(%s, %s, true)", [name, value])
    names = [str(name) for (name,) in connection.execute(TABLES).fetchall()]
    tables = {name: _rows(connection, name) for name in names if name not in EMPTIED}
    head = connection.execute(HEAD).fetchone() if "ledger_link" in names else None
    return {"tables": tables, "head": f"{head[0]}-{head[1]}" if head else None}


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The names of what is not the same in both pictures."""
    tables, others = expected["tables"], found["tables"]
    wrong = [name for name in sorted({*tables, *others}) if tables.get(name) != others.get(name)]
    return wrong if expected["head"] == found["head"] else [*wrong, "head"]


def rows_in(picture: dict[str, Any]) -> int:
    """How many rows there are in all."""
    return sum(int(rows) for rows, _ in picture["tables"].values())


def _rows(connection: Connection, name: str) -> list[Any]:
    asked = sql.SQL(ROWS).format(table=sql.Identifier("public", name))
    row = connection.execute(asked).fetchone()
    return [row[0], str(row[1])] if row else [0, "0"]
