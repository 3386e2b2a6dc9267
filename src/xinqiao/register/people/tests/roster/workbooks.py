"""Workbooks as schools and attackers make them, built in memory."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence

import openpyxl

from xinqiao.register.people.roster.cells import Book, Cell, Sheet
from xinqiao.register.people.roster.entries import Entry, Roster
from xinqiao.register.people.roster.findings import Finding, Reason
from xinqiao.register.people.roster.parsing import parse

TODAY = dt.date(2026, 10, 15)
HEADER: list[Cell] = ["学号", "姓名", "性别", "出生日期", "班级", "监护人姓名", "关系", "电话"]


def student(
    number: Cell = "2026001", name: Cell = "林晚舟", school_class: Cell = "七年级3班", **other: Cell
) -> list[Cell]:
    """A row under HEADER; what is not said is usual."""
    rest = {"sex": "女", "born": "2013-05-17", "guardian": "林雨", "relation": "父亲", "phone": "19900086414"} | other
    return [number, name, rest["sex"], rest["born"], school_class, rest["guardian"], rest["relation"], rest["phone"]]


def read(*rows: Sequence[Cell], name: str = "Sheet1") -> Roster:
    """Read rows as one sheet."""
    return parse(Book((Sheet(name, [list(row) for row in rows]),)), today=TODAY)


def only(roster: Roster) -> Entry:
    """The one student of a roster."""
    (entry,) = roster.entries
    return entry


def said(roster: Roster, reason: Reason) -> list[Finding]:
    """What was said for one reason."""
    return [finding for finding in roster.findings if finding.reason is reason]


def xlsx(
    sheets: dict[str, Iterable[Sequence[object]]], change: Callable[[openpyxl.Workbook], None] | None = None
) -> bytes:
    """A workbook with these sheets; `change` may merge, hide or write formulas."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(workbook)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def repacked(data: bytes, replace: dict[str, bytes]) -> bytes:
    """The same archive with other bytes in some of its entries, or new entries."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in replace:
                new.writestr(entry.filename, old.read(entry))
        for name, content in replace.items():
            new.writestr(name, content)
    return packed.getvalue()
