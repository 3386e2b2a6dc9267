"""A plan as a page shows it: by what becomes of a row, then by sheet, the long lists cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise

from . import wording
from .findings import Finding, Kind
from .plan import Plan

# In the order in which somebody should look: what needs a decision first.
ORDER = {
    Kind.GUESS: 500,
    Kind.REFUSED: 200,
    Kind.CELL_LEFT_OUT: 200,
    Kind.NOTE: 50,
    Kind.LEFT: 50,
    Kind.RETURNED: 50,
    Kind.CHANGED: 10,
    Kind.ADDED: 10,
    Kind.SKIPPED: 20,
}


@dataclass(frozen=True)
class Line:
    """One finding as a line: where, what, and the id to confirm if it is a guess."""

    where: str
    sentence: str
    guess: str


@dataclass(frozen=True)
class Part:
    """The lines of one sheet; `more` were cut."""

    sheet: str
    lines: list[Line]
    count: int
    more: int


@dataclass(frozen=True)
class Group:
    """All findings of one kind."""

    kind: str
    title: str | Promise
    count: int
    parts: list[Part]


def groups(plan: Plan) -> list[Group]:
    """The findings of a plan, grouped; kinds without any are left out."""
    found = []
    for kind, most in ORDER.items():
        items = [item for item in plan.findings if item.kind is kind]
        if items:
            parts = [_part(sheet, list(group), most) for sheet, group in groupby(items, key=_sheet)]
            found.append(Group(kind.value, wording.KINDS[kind], len(items), parts))
    return found


def guesses(plan: Plan) -> Iterable[str]:
    """The ids of every guess in a plan."""
    return (item.guess for item in plan.findings if item.guess)


def _sheet(finding: Finding) -> str:
    return finding.place.sheet


def _part(sheet: str, items: list[Finding], most: int) -> Part:
    lines = [Line(wording.place(item), wording.sentence(item), item.guess) for item in items[:most]]
    return Part(sheet, lines, len(items), max(0, len(items) - most))
