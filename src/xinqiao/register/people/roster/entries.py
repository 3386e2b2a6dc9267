"""A roster that was read: students with their guardians, and where each stood."""

import datetime as dt
from dataclasses import dataclass

from .classes import ClassLabel
from .findings import Finding, Place


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    """A guardian as one row names them; the same parent of two children stands in two rows."""

    name: str
    relation: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A class that somebody has to confirm before it counts."""

    id: str
    label: ClassLabel


@dataclass(frozen=True, slots=True)
class Entry:
    """A student as one row names them. None, or "", is what the file does not say."""

    place: Place
    student_number: str
    name: str
    sex: str = ""
    birth_date: dt.date | None = None
    label: ClassLabel | None = None
    guess: Guess | None = None
    guardians: tuple[GuardianEntry, ...] = ()

    def says_the_same_as(self, other: "Entry") -> bool:
        """Whether two rows are one row written twice."""
        return self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        label = self.guess.label if self.guess else self.label
        return self.student_number, self.name, self.sex, self.birth_date, label, self.guardians


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What became of one sheet, for the head of its preview."""

    name: str
    students: int = 0
    blank_rows: int = 0
    taken: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole file, read: every student once.

    `refused` are the numbers and names in rows that could not be taken.
    """

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    sheets: tuple[SheetRead, ...]
    hidden: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    year: int | None = None
