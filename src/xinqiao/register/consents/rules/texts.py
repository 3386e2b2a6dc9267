"""What people read before they decide: notices and questions, in words for eight, twelve, sixteen, and for adults.

The texts are data beside this package (`texts/`), each with a version. What somebody
agreed to is kept with the digest of the very text that was on the screen. `agreed_since`
is the first version in which the text says what it says now; only mending words leaves
it as it is, and then nobody is asked anew.
"""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from xinqiao.core.clauses import clause

from .age import Reader
from .words import Purpose

FOLDER = Path(__file__).resolve().parents[1] / "texts"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Section:
    """A part of a notice: its title, its sentences, and what follows a list."""

    key: str
    title: str
    lines: tuple[str, ...]
    after: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """The closed list of what cannot be kept secret."""
        return self.key == "limits"


@dataclass(frozen=True)
class Text:
    """A notice as it is read."""

    reader: Reader
    version: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Question:
    """What is asked for one purpose: what it is, who learns of it, that no is fine, that it can be changed."""

    reader: Reader
    purpose: Purpose
    version: int
    title: str
    what: tuple[str, ...]
    who: tuple[str, ...]
    no: tuple[str, ...]
    change: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Names this very wording."""
        said = [self.reader, self.purpose, self.version, self.title, self.what, self.who, self.no, self.change]
        return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@clause("CNS-08", missing="学校还没有填保存几年时，写的是“问老师”。")
def notice_for(reader: Reader, language: str, kept_years: int | None) -> Text:
    """What the service is, what stays secret and what cannot, one's rights, and what is kept, for what, how long, for whom."""
    data, spoken = _texts(reader), _spoken(language)
    kept = data["kept"][spoken]
    said = kept["years"].format(years=kept_years) if kept_years else kept["unknown"]
    sections = tuple(_section(part, spoken, said) for part in data["section"])
    return Text(reader, data["version"], sections)


def question_for(reader: Reader, purpose: Purpose, language: str) -> Question:
    """What somebody is asked, in words that fit."""
    data, spoken = _texts(reader), _spoken(language)
    asked, always = data["question"][purpose.value], data["always"][spoken]
    said = asked[spoken]
    parts = (tuple(said["what"]), tuple(said["who"]), tuple(always["no"]), tuple(always["change"]))
    return Question(reader, purpose, asked["version"], said["title"], *parts)


def is_outdated(reader: Reader, purpose: Purpose, version: int) -> bool:
    """Whether somebody agreed to a text that says something else by now."""
    since: int = _texts(reader)["question"][purpose.value]["agreed_since"]
    return version < since


def _section(part: dict[str, Any], language: str, kept: str) -> Section:
    said = part[language]
    lines = tuple(kept if line == "{kept}" else line for line in said["lines"])
    return Section(part["key"], said["title"], lines, tuple(said.get("after", ())))


def _spoken(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


@cache
def _texts(reader: Reader) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{reader.value}.toml").read_text(encoding="utf-8"))
