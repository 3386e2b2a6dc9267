"""A roster as one plain document, so that it can lie sealed between preview and confirmation."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .classes import ClassLabel
from .entries import Entry, GuardianEntry, Guess, Roster, SheetRead
from .findings import Finding, Kind, Place, Reason

VERSION = 1
Document = dict[str, Any]


class OtherVersion(ValueError):
    """The document was written by another version of the program; the file has to be read again."""


def dump(roster: Roster) -> Document:
    """Write a roster as what JSON can say."""
    return {
        "version": VERSION,
        "entries": [_dump_entry(entry) for entry in roster.entries],
        "findings": [_dump_finding(finding) for finding in roster.findings],
        "sheets": [
            [sheet.name, sheet.students, sheet.blank_rows, list(sheet.taken), list(sheet.left_aside)]
            for sheet in roster.sheets
        ],
        "hidden": list(roster.hidden),
        "refused": sorted(roster.refused),
        "year": roster.year,
    }


def load(document: Mapping[str, Any]) -> Roster:
    """Read what `dump` wrote. Raises OtherVersion."""
    if document.get("version") != VERSION:
        raise OtherVersion
    return Roster(
        entries=tuple(_load_entry(*entry) for entry in document["entries"]),
        findings=tuple(_load_finding(*finding) for finding in document["findings"]),
        sheets=tuple(
            SheetRead(name, students, blank, tuple(taken), tuple(aside))
            for name, students, blank, taken, aside in document["sheets"]
        ),
        hidden=tuple(document["hidden"]),
        refused=frozenset(document["refused"]),
        year=document["year"],
    )


def _dump_entry(entry: Entry) -> list[Any]:
    guess = [entry.guess.id, *entry.guess.label] if entry.guess else None
    return [
        [entry.place.sheet, entry.place.row],
        entry.student_number,
        entry.name,
        entry.sex,
        entry.birth_date.isoformat() if entry.birth_date else None,
        list(entry.label) if entry.label else None,
        guess,
        [[guardian.name, guardian.relation, list(guardian.phones)] for guardian in entry.guardians],
    ]


def _load_entry(
    place: list[Any],
    number: str,
    name: str,
    sex: str,
    born: str | None,
    label: list[int] | None,
    guess: list[Any] | None,
    guardians: list[list[Any]],
) -> Entry:
    return Entry(
        place=Place(*place),
        student_number=number,
        name=name,
        sex=sex,
        birth_date=dt.date.fromisoformat(born) if born else None,
        label=ClassLabel(*label) if label else None,
        guess=Guess(guess[0], ClassLabel(*guess[1:])) if guess else None,
        guardians=tuple(GuardianEntry(who, relation, tuple(phones)) for who, relation, phones in guardians),
    )


def _dump_finding(finding: Finding) -> list[Any]:
    place = finding.place
    where = [place.sheet, place.row, place.column, place.heading]
    return [finding.kind.value, finding.reason.value, where, dict(finding.params), finding.guess]


def _load_finding(kind: str, reason: str, where: list[Any], params: dict[str, str], guess: str) -> Finding:
    return Finding(Kind(kind), Reason(reason), Place(*where), params, guess)
