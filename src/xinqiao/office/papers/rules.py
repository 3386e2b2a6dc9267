"""Must: which forms there are, who may have them, and how papers are numbered.

The area that owns a form declares it at import, with its Typst template beside it:

    REGISTER = register_form(FormSpec(
        id="reception-register",
        version="1",
        title=gettext_lazy("来访接待登记表"),
        template=Path(__file__).parent / "papers" / "reception_register.typ",
        classification=Classification.CONTENT,
        may=policy.may_print_register,
        clauses=("APT-04",),
    ))
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.functional import Promise

from xinqiao.core.access import Actor, Missing
from xinqiao.core.clock import local

PACKAGE = Path(__file__).resolve().parents[2]
BLANK_TEMPLATE = PACKAGE / "office" / "papers" / "typst" / "blank.typ"
MOST_COPIES = 20
SHORTEST_PURPOSE, LONGEST_PURPOSE = 2, 100


class Classification(StrEnum):
    """How far a paper may go: not out of the room, not beyond those who run the service, anywhere."""

    CONTENT = "content"
    OPERATIONAL = "operational"
    PUBLIC = "public"


class FormDeclaredTwice(ValueError):
    """Two declarations under one id, so neither can be trusted to be the form."""


@dataclass(frozen=True)
class FormSpec:
    """A form that is filled from the records. `may` is a policy rule over the actor alone."""

    id: str
    version: str
    title: str | Promise
    template: Path
    classification: Classification
    may: Callable[[Actor], bool]
    clauses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.template.resolve().is_relative_to(PACKAGE):
            raise ValueError(f"{self.id}: the template lies outside of the program")


@dataclass(frozen=True)
class Blank:
    """A form to be filled by hand: its fields as a table, from a TOML file."""

    id: str
    version: str
    title: Mapping[str, str]
    classification: Classification
    body: Mapping[str, Any]
    clauses: tuple[str, ...] = ()


_forms: dict[str, FormSpec] = {}
_blanks: dict[str, Blank] = {}


def register_form(spec: FormSpec) -> FormSpec:
    """Make a form known; the same declaration twice is one. Raises `FormDeclaredTwice`."""
    if _forms.setdefault(spec.id, spec) != spec:
        raise FormDeclaredTwice(spec.id)
    return spec


def form_of(form: str) -> FormSpec:
    """The form under this id. Raises `Missing`."""
    if form not in _forms:
        raise Missing("papers.form")
    return _forms[form]


def forms() -> dict[str, FormSpec]:
    """Every form, by id."""
    return dict(_forms)


def register_blank(file: Path) -> Blank:
    """Make a blank form known, from its table of fields. Raises `FormDeclaredTwice`."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    blank = Blank(
        id=table["id"],
        version=table["version"],
        title=table["title"],
        classification=Classification(table["classification"]),
        body=table,
        clauses=tuple(table.get("clauses", ())),
    )
    if _blanks.setdefault(blank.id, blank) != blank:
        raise FormDeclaredTwice(blank.id)
    return blank


def blank_of(form: str) -> Blank:
    """The blank form under this id. Raises `Missing`."""
    if form not in _blanks:
        raise Missing("papers.blank")
    return _blanks[form]


def blanks() -> dict[str, Blank]:
    """Every blank form, by id."""
    return dict(sorted(_blanks.items()))


def number(year: int, place: int) -> str:
    """How a paper is numbered: XQ-2026-000123, without a gap within a year."""
    return f"XQ-{year}-{place:06d}"


def year_of(at: datetime) -> int:
    """The year to which a paper's number belongs, by the school's wall clock."""
    return local(at).year
