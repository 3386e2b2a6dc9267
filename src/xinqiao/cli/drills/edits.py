"""Random edits by SQL, as somebody makes them who has every right in the database and no instance key."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from xinqiao.core.ledger.models import Entry, Head, Link
from xinqiao.core.ledger.weight import Scale, scale_of

LEDGER: tuple[type[models.Model], ...] = (Entry, Link, Head)
TOGETHER = ("public", "signing", "mac")  # a key is exchanged whole, or its own check value gives it away
LOOK_AT = 40


@dataclass(frozen=True)
class Target:
    """A table to be edited: its key, the columns that count, and how a finding names a row of it."""

    table: str
    key: str
    columns: tuple[str, ...]
    name: str = ""

    @property
    def is_ledger(self) -> bool:
        """Whether it is one of the ledger's own."""
        return not self.name


@dataclass
class Edit:
    """What was done, and what a finding has to name: a row, an entry, or a position."""

    what: str
    target: Target
    keys: list[str]
    entries: set[str] = field(default_factory=set)
    positions: set[int] = field(default_factory=set)

    def is_named_by(self, findings: Sequence[Any]) -> bool:
        """Whether a finding names what was edited."""
        rows = {f"{self.target.name} {key}" for key in self.keys}
        return any(
            one.row in rows or one.entry in self.entries or (one.position and one.position in self.positions)
            for one in findings
        )

    def __str__(self) -> str:
        return f"{self.what} {self.target.table} {', '.join(self.keys)}"


def target_of(model: type[models.Model]) -> Target:
    """How a table of the ledger, or one that carries weight, is edited."""
    if model in LEDGER:
        names = [str(one.column) for one in model._meta.concrete_fields if not one.generated]
        return Target(model._meta.db_table, str(model._meta.pk.column), tuple(names))
    scale: Scale = scale_of(model)
    weighed = (scale.pk, *scale.columns[scale.version])
    made_of = {str(one.column): _sources(one) for one in model._meta.concrete_fields if one.generated}
    writable = tuple(name for column in weighed for name in made_of.get(column, (column,)))
    return Target(scale.table, scale.pk, writable, scale.name)


def _sources(generated: Any) -> tuple[str, ...]:
    """The columns from which the database makes one that nobody writes: editing those edits it."""
    parts: list[Any] = [one for one in generated.expression.flatten() if isinstance(one, models.F)]
    return tuple(str(one.name) for one in parts)


class Editor:
    """Makes one random edit of a kind in a table."""

    def __init__(self, cursor: CursorWrapper, chance: random.Random) -> None:
        self.cursor, self.chance = cursor, chance

    def columns(self, table: str) -> dict[str, str]:
        """Type of each column that can be written."""
        self.cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return dict(self.cursor.fetchall())

    def edit(self, target: Target, kind: str) -> Edit | None:
        """Do it; None where this table does not allow this kind of edit."""
        keys = self._some_keys(target, 2 if kind == "exchange" else 1)
        if not keys or (kind == "exchange" and len(keys) < 2):
            return None
        make = {"change": self._change, "delete": self._delete, "insert": self._insert, "exchange": self._exchange}
        return make[kind](target, keys)

    def _some_keys(self, target: Target, count: int) -> list[str]:
        query = sql.SQL("SELECT {}::text FROM {} ORDER BY 1").format(*_names(target.key, target.table))
        self.cursor.execute(query)
        keys = [key for (key,) in self.cursor.fetchall()]
        return self.chance.sample(keys, count) if len(keys) >= count else []

    def _change(self, target: Target, keys: list[str]) -> Edit | None:
        column = self.chance.choice(target.columns)
        kind = self.columns(target.table)[column]
        edit = self._note(f"change {column} of", target, keys)
        value = sql.SQL(_OTHER[kind]).format(sql.Identifier(column))
        query = sql.SQL("UPDATE {} SET {} = {} WHERE {}::text = %s AND ({}) IS DISTINCT FROM {} RETURNING {}::text")
        words = _names(target.table, column)
        self.cursor.execute(
            query.format(*words, value, sql.Identifier(target.key), value, words[1], sql.Identifier(target.key)), keys
        )
        changed = self.cursor.fetchall()
        if not changed:
            return None
        return self._also(edit, changed[0][0]) if column == target.key else edit

    def _delete(self, target: Target, keys: list[str]) -> Edit:
        edit = self._note("delete from", target, keys)
        query = sql.SQL("DELETE FROM {} WHERE {}::text = %s").format(*_names(target.table, target.key))
        self.cursor.execute(query, keys)
        return edit

    def _insert(self, target: Target, keys: list[str]) -> Edit | None:
        """A copy of a row under a new key, and what else must differ by the table's own constraints."""
        columns = self.columns(target.table)
        unique = self._unique(target.table)
        values = [
            sql.SQL(_OTHER[kind] if name == target.key or name in unique else "{}").format(sql.Identifier(name))
            for name, kind in columns.items()
        ]
        names = sql.SQL(",").join(map(sql.Identifier, columns))
        query = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} WHERE {}::text = %s RETURNING {}::text")
        table, key = _names(target.table, target.key)
        self.cursor.execute(query.format(table, names, sql.SQL(",").join(values), table, key, key), keys)
        (made,) = self.cursor.fetchone()
        edit = Edit("insert into", target, [made])
        return self._also(edit, made) if target.is_ledger else edit

    def _exchange(self, target: Target, keys: list[str]) -> Edit | None:
        """What two rows hold changes places: a document for another, one key for another with its check value."""
        columns = [name for name in TOGETHER if name in target.columns] or [self.chance.choice(target.columns[1:])]
        edit = self._note(f"exchange {', '.join(columns)} in", target, keys)
        sets = sql.SQL(",").join(sql.SQL("{0} = o.{0}").format(sql.Identifier(name)) for name in columns)
        differs = sql.SQL(" OR ").join(
            sql.SQL("t.{0} IS DISTINCT FROM o.{0}").format(sql.Identifier(name)) for name in columns
        )
        query = sql.SQL(
            "UPDATE {0} t SET {1} FROM {0} o WHERE t.{2}::text = ANY(%s) AND o.{2}::text = ANY(%s) "
            "AND t.{2} <> o.{2} AND ({3})"
        )
        table, key = _names(target.table, target.key)
        self.cursor.execute(query.format(table, sets, key, differs), [keys, keys])
        return edit if self.cursor.rowcount else None

    def _unique(self, table: str) -> set[str]:
        """Columns in unique constraints and indexes: a second row must differ there."""
        self.cursor.execute(
            "SELECT DISTINCT a.attname FROM pg_index i JOIN pg_attribute a "
            "ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
            "WHERE i.indrelid = %s::regclass AND i.indisunique AND NOT i.indisprimary",
            [table],
        )
        return {name for (name,) in self.cursor.fetchall()}

    def _note(self, what: str, target: Target, keys: list[str]) -> Edit:
        """Where a finding may point to, from how the row stands before."""
        edit = Edit(what, target, list(keys))
        for key in keys if target.is_ledger else ():
            self._also(edit, key)
        return edit

    def _also(self, edit: Edit, key: str) -> Edit:
        """Another key under which a finding may name it; of a link or a head, its place and the next."""
        edit.keys.append(key)
        if edit.target.key == "position":
            edit.positions |= {int(key), int(key) + 1}
            self.cursor.execute("SELECT entry::text FROM ledger_link WHERE position = %s", [int(key)])
            edit.entries |= {entry for (entry,) in self.cursor.fetchall()}
            self.cursor.execute("SELECT min(position) FROM ledger_head WHERE position > %s", [int(key)])
            edit.positions |= {place for (place,) in self.cursor.fetchall() if place}
            self.cursor.execute("SELECT max(position) FROM ledger_head WHERE position < %s", [int(key)])
            edit.positions |= {place + 1 for (place,) in self.cursor.fetchall() if place}
        else:
            edit.entries.add(key)
            self.cursor.execute("SELECT position FROM ledger_link WHERE entry::text = %s", [key])
            edit.positions |= {place for (place,) in self.cursor.fetchall()}
        return edit


def _names(*names: str) -> tuple[sql.Identifier, ...]:
    return tuple(map(sql.Identifier, names))


# For each type, another value that the type takes.
_OTHER = {
    "uuid": "gen_random_uuid()",
    "text": "{0} || 'x'",
    "character varying": "overlay({0} placing 'q' from 1 for 1)",
    "bytea": "set_byte(coalesce(nullif({0}, ''), '\\x00'), 0, 255 - get_byte(coalesce(nullif({0}, ''), '\\x00'), 0))",
    "boolean": "NOT coalesce({0}, false)",
    "smallint": "(coalesce({0}, 0) + 1)::smallint",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1000003",
    "date": "coalesce({0}, date '2026-09-01') + 1",
    "timestamp with time zone": "coalesce({0}, timestamptz '2026-09-01') + interval '1 second'",
    "time without time zone": "coalesce({0}, time '08:00') + interval '1 minute'",
    "jsonb": "coalesce({0}, '{{}}') || '{{\"x\": 1}}'",
    "ARRAY": "array_append({0}, NULL)",
}
