"""Columns under the house seal.

    phone = HouseSealedText(kind="people.staff.phone")

The value is sealed for its row when it is saved, and opened when somebody reads
the attribute: a list that does not touch it decrypts nothing. Saving what was
not changed keeps the ciphertext as it is. A sealed column cannot be filtered by
value and not be written by `QuerySet.update`, because neither knows the row; use
a blind index, and `save`. `values()` gives the closed bytes; `open_for` opens
them for the row they came from.
"""

import json
from typing import Any, Generic, NoReturn, TypeVar
from uuid import UUID

import psycopg
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from xinqiao.core.vault import house

REVISION = 0
Plain = TypeVar("Plain")


class SealedFieldMisused(FieldError):
    """A sealed column was asked for something that only plain columns can do."""


class Closed(bytes):
    """A ciphertext as it lies in the database; it shows nothing of itself in a message or a log."""

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"


class _Ready:
    """What `pre_save` has made for one row: the only thing the column accepts."""

    def __init__(self, sealed: bytes | None) -> None:
        self.sealed = sealed


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read, and remembers the ciphertext it came from."""

    field: "HouseSealed[Any]"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        attribute = self.field.attname
        if attribute not in instance.__dict__:
            instance.__dict__[attribute] = self._fetch(instance)
        value = instance.__dict__[attribute]
        if isinstance(value, Closed):
            opened = self.field.open_for(instance.pk, value)
            instance.__dict__[attribute] = opened
            instance.__dict__[self.field.kept_as] = value
            return opened
        return value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value

    def _fetch(self, instance: models.Model) -> Closed | None:
        """A deferred value, still closed."""
        rows = type(instance)._base_manager.db_manager(instance._state.db)
        found: Closed | None = rows.values_list(self.field.attname, flat=True).get(pk=instance.pk)
        return found


class HouseSealed(models.Field, Generic[Plain]):  # type: ignore[type-arg]
    """What both sealed columns share; `_encode` and `_decode` make the difference."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        for option in ("unique", "db_index", "primary_key", "choices"):
            if kwargs.get(option):
                raise SealedFieldMisused(f"A sealed column has no '{option}': {kind}")
        self.kind = kind
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    @property
    def kept_as(self) -> str:
        """Where an instance keeps the ciphertext of a value that has been opened."""
        return f"_{self.attname}_sealed"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["kind"] = self.kind
        if self.editable is False:
            kwargs.pop("editable", None)
        else:
            kwargs["editable"] = True
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def open_for(self, row: UUID, sealed: bytes) -> Plain:
        """The value of a closed column of this row. Raises `SealBroken`."""
        return self._decode(house.open(self.kind, row, REVISION, bytes(sealed)))

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Closed | None:
        return None if value is None else Closed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> _Ready:
        """Seal for the row. A value that is unchanged, or was never opened, keeps its ciphertext."""
        attributes = model_instance.__dict__
        value = getattr(model_instance, self.attname) if add else attributes.get(self.attname)
        if value is None:
            return _Ready(None)
        if isinstance(value, Closed):
            return _Ready(value)
        sealed = self._seal(model_instance.pk, value, attributes.get(self.kept_as))
        attributes[self.kept_as] = sealed
        return _Ready(sealed)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if not isinstance(value, _Ready):
            self._refuse("is sealed for one row when that row is saved; update() and bulk_update() cannot write it")
        return None if value.sealed is None else psycopg.Binary(value.sealed)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> NoReturn:
        self._refuse("cannot be compared; look it up by a blind index")

    def get_placeholder(self, value: Any, compiler: object, connection: BaseDatabaseWrapper) -> str:
        """Only bytes that `pre_save` has sealed reach the column; no expression does."""
        if hasattr(value, "resolve_expression"):
            self._refuse("takes no expression")
        return "%s"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            self._refuse("cannot be filtered by value; look it up by a blind index")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        self._refuse("has no parts to look into")

    def value_to_string(self, obj: models.Model) -> NoReturn:
        self._refuse("is not written into fixtures")

    def _seal(self, row: object, value: Plain, kept: bytes | None) -> Closed:
        if not isinstance(row, UUID):
            self._refuse("needs a row whose key is a uuid, known before saving")
        plaintext = self._encode(value)
        if kept is not None and self._is_still(row, kept, plaintext):
            return Closed(kept)
        return Closed(house.seal(self.kind, row, REVISION, plaintext))

    def _is_still(self, row: UUID, kept: bytes, plaintext: bytes) -> bool:
        try:
            return house.open(self.kind, row, REVISION, bytes(kept)) == plaintext
        except house.SealBroken:
            return False  # the object was copied to a new row; it gets a ciphertext of its own

    def _refuse(self, why: str) -> NoReturn:
        raise SealedFieldMisused(f"The sealed column {self.kind} {why}.")

    def _encode(self, value: Plain) -> bytes:
        raise NotImplementedError

    def _decode(self, plaintext: bytes) -> Plain:
        raise NotImplementedError


class HouseSealedText(HouseSealed[str]):
    """Text under the house seal."""

    def _encode(self, value: str) -> bytes:
        if not isinstance(value, str):
            self._refuse("takes text")
        return value.encode()

    def _decode(self, plaintext: bytes) -> str:
        return plaintext.decode()


class HouseSealedJSON(HouseSealed[Any]):
    """A small document under the house seal: whatever JSON can say."""

    def _encode(self, value: Any) -> bytes:
        try:
            return json.dumps(
                value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
            ).encode()
        except (TypeError, ValueError):
            self._refuse("takes what JSON can say")

    def _decode(self, plaintext: bytes) -> Any:
        return json.loads(plaintext)
