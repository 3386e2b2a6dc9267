"""Printing: a form filled from the records, numbered, marked with who, when and why, and written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record, short_head
from xinqiao.office.papers import policy, rules
from xinqiao.office.papers.events import PaperPrinted
from xinqiao.office.papers.models import Counter, Paper
from xinqiao.office.papers.rules import Classification, FormSpec, register_blank, register_form
from xinqiao.office.papers.typesetting import set_paper
from xinqiao.office.papers.wording import paper_class, paper_clock, paper_day, paper_grade, paper_language, paper_moment
from xinqiao.register.people.selectors import school

__all__ = [
    "Classification",
    "FormSpec",
    "Printed",
    "paper_class",
    "paper_clock",
    "paper_day",
    "paper_grade",
    "paper_language",
    "paper_moment",
    "print_paper",
    "register_blank",
    "register_form",
]

CONFINED = {Classification.CONTENT: "只在心理辅导室内使用", Classification.OPERATIONAL: "校内使用"}


class PurposeMissing(Problem):
    """A paper says what it is for."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("请写明打印的用途，2 到 100 个字。它会印在每一页的页脚。"))


class TooManyCopies(Problem):
    """Copies are counted one by one, so there are few."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("一次可以打印 1 到 20 份。"))


@dataclass(frozen=True)
class Printed:
    """A paper that has been made. The file is here and nowhere else: it is not kept."""

    paper: UUID
    number: str
    pdf: bytes

    @property
    def headers(self) -> dict[str, str]:
        """How an answer carries it: shown, never cached, under a name that says nothing."""
        return pdf_headers(self.number)


def pdf_headers(name: str) -> dict[str, str]:
    """For `HttpResponse(pdf, headers=…)`; `name` is a paper's number or a form's id."""
    return {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Cache-Control": "no-store, private",
    }


@transaction.atomic
def print_paper(
    *, actor: Actor, form: str, data: Mapping[str, Any], purpose: str, copies: int = 1, at: datetime
) -> Printed:
    """Fill a form with these values and print it.

    The number is given out under a lock in the same transaction, so a paper that
    could not be set leaves no gap. Raises `Missing` for an unknown form, `Denied`,
    `PurposeMissing`, `TooManyCopies`, `TooLong`, `CannotBeSet`.
    """
    spec = rules.form_of(form)
    grant = require(actor, policy.may_print, spec)
    assert actor.pk is not None  # may_print has seen to it
    why = " ".join(purpose.replace("\x00", "").split())
    if not rules.SHORTEST_PURPOSE <= len(why) <= rules.LONGEST_PURPOSE:
        raise PurposeMissing
    if not 1 <= copies <= rules.MOST_COPIES:
        raise TooManyCopies
    counter = take(Counter, _counter_of(rules.year_of(at)))
    number = rules.number(counter.year, counter.next())
    with paper_language():
        pdf = set_paper(spec.template, marks=_marks(spec, number, actor.name, why, copies, at), data=data, at=at)
    paper = Paper.objects.create(
        number=number,
        form=spec.id,
        version=spec.version,
        printed_by_id=actor.pk,
        printed_at=at,
        purpose=why,
        copies=copies,
        digest=sha256(pdf).hexdigest(),
    )
    record(PaperPrinted(subject=paper.pk, copies=copies), grant, rows=[paper], at=at)
    return Printed(paper.pk, number, pdf)


def _counter_of(year: int) -> UUID:
    """The counter's row, made at the first print of a year; two who make it at once get the same."""
    return Counter.objects.get_or_create(year=year)[0].pk


def _marks(spec: FormSpec, number: str, by: str, why: str, copies: int, at: datetime) -> dict[str, Any]:
    ours = school()
    return {
        "school": ours.name if ours else "",
        "form": spec.id,
        "title": str(spec.title),
        "version": spec.version,
        "confined": CONFINED.get(spec.classification, ""),
        "number": number,
        "by": by,
        "at": paper_moment(at),
        "why": why,
        "copies": copies,
        "head": short_head(),
    }
