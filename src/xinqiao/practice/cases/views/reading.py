"""A filed paper: read-only as its form, with what was added to it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.models import Kind
from xinqiao.practice.cases.rules import Field
from xinqiao.practice.cases.services import Shown
from xinqiao.register.accounts.services import vault_of
from xinqiao.register.people.selectors import person_behind

from .danger import KINDS, first_things


@dataclass(frozen=True)
class Line:
    """One field of a paper, in words. A veiled one says that something stands there, and not what."""

    field: Field
    words: list[str]
    rows: list[list[str]]
    is_veiled: bool = False


@dataclass(frozen=True)
class Sheet:
    """A paper as its sections, with what stands in them; sections in which nothing stands are left out."""

    shown: Shown
    sections: list[tuple[Any, list[Line]]]


def record(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One paper. What is sensitive stays out of the page until it is asked for."""
    found = selectors.record_for(request.actor, pk)
    if found.is_open:
        return redirect("cases:write", pk)
    if found.kind == Kind.ADDITION and found.adds_to_id:
        return redirect("cases:record", found.adds_to_id)
    with vault_of(request) as keyring:
        paper = services.open_paper(actor=request.actor, keyring=keyring, record_id=pk, at=now())
    reveals = request.GET.get("show") == "all"
    context: dict[str, Any] = {
        "record": paper.record,
        "case": paper.record.case,
        "person": person_behind(paper.record.case.client_id),
        "sheet": sheet_of(paper.shown, reveals=reveals) if paper.shown else None,
        "additions": [sheet_of(one, reveals=True) for one in paper.additions],
        "unfinished": selectors.unfinished_additions_to(paper.record),
        "broken": paper.broken,
        "reveals": reveals,
        "files": selectors.files_of(request.actor, paper.record.case_id, record=pk),
    }
    owed = selectors.help_owed(paper.record.case_id, KINDS)
    return render(request, "cases/record.html", context | first_things(request.actor, owed))


def add(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Begin an addition to a filed paper."""
    found = selectors.record_for(request.actor, pk)
    made = services.start_record(
        actor=request.actor, case=found.case_id, kind=Kind.ADDITION, adds_to=pk, token=uuid4(), at=now()
    )
    return redirect("cases:write", made.pk)


def sheet_of(shown: Shown, *, reveals: bool) -> Sheet:
    """The sections in which something stands."""
    sections = [
        (
            section,
            [_line(field, shown.fields[field.name], reveals) for field in section.fields if field.name in shown.fields],
        )
        for section in shown.form.sections
    ]
    return Sheet(shown, [(section, lines) for section, lines in sections if lines])


def _line(field: Field, value: Any, reveals: bool) -> Line:
    if field.sensitive and not reveals:
        return Line(field, [], [], is_veiled=True)
    if field.shape == "table":
        return Line(field, [], [[row.get(name, "") for name, _label in field.columns] for row in value])
    labels = {key: str(label) for key, label in field.options}
    given = value if isinstance(value, list) else [value]
    return Line(field, [labels.get(one, str(one)) for one in given], [])
