"""The duties of `clauses.toml`, and the one place in the code where each is kept.

`@clause("APT-03")` marks the one function that keeps a clause: in `policy` if it
says *may*, in `rules` if it says *must*, in `states` if it says *when*. A second
home, or an id that is not in the catalogue, fails at import.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from xinqiao.core.clauses.catalogue import Clause, catalogue

Marked = TypeVar("Marked", bound=Callable[..., object])

__all__ = ["Clause", "ClauseHasTwoHomes", "Home", "UnknownClause", "catalogue", "clause", "homes"]


class ClauseHasTwoHomes(Exception):
    """A clause is kept in two places, so neither can be trusted to be the rule."""


class UnknownClause(Exception):
    """The id is not in `clauses.toml`."""


@dataclass(frozen=True)
class Home:
    """Where a clause is kept; `missing` says in plain words what is not kept yet, or is empty."""

    clause: str
    place: str
    missing: str = ""


_homes: dict[str, Home] = {}


def clause(*ids: str, missing: str = "") -> Callable[[Marked], Marked]:
    """Mark the one home of these clauses; `missing` names what they owe beyond this program as it is."""

    def mark(function: Marked) -> Marked:
        place = f"{function.__module__}.{function.__qualname__}"
        for one in ids:
            if one not in catalogue():
                raise UnknownClause(one)
            settled = _homes.setdefault(one, Home(one, place, missing))
            if settled.place != place:
                raise ClauseHasTwoHomes(f"{one}: {settled.place} and {place}")
        function.clauses = (*getattr(function, "clauses", ()), *ids)  # type: ignore[attr-defined]
        return function

    return mark


def homes() -> dict[str, Home]:
    """Every home known so far, by clause id; complete once all areas are imported."""
    return dict(_homes)
