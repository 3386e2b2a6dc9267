"""Rows for tables that nobody has filled, made up from their columns.

So that no table that carries weight and no sealed column is left out of a
drill: the day it is written, it is drilled. Where the constraints allow no row
that chance can find, the drill fails and names the table, and somebody writes a
seed for it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField, RangeField
from django.db import IntegrityError, models, transaction
from django.db.models import NOT_PROVIDED, Model

from xinqiao.cli.drills.vaulted import program_grant
from xinqiao.core.ledger import Event, record
from xinqiao.core.vault.fields import HouseSealed, HouseSealedText

PLANTED = "石榴色的信鸽"
ROWS, TRIES = 3, 400


@dataclass(frozen=True)
class RowMadeUp(Event):
    """A drill made a row up."""

    kind = "drill.row_made_up"


class CannotMakeUp(Exception):
    """Chance found no row that the table takes."""


def weighed_models() -> list[type[Model]]:
    """Every model that carries weight."""
    return [model for model in apps.get_models() if "Weight" in model.__dict__]


def sealed_fields() -> Iterator[tuple[type[Model], HouseSealed[Any]]]:
    """Every column under the house seal."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, HouseSealed):
                yield model, field


def fill_empty_tables(at: datetime) -> list[str]:
    """Give each table that carries weight its first rows, and each sealed column its first values; which were made up."""
    chance, made = random.Random(7), []  # noqa: S311 (rows are made up, nothing is guarded)
    for model in weighed_models():
        if not model._base_manager.exists() and _make(model, ROWS, chance, at):
            made.append(model._meta.label_lower)
    for model, field in sealed_fields():
        if not model._base_manager.exclude(**{f"{field.attname}__isnull": True}).exists():
            _make(model, 1, chance, at, filled=field.name)
            made.append(f"{model._meta.label_lower}.{field.name}")
    return sorted(made)


def _make(model: type[Model], count: int, chance: random.Random, at: datetime, filled: str = "") -> bool:
    """Up to so many rows, each in a transaction of its own; one is enough, because some tables take no second."""
    rows = 0
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                row = model(**_values(model, chance, at, filled))
                row.save(force_insert=True)
                if "Weight" in model.__dict__:
                    record(RowMadeUp(subject=row.pk), program_grant(), rows=[row], at=at)
        except (IntegrityError, ValueError):
            continue
        rows += 1
        if rows == count:
            break
    if not rows and not model._base_manager.exists():
        raise CannotMakeUp(f"{model._meta.label}: no row could be made up; the drills need a seed for it")
    return rows > 0


def _values(model: type[Model], chance: random.Random, at: datetime, filled: str) -> dict[str, Any]:
    values = {}
    for field in model._meta.concrete_fields:
        if field.generated or field.name == filled:
            if field.name == filled:
                values[field.attname] = _sealed(field)
            continue
        if field.has_default() and chance.random() < 0.5:
            continue
        if field.null and not isinstance(field, HouseSealed) and chance.random() < 0.5:
            values[field.attname] = None
        elif field.blank and isinstance(field, models.CharField) and chance.random() < 0.5:
            values[field.attname] = ""
        else:
            values[field.attname] = _value(field, chance, at)
    return values


def _value(field: "models.Field[Any, Any]", chance: random.Random, at: datetime) -> Any:
    if isinstance(field, models.ForeignKey):
        return _somebody(field, chance)
    if isinstance(field, HouseSealed):
        return _sealed(field)
    if field.choices:
        return chance.choice([value for value, _ in field.flatchoices])
    if isinstance(field, ArrayField):
        return []
    if allowed := list(_allowed(field)):
        return chance.choice(allowed)
    for kinds, make in _PLAIN:
        if isinstance(field, kinds):
            return make(field, chance, at)
    return None if field.default is NOT_PROVIDED else field.get_default()


def _allowed(field: "models.Field[Any, Any]") -> Iterator[Any]:
    """The values that the table's own constraints list for a column."""
    for one in field.model._meta.constraints:
        asked: list[Any] = [one.condition] if isinstance(one, models.CheckConstraint) else []
        while asked:
            part = asked.pop()
            if isinstance(part, models.Q):
                asked += part.children
            elif isinstance(part, tuple) and part[0] == f"{field.name}__in":
                yield from part[1]


def _sealed(field: Any) -> Any:
    return PLANTED if isinstance(field, HouseSealedText) else {"said": PLANTED}


def _somebody(field: "models.ForeignKey[Any, Any]", chance: random.Random) -> Any:
    """A row that is there, any of the first few."""
    related = field.related_model
    assert isinstance(related, type)
    there = list(related._base_manager.values_list("pk", flat=True)[:40])
    if not there:
        return None
    return chance.choice(there)


def _word(field: Any, chance: random.Random, at: datetime) -> str:
    return f"{chance.randrange(16**8):08x}"[: field.max_length or 8]


def _moment(field: Any, chance: random.Random, at: datetime) -> datetime:
    return at + timedelta(minutes=chance.randrange(-600, 600))


def _day(field: Any, chance: random.Random, at: datetime) -> date:
    return at.date() + timedelta(days=chance.randrange(-9, 9))


_PLAIN: tuple[tuple[Any, Any], ...] = (
    (models.UUIDField, lambda field, chance, at: uuid4()),
    (models.BooleanField, lambda field, chance, at: chance.random() < 0.5),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.TimeField, lambda field, chance, at: (at + timedelta(minutes=chance.randrange(600))).time()),
    (models.IntegerField, lambda field, chance, at: chance.randrange(1, 9)),
    (models.BinaryField, lambda field, chance, at: chance.randbytes(32)),
    (models.JSONField, lambda field, chance, at: {}),
    (RangeField, lambda field, chance, at: None),
    ((models.CharField, models.TextField), _word),
)
