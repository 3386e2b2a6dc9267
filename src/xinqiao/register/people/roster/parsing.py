"""A book of sheets becomes a roster in which every student stands once."""

import datetime as dt
from collections.abc import Callable, Iterable

from .cells import Book
from .entries import Entry, Roster
from .findings import Finding, Kind, Place, Reason
from .sheets import SheetContent, read_sheet
from .values import holds_an_id_card


def parse(book: Book, *, today: dt.date, progress: Callable[[int], None] = lambda students: None) -> Roster:
    """Read every sheet; `progress` hears how many students were read so far."""
    contents: list[SheetContent] = []
    for index, sheet in enumerate(book.sheets):
        contents.append(read_sheet(sheet, index, today=today))
        progress(sum(len(content.entries) for content in contents))
    findings = [finding for content in contents for finding in content.findings]
    findings += [Finding(Kind.SKIPPED, Reason.HIDDEN_SHEET, Place(name)) for name in book.hidden]
    entries = _each_once((entry for content in contents for entry in content.entries), findings)
    findings += _id_cards(entries)
    years = {content.year for content in contents if content.year}
    return Roster(
        entries=tuple(entries),
        findings=tuple(findings),
        sheets=tuple(content.read for content in contents),
        hidden=book.hidden,
        refused=frozenset(_refused(findings)),
        year=years.pop() if len(years) == 1 else None,
    )


def _each_once(entries: Iterable[Entry], findings: list[Finding]) -> list[Entry]:
    """Count a repeated row once; refuse rows that share a number and disagree.

    People are never joined by name: two of one name in one class are two people.
    """
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(entry.student_number, []).append(entry)
    kept: list[Entry] = []
    for first, *others in rows.values():
        if all(first.says_the_same_as(other) for other in others):
            kept.append(first)
            findings += [_repeated(Kind.SKIPPED, Reason.SAME_ROW_TWICE, other, first) for other in others]
        else:
            for row, other in zip([first, *others], [others[0], *[first] * len(others)], strict=True):
                findings.append(_repeated(Kind.REFUSED, Reason.SAME_NUMBER_OTHER_CONTENT, row, other))
    return kept


def _repeated(kind: Kind, reason: Reason, row: Entry, other: Entry) -> Finding:
    params = {"number": row.student_number, "sheet": other.place.sheet, "row": str(other.place.row)}
    return Finding(kind, reason, row.place, params)


def _refused(findings: list[Finding]) -> Iterable[str]:
    for finding in findings:
        if finding.kind is Kind.REFUSED:
            yield from filter(None, (finding.params.get("number"), finding.params.get("name")))


def _id_cards(entries: list[Entry]) -> list[Finding]:
    """Say once for each sheet that its numbers hold identity card numbers."""
    sheets = dict.fromkeys(entry.place.sheet for entry in entries if holds_an_id_card(entry.student_number))
    return [Finding(Kind.NOTE, Reason.NUMBER_IS_ID_CARD, Place(sheet)) for sheet in sheets]
