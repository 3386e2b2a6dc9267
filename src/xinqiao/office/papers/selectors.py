"""Which forms there are, what was printed, and empty forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language

from xinqiao.core.access import Actor
from xinqiao.core.clock import now
from xinqiao.office.papers import policy, rules
from xinqiao.office.papers.models import Paper
from xinqiao.office.papers.rules import Blank
from xinqiao.office.papers.typesetting import set_paper
from xinqiao.register.people.selectors import school

PAPER_TITLE = "zh"


@dataclass(frozen=True)
class BlankShown:
    """An empty form as the list names it."""

    id: str
    title: str
    version: str


@dataclass(frozen=True)
class PaperShown:
    """A line in the register of what was printed; why is not in it."""

    number: str
    title: str
    by: str
    at: datetime
    copies: int


def rows_of(papers: Iterable[Paper]) -> list[PaperShown]:
    """Papers as the register shows them."""
    return [
        PaperShown(paper.number, form_title(paper.form), paper.printed_by.name, paper.printed_at, paper.copies)
        for paper in papers
    ]


def papers_for(actor: Actor) -> QuerySet[Paper]:
    """What was printed, newest first, without the purpose."""
    rows = Paper.objects.filter(policy.visible(actor)).select_related("printed_by").defer("purpose")
    return rows.order_by("-printed_at", "-number")


def blanks_for(actor: Actor) -> list[BlankShown]:
    """The empty forms, in the reader's language; forms themselves are printed in Chinese."""
    if not policy.may_print_blank(actor):
        return []
    return [BlankShown(blank.id, title_in(blank), blank.version) for blank in rules.blanks().values()]


def title_in(blank: Blank) -> str:
    """The title in the reader's language."""
    return blank.title["en" if (get_language() or "").startswith("en") else PAPER_TITLE]


def form_title(form: str) -> str:
    """The title of a form that was printed; its id, if this version does not know it any more."""
    known = rules.forms().get(form)
    return str(known.title) if known else form


def blank_form(form: str) -> bytes:
    """The empty form as PDF/A. Raises `Missing`."""
    blank = rules.blank_of(form)
    ours = school()
    marks = {
        "school": ours.name if ours else "",
        "form": blank.id,
        "title": blank.title[PAPER_TITLE],
        "version": blank.version,
        "confined": "",
        "number": "",
        "by": "",
        "at": "",
        "why": "",
        "copies": 1,
        "head": "",
    }
    return set_paper(rules.BLANK_TEMPLATE, marks=marks, data=blank.body, at=now())
