"""A sheet's rows, from beneath its header to its sum: who is in it, and what is no person."""

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from .cells import Row, Sheet, shown
from .classes import grade_within, label_within
from .entries import Entry, SheetRead
from .findings import Finding, Kind, Place, Reason
from .headers import Header, find_header
from .rows import RowReader
from .text import tight
from .vocabulary import Column

# A column of running numbers is no student number, whatever its heading says.
LISTED_SHORTER_THAN = 4
_SUM = re.compile(r"(?:合计|总计|小计|共计|总人数|人数合计|班级人数|total|sum|subtotal)(?:$|[:：\d(人])", re.IGNORECASE)
_YEAR = re.compile(r"(20\d{2})\s*[—–\-~～至/]+\s*20\d{2}\s*学年|(20\d{2})\s*学年")


@dataclass(slots=True)
class SheetContent:
    """What one sheet gave."""

    read: SheetRead
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    year: int | None = None


def read_sheet(sheet: Sheet, index: int, *, today: dt.date) -> SheetContent:
    """Read a sheet; one without a header or without student numbers is left alone, which is said."""
    header = find_header(sheet.rows)
    if header is None or not _has_numbers(sheet, header):
        reason = Reason.NO_HEADER if header is None else Reason.NO_NUMBER_COLUMN
        said = [Finding(Kind.SKIPPED, reason, Place(sheet.name))] if sheet.rows else []
        return SheetContent(SheetRead(sheet.name), findings=said)
    titles = [sheet.name, *(shown_all(row) for row in sheet.rows[: header.row])]
    reader = RowReader(sheet.name, index, header, today)
    reader.grade = next(filter(None, map(grade_within, titles)), None)
    reader.label = next(filter(None, map(label_within, titles)), None)
    content = SheetContent(_summary(sheet, header), year=_year(titles))
    _read_rows(reader, sheet.rows, content)
    content.findings += reader.findings
    _guess_from_neighbours(reader, content)
    content.read = replace(content.read, students=len(content.entries))
    return content


def shown_all(row: Row) -> str:
    """A title row as one line."""
    return " ".join(shown(cell) for cell in row if cell != "")


def _summary(sheet: Sheet, header: Header) -> SheetRead:
    taken = sorted(header.taken.values(), key=lambda column: column.at)
    return SheetRead(sheet.name, taken=tuple(column.heading for column in taken), left_aside=header.left_aside)


def _has_numbers(sheet: Sheet, header: Header) -> bool:
    column = header.number()
    if column is not Column.LISTED_NUMBER:
        return column is not None
    at = header.taken[column].at
    lengths = sorted(len(tight(row[at])) for row in sheet.rows[header.row + 1 :] if at < len(row) and row[at] != "")
    return bool(lengths) and lengths[len(lengths) // 2] >= LISTED_SHORTER_THAN


def _read_rows(reader: RowReader, rows: list[Row], content: SheetContent) -> None:
    blank = 0
    for at in range(reader.header.row + 1, len(rows)):
        row = rows[at]
        if all(cell == "" or not tight(cell) for cell in row):
            blank += 1
        elif reason := _no_person(reader, row):
            section = label_within(shown_all(row)) if reason is Reason.NO_PERSON else None
            reader.label = section or reader.label
            place = Place(reader.sheet, at + 1)
            reader.findings.append(Finding(Kind.SKIPPED, reason, place, {"value": shown(shown_all(row))}))
        elif entry := reader.read(row, at + 1):
            content.entries.append(entry)
    content.read = replace(content.read, blank_rows=blank)


def _no_person(reader: RowReader, row: Row) -> Reason | None:
    """Tell sums, repeated headers and remarks from people."""
    number = tight(reader.cell(row, reader.header.number()))
    name = tight(reader.cell(row, Column.NAME))
    if any(_SUM.match(tight(cell)) for cell in row if isinstance(cell, str)) and not (number and name):
        return Reason.SUM_ROW
    if _SUM.match(name) or _SUM.match(number):
        return Reason.SUM_ROW
    if reader.header.repeats_in(row):
        return Reason.REPEATED_HEADER
    taken = [column for column in reader.header.taken if tight(reader.cell(row, column))]
    if not number and not name:
        return Reason.NO_PERSON
    # A line of text that happens to stand in the name's or the number's column.
    alone = len(taken) == 1 and sum(cell != "" for cell in row) == 1
    return Reason.NO_PERSON if alone and not re.search(r"\d{3}", number) else None


def _guess_from_neighbours(reader: RowReader, content: SheetContent) -> None:
    """Where the rows above and below are of one class, so probably is the row between."""
    entries = content.entries
    for at in range(1, len(entries) - 1):
        entry, before, after = entries[at], entries[at - 1].label, entries[at + 1].label
        if entry.label is None and entry.guess is None and before is not None and before == after:
            said = next((item for item in content.findings if _lacks_class(item, entry)), None)
            if said is None:
                continue
            content.findings.remove(said)
            reader.findings.clear()
            guess = reader.guess(said.place, Reason.CLASS_LIKE_NEIGHBOURS, before, name=entry.name)
            content.findings += reader.findings
            entries[at] = replace(entry, guess=guess)


def _lacks_class(finding: Finding, entry: Entry) -> bool:
    return finding.place.row == entry.place.row and finding.reason in {
        Reason.CLASS_MISSING,
        Reason.CLASS_UNREADABLE,
        Reason.CLASS_WITHOUT_GRADE,
    }


def _year(titles: list[str]) -> int | None:
    for title in titles:
        if found := _YEAR.search(title):
            return int(found.group(1) or found.group(2))
    return None
