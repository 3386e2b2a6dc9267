"""Rows that carry weight, and the keyed digest by which a later change is noticed.

    class Appointment(models.Model):
        class Weight:
            name = "scheduling.appointment"
            version = 2
            fields = ("client", "starts_at", "state")
            earlier = {1: ("client", "starts_at")}

The digest covers the stored values as PostgreSQL itself sends them, read back
after the change: nothing is rebuilt in Python, nothing has to be opened, and a
sealed column counts by its ciphertext. A change of the list, of its order or of
a column's type needs a new version; the old list stays under `earlier` for as
long as rows are known by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model, UUIDField
from psycopg import sql

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import Weighed
from xinqiao.core.ledger.events import Removed

DIGEST = "ledger.digest"


class NoWeight(TypeError):
    """A model was recorded as carrying weight and does not say by which fields, or says it wrongly."""


@dataclass(frozen=True)
class Scale:
    """How the rows of one table are weighed: its columns, by version of the list."""

    name: str
    table: str
    pk: str
    version: int
    columns: Mapping[int, tuple[str, ...]]

    @cached_property
    def versions(self) -> tuple[int, ...]:
        """Every version by which a row may be known, in the order of `query`'s columns."""
        return tuple(sorted(self.columns))

    def query(self, versions: Sequence[int], *, chosen: bool = False) -> str:
        """`SELECT` of the key as text, and of the stored values under each version, as PostgreSQL sends them.

        `chosen` asks for the rows of which the keys are given.
        """
        return _query(self.table, self.pk, tuple(self.columns[version] for version in versions), chosen)

    def prefix(self, version: int) -> bytes:
        """What stands before the key and the values of every row of this version."""
        return b"%d:%s/%d/" % (len(self.name), self.name.encode(), version)


def scale_of(model: type[Model]) -> Scale:
    """How this model is weighed. Raises `NoWeight`."""
    weight = model.__dict__.get("Weight")
    if weight is None:
        raise NoWeight(f"{model._meta.label} has no Weight")
    key = model._meta.pk
    if not isinstance(key, UUIDField) or key.column is None:
        raise NoWeight(f"{model._meta.label} carries weight, so its key must be a uuid")
    lists = {**getattr(weight, "earlier", {}), weight.version: weight.fields}
    columns = {version: tuple(_column(model, name) for name in names) for version, names in lists.items()}
    return Scale(weight.name, model._meta.db_table, key.column, weight.version, columns)


def scales() -> dict[str, Scale]:
    """Every model that carries weight, by its stable name. Raises `NoWeight` where two share one."""
    found: dict[str, Scale] = {}
    for model in apps.get_models():
        if "Weight" in model.__dict__:
            scale = scale_of(model)
            if found.setdefault(scale.name, scale) is not scale:
                raise NoWeight(f"two models carry weight as '{scale.name}'")
    return found


def weigh(rows: Sequence[Model | Removed]) -> list[Weighed]:
    """The digests of these rows as they stand in the database now; one statement per model."""
    keyed = Keyed(DIGEST)
    wanted: dict[type[Model], list[UUID]] = {}
    weighed: list[Weighed] = []
    for row in rows:
        if isinstance(row, Removed):
            scale = scale_of(row.model)
            weighed.append(Weighed(scale.name, scale.version, str(row.pk), None))
        else:
            wanted.setdefault(type(row), []).append(row.pk)
    for model, pks in wanted.items():
        weighed += _weigh_model(keyed, scale_of(model), pks)
    return weighed


def digest_row(row: Model) -> str:
    """The digest of one row as it stands in the database now, in hexadecimal."""
    (weighed,) = weigh([row])
    assert weighed.digest is not None
    return weighed.digest


def _weigh_model(keyed: Keyed, scale: Scale, pks: list[UUID]) -> list[Weighed]:
    prefix = scale.prefix(scale.version)
    with connection.cursor() as cursor:
        cursor.execute(scale.query([scale.version], chosen=True), [pks])
        found = {pk: keyed.digest(prefix + pk.encode() + bytes(values)).hex() for pk, values in cursor.fetchall()}
    missing = [str(pk) for pk in pks if str(pk) not in found]
    if missing:
        raise NoWeight(f"{scale.name} {missing[0]} is not in the database; a deleted row is recorded as Removed")
    return [Weighed(scale.name, scale.version, pk, digest) for pk, digest in sorted(found.items())]


@cache
def _query(table: str, pk: str, lists: tuple[tuple[str, ...], ...], chosen: bool) -> str:
    """Put together once for each table: every act that carries weight asks it."""
    weighed = [
        sql.SQL("record_send(ROW({}))").format(sql.SQL(",").join(map(sql.Identifier, columns))) for columns in lists
    ]
    key = sql.Identifier(pk)
    query = sql.SQL("SELECT {}::text, {} FROM {}").format(key, sql.SQL(",").join(weighed), sql.Identifier(table))
    return (query + sql.SQL(" WHERE {} = ANY(%s)").format(key) if chosen else query).as_string()


def _column(model: type[Model], name: str) -> str:
    column = getattr(model._meta.get_field(name), "column", None)
    if not isinstance(column, str):
        raise NoWeight(f"{model._meta.label}.{name} is no column")
    return column
