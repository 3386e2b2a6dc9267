"""Reading `clauses.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[4] / "clauses.toml"
OWES = ("enforce", "flow", "remind", "evidence")


@dataclass(frozen=True)
class Clause:
    """One duty: a sentence in Chinese and English, and what the software owes it.

    `ours` marks a rule of the project or of the law that is never cited as the
    school's; `same_as` names the clause that shares its home.
    """

    id: str
    zh: str
    en: str
    owes: tuple[str, ...]
    sources: tuple[str, ...]
    ours: bool = False
    same_as: str = ""


@cache
def catalogue() -> dict[str, Clause]:
    """Every clause by id, in the order of the file."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Clause(
            id=name,
            zh=entry["zh"],
            en=entry["en"],
            owes=tuple(entry["owes"]),
            sources=tuple(entry.get("src", ())),
            ours=entry.get("ours", False),
            same_as=entry.get("with", ""),
        )
        for name, entry in entries.items()
    }
