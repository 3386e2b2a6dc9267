"""The clauses as they stand in this version of the program."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinqiao.core.clauses.report import Standing, standings

KEPT, BEGUN, NOT_YET = "kept", "begun", "not yet"


@dataclass(frozen=True)
class ClauseShown:
    """One clause in the reader's language."""

    id: str
    text: str
    status: str
    missing: str
    tests: int

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        return {KEPT: _("做到"), BEGUN: _("做了一部分"), NOT_YET: _("还没有")}[self.status]


@dataclass(frozen=True)
class Standings:
    """All clauses, and how many stand how."""

    rows: tuple[ClauseShown, ...]
    counts: dict[str, int]


@cache
def _known() -> tuple[Standing, ...]:
    """Read once: a running program does not change."""
    return tuple(standings())


def clauses_now() -> Standings:
    """Every clause by its state; the state is read from the code and its tests, never typed in."""
    english = (get_language() or "").startswith("en")
    rows = tuple(
        ClauseShown(
            id=row.clause.id,
            text=row.clause.en if english else row.clause.zh,
            status=row.status,
            missing=_(row.missing) if row.missing else "",
            tests=len(row.tests),
        )
        for row in _known()
    )
    counts = Counter(row.status for row in rows)
    return Standings(rows, {state: counts[state] for state in (KEPT, BEGUN, NOT_YET)})
