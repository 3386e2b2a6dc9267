"""Bytes of an unknown file become sheets of cells, or one clear refusal.

Everything here may be fed a hostile file; `bounded` runs it in a process of
its own with little memory and time.
"""

import datetime as dt
import io
from collections.abc import Callable

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .archive import ROWS_AT_MOST, inspect
from .cells import Book, Cell, Row, Sheet
from .delimited import read_delimited
from .problems import UnreadableFile, Why

SIZE_AT_MOST = 50 * 1024 * 1024
COLUMNS_AT_MOST = 200
TEXT_SHEET = "CSV"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read_book(data: bytes, rows_read: Callable[[int], None] = lambda rows: None) -> Book:
    """Read every visible sheet; `rows_read` hears of each sheet's rows.

    Raises UnreadableFile with the one reason that the user can act on.
    """
    if not data.strip(b"\x00\r\n\t "):
        raise UnreadableFile(Why.EMPTY)
    if len(data) > SIZE_AT_MOST:
        raise UnreadableFile(Why.TOO_BIG, most=str(SIZE_AT_MOST // 1024 // 1024))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        inspect(data)
        return _read_workbook(data, rows_read)
    if data.startswith(_OLE):
        _inspect_ole(data)
        return _read_workbook(data, rows_read)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise UnreadableFile(Why.NOT_A_SPREADSHEET)
    rows = _trimmed(read_delimited(data))
    rows_read(len(rows))
    return Book((Sheet(TEXT_SHEET, rows),))


def _inspect_ole(data: bytes) -> None:
    if _ENCRYPTED in data:
        raise UnreadableFile(Why.PASSWORD)
    if not any(name in data for name in _WORKBOOK):
        raise UnreadableFile(Why.NOT_A_SPREADSHEET)


def _read_workbook(data: bytes, rows_read: Callable[[int], None]) -> Book:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    total = 0
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if about.visible is not SheetVisibleEnum.Visible:
                    hidden.append(about.name)
                    continue
                rows = _rows(workbook.get_sheet_by_name(about.name))
                total += len(rows)
                _check_total(total)
                rows_read(total)
                sheets.append(Sheet(about.name, rows))
    except PasswordError as wrong:
        raise UnreadableFile(Why.PASSWORD) from wrong
    except (CalamineError, OSError, ValueError, UnicodeError) as wrong:
        raise UnreadableFile(Why.DAMAGED) from wrong
    return Book(tuple(sheets), tuple(hidden))


def _check_total(total: int) -> None:
    if total > ROWS_AT_MOST:
        raise UnreadableFile(Why.TOO_MANY_ROWS, most=str(ROWS_AT_MOST))


def _rows(sheet: CalamineSheet) -> list[Row]:
    if sheet.total_width > COLUMNS_AT_MOST:
        raise UnreadableFile(Why.TOO_MANY_COLUMNS, most=str(COLUMNS_AT_MOST))
    _check_total(sheet.total_height)
    return _trimmed([[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)])


def _cell(cell: Cell | dt.time | dt.timedelta) -> Cell:
    return str(cell) if isinstance(cell, dt.time | dt.timedelta) else cell


def _trimmed(rows: list[Row]) -> list[Row]:
    """Drop the empty rows at the end; those between keep the row numbers right."""
    last = max((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), default=-1)
    if rows and max(map(len, rows)) > COLUMNS_AT_MOST:
        raise UnreadableFile(Why.TOO_MANY_COLUMNS, most=str(COLUMNS_AT_MOST))
    return rows[: last + 1]
