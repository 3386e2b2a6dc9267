"""What a thief of the data folder holds: every row with the transactions that touched it, and every file."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

LONG_ENOUGH = 12  # shorter values are shared by many rows and lead to nobody
LEFT_OUT = ("django_", "auth_", "procrastinate_")
ROSTER = ("people_student", "people_guardian", "people_staff")
PERSONS = ("people_student", "people_guardian", "people_outsider", "people_clientlink", "personal_personalaccount")
MiB = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One row: its table, values, and the transactions that wrote or locked it."""

    table: str
    values: dict[str, Any]
    stamps: frozenset[str]

    def telling_values(self) -> Iterator[object]:
        """Values long enough to lead from one table to another."""
        for value in self.values.values():
            if isinstance(value, UUID) or (isinstance(value, bytes | str) and len(value) >= LONG_ENOUGH):
                yield value


def tables() -> list[str]:
    """Every table of ours."""
    with connection.cursor() as cursor:
        return _tables(cursor)


def rows(cursor: Any, *, but: Iterable[str] = ()) -> Iterator[Row]:
    """Every row as it lies there, table by table in the order of the disk. The cursor is whosever the copy is."""
    for table in sorted(set(_tables(cursor)) - set(but)):
        yield from _rows_of(cursor, table)


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return sorted(name for (name,) in cursor.fetchall() if not name.startswith(LEFT_OUT))


def _rows_of(cursor: Any, table: str) -> Iterator[Row]:
    query = sql.SQL('SELECT xmin::text AS "xmin?", xmax::text AS "xmax?", t.* FROM {} t ORDER BY ctid')
    cursor.execute(query.format(sql.Identifier(table)))
    names = [column.name for column in cursor.description]
    for found in cursor:
        values = {name: _plain(value) for name, value in zip(names, found, strict=True)}
        stamps = frozenset({str(values.pop("xmin?")), str(values.pop("xmax?"))}) - {"0"}
        yield Row(table, values, stamps)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


class Words:
    """Words to look for, in each way a program might write them down."""

    def __init__(self, words: Iterable[str]) -> None:
        self._found: dict[bytes, str] = {}
        for word in words:
            raw = word.encode()
            ways = [raw, json.dumps(word)[1:-1].encode(), raw.hex().encode(), word.encode("utf-16-le")]
            ways += [base64.b64encode(bytes(shift) + raw)[shift * 2 : -4] for shift in range(3)]
            self._found |= dict.fromkeys(ways, word)
        self._any = re.compile(b"|".join(re.escape(way) for way in sorted(self._found, key=len, reverse=True)))

    def within(self, data: bytes) -> set[str]:
        """Which of them stand in this."""
        return {self._found[one] for one in set(self._any.findall(data))} if self._found else set()

    def in_file(self, file: Path) -> set[str]:
        """Which of them stand in a file, read a piece at a time."""
        found: set[str] = set()
        kept = b""
        with file.open("rb") as source:
            while piece := source.read(MiB):
                found |= self.within(kept + piece)
                kept = piece[-200:]
        return found


def words_in_tables(words: Words, *, but: Iterable[str] = ()) -> list[str]:
    """In which columns of which tables the words stand."""
    found = set()
    with connection.cursor() as cursor:
        for row in rows(cursor, but=but):
            for name, value in row.values.items():
                data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
                found |= {f"{word} in {row.table}.{name}" for word in words.within(data)}
    return sorted(found)


def words_in_files(words: Words, home: Path, *, but: Iterable[Path] = ()) -> tuple[list[str], int]:
    """In which files of a data folder the words stand, and how many were read."""
    left_out, found, count = set(but), set(), 0
    for file in sorted(home.rglob("*")):
        if not file.is_file() or left_out & {file, *file.parents}:
            continue
        count += 1
        found |= {f"{word} in {file.relative_to(home)}" for word in words.in_file(file)}
    return sorted(found), count


def joined(copy: Iterable[Row], numbers: Iterable[UUID]) -> list[str]:
    """Where a client number can be joined to a person: by a value, or by the transaction that wrote or locked both."""
    wanted = set(numbers)
    values: dict[object, str] = {}
    stamps: dict[str, str] = {}
    work: list[Row] = []
    for row in copy:
        if row.table in PERSONS:
            values |= dict.fromkeys(row.telling_values(), row.table)
            stamps |= dict.fromkeys(row.stamps, row.table)
        elif not row.table.startswith("people_") and wanted & _ids(row):
            work.append(row)
    found = {
        f"{row.table} and {values[one]} share a value" for row in work for one in row.telling_values() if one in values
    }
    found |= {
        f"{row.table} and {stamps[one]} share a transaction" for row in work for one in row.stamps if one in stamps
    }
    return sorted(found)


def _ids(row: Row) -> set[UUID]:
    """Every id in a row, those that an entry of the ledger names in its text among them."""
    ids = {value for value in row.values.values() if isinstance(value, UUID)}
    if row.table == "ledger_entry":
        ids |= {UUID(one) for one in _UUID.findall(row.values["body"])}
    return ids


_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
