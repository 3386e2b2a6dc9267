"""What a thief of the database holds, to be asked in several ways."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from xinqiao.cli.drills.stolen import Row, rows


@dataclass(frozen=True)
class Copy:
    """The whole copy."""

    rows: list[Row]

    def rows_of(self, *tables: str) -> list[Row]:
        """The rows of some tables, in the order in which they lie on the disk."""
        return [row for row in self.rows if row.table in tables]

    def order(self, table: str, by: str) -> dict[UUID, int]:
        """Each row's key with its place on the disk, or among the sorted keys."""
        keys = [next(value for value in row.values.values() if isinstance(value, UUID)) for row in self.rows_of(table)]
        if by == "key":
            keys.sort()
        return {key: place for place, key in enumerate(keys)}

    def text(self) -> str:
        """Everything that could be read, in one piece."""
        return "\n".join(_legible(value) for row in self.rows for value in row.values.values())


def _legible(value: object) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)


def steal(connection: psycopg.Connection[Any]) -> Copy:
    """Read every table of ours as its thief would, system columns included."""
    with connection.cursor() as cursor:
        return Copy(list(rows(cursor)))
