"""What a spreadsheet is once it has been read: sheets of plain cells."""

import datetime as dt
from dataclasses import dataclass

Cell = str | int | float | bool | dt.date | dt.datetime
Row = list[Cell]

SHOWN_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet. `rows[0]` is row 1 of the file; an empty cell is ""."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Book:
    """A file's visible sheets, and the names of the hidden ones, left unread."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def letter(column: int) -> str:
    """Name a column the way the spreadsheet program does (0 is A, 26 is AA)."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shown(cell: Cell) -> str:
    """Give a cell as one short line that can be printed anywhere."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    text = "".join(char if char.isprintable() else " " for char in str(cell))
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"
