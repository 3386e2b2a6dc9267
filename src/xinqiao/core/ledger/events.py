"""What can be recorded. Each area's `events.py` says what happens there, in the past tense.

    @dataclass(frozen=True)
    class AppointmentBooked(Event):
        kind = "scheduling.appointment_booked"

`subject` is the row it happened to, `about` the client number concerned. Further
fields are facts: ids, numbers, dates, yes or no, members of a `StrEnum`. Free
text is refused, because a name would fit into it.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model

KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*")


class NotAFact(TypeError):
    """An event carries something that could hold a name or content."""


@dataclass(frozen=True)
class Event:
    """Something that happened, in ids."""

    kind: ClassVar[str] = ""

    subject: UUID
    about: UUID | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not KIND.fullmatch(cls.kind):
            raise TypeError(f"{cls.__qualname__}.kind should read like 'area.what_happened', not '{cls.kind}'")

    def facts(self) -> dict[str, object]:
        """Every field beyond `subject` and `about`. Raises `NotAFact`."""
        own = (field.name for field in fields(self) if field.name not in {"subject", "about"})
        return {name: _fact(self.kind, name, getattr(self, name)) for name in own}


@dataclass(frozen=True)
class Removed:
    """A row that carried weight and has been deleted; stands among `rows` in its place."""

    model: type[Model]
    pk: UUID


class ReadingForm(StrEnum):
    """How something was read. Values are stored."""

    PAGE = "page"
    PRINT = "print"
    PLAYER = "player"
    EXPORT = "export"


def _fact(kind: str, name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_fact(kind, name, one) for one in value]
    raise NotAFact(f"{kind}: '{name}' holds {type(value).__name__}; the ledger takes ids, numbers, dates and codes")
