"""One row of a sheet becomes one student, or a finding that says why not."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from . import classes, values
from .cells import Cell, Row, shown
from .classes import ClassLabel
from .dates import birth_date
from .entries import Entry, GuardianEntry, Guess
from .findings import Finding, Kind, Place, Reason
from .headers import Header
from .phones import phones
from .text import says_nothing, tight
from .values import Unusable
from .vocabulary import Column

Value = TypeVar("Value")

_GUARDIANS = (
    (Column.FATHER, None, Column.FATHER_PHONE, "father"),
    (Column.MOTHER, None, Column.MOTHER_PHONE, "mother"),
    (Column.GUARDIAN, Column.RELATION, Column.PHONE, "other"),
    (Column.GUARDIAN_2, Column.RELATION_2, Column.PHONE_2, "other"),
)


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one sheet under its header; findings gather as it goes.

    `grade` and `label` are what the sheet's name or titles say for all of it.
    """

    sheet: str
    index: int
    header: Header
    today: dt.date
    grade: int | None = None
    label: ClassLabel | None = None
    findings: list[Finding] = field(default_factory=list)

    def read(self, row: Row, number: int) -> Entry | None:
        """Read a row that holds a person; None when the row is refused, which is then said."""
        at = Place(self.sheet, number)
        before = len(self.findings)
        student_number = self._value(row, at, self.header.number(), values.student_number)
        name = self._value(row, at, Column.NAME, values.name)
        if student_number is None or name is None:
            self._refuse_row(before, at, student_number, name)
            return None
        label, guess = self._class(row, at, name)
        return Entry(
            place=at,
            student_number=student_number,
            name=name,
            sex=self._value(row, at, Column.SEX, values.sex) or "",
            birth_date=self._born(row, at),
            label=label,
            guess=guess,
            guardians=self._guardians(row, at),
        )

    def cell(self, row: Row, column: Column | None) -> Cell:
        """A row's cell under a heading; "" where there is none."""
        taken = self.header.taken.get(column) if column else None
        return row[taken.at] if taken and taken.at < len(row) else ""

    def _refuse_row(self, before: int, at: Place, student_number: str | None, name: str | None) -> None:
        """Say once, for the whole row, what its number or its name lacks."""
        known = {"name": name or "", "number": student_number or ""}
        said = self.findings[before:]
        del self.findings[before:]
        for finding in said:
            self.findings.append(replace(finding, kind=Kind.REFUSED, params={**finding.params, **known}))
        if said:
            return
        column, reason = Column.NAME, Reason.NAME_MISSING
        if student_number is None:
            column, reason = self.header.number() or Column.NUMBER, Reason.NUMBER_MISSING
        self._say(Kind.REFUSED, reason, self._place(at, column), **known)

    def _value(self, row: Row, at: Place, column: Column | None, read: Callable[[Cell], Value | None]) -> Value | None:
        """Read a cell; what cannot be read is left out and said."""
        cell = self.cell(row, column)
        try:
            return read(cell)
        except Unusable as wrong:
            self._say(Kind.CELL_LEFT_OUT, wrong.reason, self._place(at, column), value=shown(cell))
            return None

    def _born(self, row: Row, at: Place) -> dt.date | None:
        cell = self.cell(row, Column.BORN)
        born = self._value(row, at, Column.BORN, lambda cell: birth_date(cell, today=self.today))
        if born is None and cell != "" and says_nothing(tight(cell)):
            self._say(Kind.NOTE, Reason.DATE_UNKNOWN, self._place(at, Column.BORN), value=shown(cell))
        return born

    def _class(self, row: Row, at: Place, name: str) -> tuple[ClassLabel | None, Guess | None]:
        cell = self.cell(row, Column.CLASS)
        try:
            label = classes.class_label(cell)
        except Unusable as wrong:
            return self._class_otherwise(row, at, name, wrong.reason)
        if label is None and Column.CLASS not in self.header.taken:
            label = self.label
        if label is None:
            self._say(Kind.CELL_LEFT_OUT, Reason.CLASS_MISSING, self._place(at, Column.CLASS))
        return label, None

    def _class_otherwise(
        self, row: Row, at: Place, name: str, reason: Reason
    ) -> tuple[ClassLabel | None, Guess | None]:
        """Find the grade elsewhere, or guess at what was meant."""
        cell, place = self.cell(row, Column.CLASS), self._place(at, Column.CLASS)
        grade = classes.grade(self.cell(row, Column.GRADE)) or self.grade
        number = classes.class_number(cell)
        if reason is Reason.CLASS_WITHOUT_GRADE and grade and number:
            return ClassLabel(grade, number), None
        likely = classes.likely_label(cell)
        if likely is None:
            self._say(Kind.CELL_LEFT_OUT, reason, place, value=shown(cell))
            return None, None
        return None, self.guess(place, Reason.CLASS_MISSPELT, likely, name=name, value=shown(cell))

    def guess(self, place: Place, reason: Reason, label: ClassLabel, **params: str) -> Guess:
        """Propose a class for a row, to be confirmed."""
        made = Guess(f"class-{self.index}-{place.row}", label)
        params |= {"grade": str(label.grade), "class": str(label.number)}
        self.findings.append(Finding(Kind.GUESS, reason, place, params, made.id))
        return made

    def _guardians(self, row: Row, at: Place) -> tuple[GuardianEntry, ...]:
        found: dict[tuple[str, str], GuardianEntry] = {}
        for who, relation_in, phone_in, otherwise in _GUARDIANS:
            if who not in self.header.taken and phone_in not in self.header.taken:
                continue
            name = self._value(row, at, who, values.name)
            numbers = self._phones(row, at, phone_in, name)
            if name is None:
                continue
            relation = self._value(row, at, relation_in, values.relation) or otherwise
            known = found.get((name, relation))
            both = dict.fromkeys([*(known.phones if known else ()), *numbers])
            found[name, relation] = GuardianEntry(name, relation, tuple(both))
        return tuple(found.values())

    def _phones(self, row: Row, at: Place, column: Column, name: str | None) -> list[str]:
        good, bad = phones(self.cell(row, column))
        place = self._place(at, column)
        for piece in bad:
            self._say(Kind.CELL_LEFT_OUT, Reason.PHONE_UNREADABLE, place, value=shown(piece))
        if good and name is None:
            self._say(Kind.CELL_LEFT_OUT, Reason.PHONE_WITHOUT_NAME, place)
        return good

    def _place(self, at: Place, column: Column | None) -> Place:
        taken = self.header.taken.get(column) if column else None
        return replace(at, column=taken.letter, heading=taken.heading) if taken else at

    def _say(self, kind: Kind, reason: Reason, place: Place, **params: str) -> None:
        self.findings.append(Finding(kind, reason, place, params))
