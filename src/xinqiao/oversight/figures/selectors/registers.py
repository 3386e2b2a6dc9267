"""The registers as an inspector is shown them: that they are kept, whole and without gaps, and not what stands in them.

A register of visits line by line with its dates tells whoever saw a pupil at
the door what that pupil came for, with or without a name, as soon as one more
column stands beside the date. Therefore no line is shown. Shown is how many
lines there are in each month (small numbers hidden as everywhere), whether the
numbers of every day run through, and how many were struck out. Way, theme,
grade and outcome stand in the report's tables, each alone, never crossed with
another or with a date. Registers that are about no client (duty, papers) are
shown exactly.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Sum

from xinqiao.core.clock import at_local
from xinqiao.office.papers.models import Paper
from xinqiao.office.papers.selectors import form_title
from xinqiao.oversight.figures import rules
from xinqiao.oversight.figures.rules import Shown
from xinqiao.practice.scheduling.selectors import turns_in_force

from .counting import TOTAL, Tally
from .periods import Period
from .report import Counted, Figure, Row, figure_of, row
from .sources import ONE_DAY, VisitFact


@dataclass(frozen=True)
class Printed:
    """How many copies of one form were printed."""

    title: str
    copies: int


@dataclass(frozen=True)
class Registers:
    """What can be shown of the registers of a period."""

    period: Period
    lines: Figure
    booked: Figure
    struck: Row
    days_with_gaps: int
    turns: int
    papers: tuple[Printed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no register has a line."""
        return self.lines.is_empty and self.booked.is_empty and not self.turns and not self.papers


def registers_of(found: Counted) -> Registers:
    """The registers of a period: what was counted of the book, and what is about no client."""
    period, tables, few = found.period, found.tables, found.least
    return Registers(
        period=period,
        lines=figure_of(tables["months"], few),
        booked=figure_of(tables["states"], few),
        struck=_struck(found.facts.visits, few),
        days_with_gaps=_days_with_gaps(found.facts.visits),
        turns=len(turns_in_force(period.first, period.last)),
        papers=tuple(_papers(period.first, period.last)),
    )


def _struck(lines: Iterable[VisitFact], few: int) -> Row:
    """Lines struck out stand outside of every total, so they are a number by themselves."""
    tally = Tally()
    for line in lines:
        if line.struck:
            tally.note(line.client)
    cell = tally.cell(TOTAL)
    mark = rules.Mark.FEW if rules.is_few(cell, few) else rules.Mark.SHOWN
    return row("struck", Shown(TOTAL, None if mark is rules.Mark.FEW else cell.count, mark), few)


def _days_with_gaps(lines: Iterable[VisitFact]) -> int:
    """On how many days the numbers do not run from one to the last; a struck line keeps its number."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for line in lines:
        by_day[line.day].append(line.line)
    return sum(sorted(numbers) != list(range(1, len(numbers) + 1)) for numbers in by_day.values())


def _papers(first: date, last: date) -> list[Printed]:
    """How many copies of which form were printed."""
    within = Paper.objects.filter(
        printed_at__gte=at_local(first, time.min), printed_at__lt=at_local(last + ONE_DAY, time.min)
    )
    copies: Counter[str] = Counter()
    for form, number in within.values_list("form").annotate(Sum("copies")).order_by("form"):
        copies[form_title(form)] += number
    return [Printed(title, number) for title, number in copies.items()]
