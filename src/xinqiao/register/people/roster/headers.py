"""Which row of a sheet names its columns, and what each column holds.

Schools put titles above, merge cells, call one thing by ten names and spread a
heading over two rows. What we do not need (addresses, boarding, remarks) is
left aside by name: what is not taken cannot be lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import Cell, Row, letter, shown
from .text import plain
from .vocabulary import KNOWN, Column

LOOKED_AT = 30
NAMED_AT_LEAST = 2


# A student number by the school's own name for it comes before the others.
NUMBERS = (Column.NUMBER, Column.NATIONAL_NUMBER, Column.LISTED_NUMBER)


@dataclass(frozen=True, slots=True)
class Taken:
    """A column that is read: where it stands and what it is called there."""

    at: int
    heading: str

    @property
    def letter(self) -> str:
        """The column as the spreadsheet program names it."""
        return letter(self.at)


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's header: its last row (counted from 0) and its columns."""

    row: int
    taken: dict[Column, Taken]
    left_aside: tuple[str, ...]
    labels: tuple[str, ...]

    def number(self) -> Column | None:
        """Choose the column that holds the student number."""
        return next((column for column in NUMBERS if column in self.taken), None)

    def repeats_in(self, row: Row) -> bool:
        """Whether a row lower down is this header over again."""
        name = self.taken[Column.NAME]
        if name.at >= len(row) or KNOWN.get(_normal(row[name.at])) is not Column.NAME:
            return False
        labels = tuple(_normal(cell) for cell in row if cell != "")
        return len(labels) >= NAMED_AT_LEAST and set(labels) <= set(self.labels) and _score(_columns(row)) > 1


def find_header(rows: Sequence[Row]) -> Header | None:
    """Find the row that names a student's name and at least one thing more."""
    best: Header | None = None
    for at in range(min(len(rows), LOOKED_AT)):
        for labels in _readings(rows, at):
            header = _header(at, labels)
            if header and (best is None or len(header.taken) > len(best.taken)):
                best = header
    return best


def _header(at: int, labels: list[str]) -> Header | None:
    columns = _columns(labels)
    if Column.NAME not in columns.values() or _score(columns) < NAMED_AT_LEAST:
        return None
    taken: dict[Column, Taken] = {}
    aside: list[str] = []
    for place, label in enumerate(labels):
        column = columns.get(place)
        if column is not None and column not in taken:
            taken[column] = Taken(place, shown(label))
        elif label:
            aside.append(shown(label))
    aside += _surplus_numbers(taken)
    return Header(at, taken, tuple(aside), tuple(_normal(label) for label in labels if label))


def _surplus_numbers(taken: dict[Column, Taken]) -> list[str]:
    """Keep one number of a student: the others would be stored for nothing."""
    present = [column for column in NUMBERS if column in taken]
    return [taken.pop(column).heading for column in present[1:]]


def _readings(rows: Sequence[Row], at: int) -> list[list[str]]:
    """Read a row by itself, and together with the group headings above it."""
    own = [plain(cell) for cell in rows[at]]
    if not at:
        return [own]
    groups: list[str] = []
    for place, cell in enumerate(rows[at - 1]):
        above = plain(cell)
        below = own[place] if place < len(own) else ""
        groups.append(above or (groups[-1] if groups and below else ""))
    joined = [_joined(group, label) for group, label in zip(groups, own, strict=False)]
    return [own, joined]


def _joined(group: str, label: str) -> str:
    if not label:
        return group
    return group + label if _normal(group + label) in KNOWN else label


def _columns(labels: Sequence[Cell]) -> dict[int, Column]:
    found = {place: KNOWN.get(_normal(label)) for place, label in enumerate(labels)}
    return {place: column for place, column in found.items() if column}


def _score(columns: dict[int, Column]) -> int:
    return len(set(columns.values()))


def _normal(label: Cell) -> str:
    """Strip what people add to a heading: spaces, stars, colons, (必填)."""
    text = re.sub(r"\(.*?\)|\[.*?\]", "", plain(label))
    return re.sub(r"[\s*:：_\-/.、'’]", "", text).casefold()
