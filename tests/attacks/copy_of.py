"""What a thief of the database holds: every row with its place and the transactions that touched it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

# Values that many rows share by their nature and that lead to nobody.
SHORT = 12
LEFT_OUT = ("django_", "auth_", "procrastinate_")


@dataclass(frozen=True)
class Row:
    """One row: its table, place, values, and the transactions that wrote or locked it."""

    table: str
    place: int
    values: dict[str, Any]
    stamps: frozenset[str]

    def telling_values(self) -> Iterator[object]:
        """Values long enough to lead from one table to another; staff at work are no secret."""
        for value in self.values.values():
            if isinstance(value, UUID) or (isinstance(value, bytes | memoryview) and len(bytes(value)) >= SHORT):
                yield bytes(value) if isinstance(value, memoryview) else value
            elif isinstance(value, str) and len(value) >= SHORT:
                yield value


@dataclass(frozen=True)
class Copy:
    """The whole copy."""

    rows: list[Row]

    def rows_of(self, *tables: str) -> list[Row]:
        """The rows of some tables, in the order in which they lie on the disk."""
        return [row for row in self.rows if row.table in tables]

    def rows_about(self, numbers: Iterable[UUID]) -> list[Row]:
        """Rows outside of the register that name one of these numbers."""
        wanted = set(numbers)
        return [
            row
            for row in self.rows
            if not row.table.startswith("people_")
            and wanted & {one for one in row.values.values() if isinstance(one, UUID)}
        ]

    def order(self, table: str, by: str) -> dict[UUID, int]:
        """Each row's key with its place on the disk, or among the sorted keys."""
        rows = self.rows_of(table)
        keys = [next(value for value in row.values.values() if isinstance(value, UUID)) for row in rows]
        if by == "key":
            keys.sort()
        return {key: place for place, key in enumerate(keys)}

    def text(self) -> str:
        """Everything that could be read, in one piece."""
        return "\n".join(_legible(value) for row in self.rows for value in row.values.values())


def _legible(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore")
    return str(value)


def steal(connection: psycopg.Connection[Any]) -> Copy:
    """Read every table of ours as its thief would, system columns included."""
    tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    rows: list[Row] = []
    for table in sorted(name for name in tables if not name.startswith(LEFT_OUT)):
        with connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(f'SELECT xmin::text AS "xmin?", xmax::text AS "xmax?", t.* FROM "{table}" t ORDER BY ctid')  # type: ignore[arg-type]
            for place, found in enumerate(cursor):
                stamps = frozenset({found.pop("xmin?"), found.pop("xmax?")}) - {"0"}
                rows.append(Row(table, place, found, stamps))
    return Copy(rows)
