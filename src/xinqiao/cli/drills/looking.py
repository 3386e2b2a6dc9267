"""The part of `xinqiao drill insider` that runs with Django: what can be read, and what opens."""

import os
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from psycopg import sql

from xinqiao.cli.drills import stolen
from xinqiao.cli.drills.made_up import sealed_fields
from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.seed import Known
from xinqiao.core import keys
from xinqiao.core.vault import house
from xinqiao.core.vault.fields import REVISION, HouseSealed
from xinqiao.web.reference.seals import PUBLISHED

EACH = 60  # rows of a column that are tried with every kind of seal
CANARY = "金丝雀的日记"
Opened = dict[str, set[str]]  # by kind of seal: the columns it opened
CARELESS, FORGOTTEN = "drill_careless", "people.outsider.name"


def look(answer: str, known: str, with_key: bool, flaw: str | None) -> None:
    """As somebody who holds the folder: with the instance key or without it; what is not as promised."""
    outcome, seeded = Outcome(), Known.read(Path(known))
    if with_key:
        _with_the_key(outcome, seeded, {name: PUBLISHED[name] for name in PUBLISHED if not flaw or name != FORGOTTEN})
    else:
        if flaw:
            _write_carelessly(seeded)
        _without_the_key(outcome, seeded)
    outcome.write(Path(answer))


def _without_the_key(outcome: Outcome, known: Known) -> None:
    _provoke()
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    keys.install_instance_key(os.urandom(32))  # a thief's best guess
    progress("逐行、逐个文件 / every row and every file")
    for one in _legible(outcome, known):
        outcome.expect(False, f"legible: {one}")
    with connection.cursor() as cursor:
        for one in stolen.joined(stolen.rows(cursor), map(UUID, known.came)):
            outcome.expect(False, f"joined: {one}")
    opened, tried = _open_all(stolen.Words([]))
    for kind, columns in opened.items():
        outcome.expect(False, f"opened without the key: {kind} in {sorted(columns)}")
    outcome.facts |= {"tables": len(stolen.tables()), "ciphertexts": tried, "opened": len(opened)}


def _legible(outcome: Outcome, known: Known) -> list[str]:
    """Words that should lie under a seal, anywhere; names of pupils who came, anywhere but on the roster."""
    home = Path(settings.XINQIAO_HOME)
    key = home / "keys" / "instance.key"
    words = stolen.Words([*known.words_under_house, *known.words_under_people])
    names = stolen.Words([*known.names, CANARY])
    found = stolen.words_in_tables(words) + stolen.words_in_tables(names, but=stolen.ROSTER)
    inside, files = stolen.words_in_files(words, home, but=[key])
    beside, _ = stolen.words_in_files(names, home, but=[key, home / "postgres"])
    outcome.facts["files"] = files
    control = stolen.words_in_tables(stolen.Words(known.names[:1]))
    outcome.expect(control, "the search itself does not work: a name was not found on the roster")
    return [*found, *inside, *beside]


def _with_the_key(outcome: Outcome, known: Known, published: Collection[str]) -> None:
    progress("逐个密文 / every ciphertext")
    opened, tried = _open_all(stolen.Words(known.words_under_people))
    own = {field.kind: f"{model._meta.db_table}.{field.column}" for model, field in sealed_fields()}
    for kind, columns in sorted(opened.items()):
        outcome.expect(kind in published, f"opens and is not published: {kind} in {sorted(columns)}")
        outcome.expect(columns <= {own.get(kind)}, f"opens where it should not: {kind} in {sorted(columns)}")
    for kind in sorted(published):
        outcome.expect(kind not in own or kind in opened, f"never opened: {kind}: the school has no value of it")
    outcome.facts |= {"ciphertexts": tried, "opened": len(opened), "published": len(published)}


def _open_all(content: stolen.Words) -> tuple[Opened, int]:
    """Try every kind of house seal on every ciphertext; what opened, and how many were tried.

    Of a column's own kind every row is tried, of the others the first ones. What
    opens and holds content of the people's seal is noted as a kind of its own.
    """
    opened: Opened = defaultdict(set)
    kinds = {field.kind for _, field in sealed_fields()}
    tried = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.get_internal_type() != "BinaryField" or not isinstance(model._meta.pk, models.UUIDField):
                continue
            own = {field.kind} if isinstance(field, HouseSealed) else set()
            for place, (row, sealed) in enumerate(_ciphertexts(model, field)):
                tried += 1
                for kind in kinds if place < EACH else own:
                    plain = _opened(kind, row, sealed)
                    if plain is not None:
                        name = "a record" if content.within(plain) else kind
                        opened[name].add(f"{model._meta.db_table}.{field.column}")
    return opened, tried


def _ciphertexts(model: type[models.Model], field: "models.Field[Any, Any]") -> list[tuple[UUID, bytes]]:
    """A column as it lies there, with the keys of its rows."""
    key = model._meta.pk
    query = sql.SQL("SELECT {0}, {1} FROM {2} WHERE {1} IS NOT NULL")
    names = (str(key.column), str(field.column), model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(query.format(*map(sql.Identifier, names)))
        return [(row, bytes(sealed)) for row, sealed in cursor.fetchall()]


def _opened(kind: str, row: UUID, sealed: bytes) -> bytes | None:
    try:
        return house.open(kind, row, REVISION, sealed)
    except house.SealBroken:
        return None


def _provoke() -> None:
    """Break what can be broken with a telling value, as mistakes in the program would: the log must not quote it."""
    for table in stolen.tables():
        name = sql.Identifier(table)
        _attempt(sql.SQL("INSERT INTO {0} SELECT * FROM {0} LIMIT 1").format(name), [])
        for column, kind in _columns(table):
            if kind in {"text", "character varying"}:
                _attempt(sql.SQL("UPDATE {} SET {} = %s").format(name, sql.Identifier(column)), [CANARY * 60])


def _attempt(statement: sql.Composed, values: list[str]) -> None:
    with suppress(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        transaction.set_rollback(True)


def _columns(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = %s",
            [table],
        )
        return list(cursor.fetchall())


def _write_carelessly(known: Known) -> None:
    """What a tired programmer might do: an excerpt for the list, in a column of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {CARELESS} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), excerpt text)")
        cursor.execute(f"INSERT INTO {CARELESS} (excerpt) VALUES (%s)", [known.words_under_people[0]])  # noqa: S608
