"""A report: the published tables of a period, in words. Nothing that is not published leaves this file."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.oversight.figures import rules
from xinqiao.oversight.figures.models import FigureRules
from xinqiao.oversight.figures.rules import LEAST, Mark, Published, Shown

from .counting import Facts, count, middle_wait
from .periods import Period, choose, periods
from .words import NOTES, TITLES, label


@dataclass(frozen=True)
class Row:
    """A line of a table: its name, its number as it is written, and the number itself if it is shown."""

    label: str
    text: str
    count: int | None
    mark: Mark


@dataclass(frozen=True)
class Figure:
    """A table in words. `whole=False`: too little to be published line by line."""

    key: str
    title: str
    note: str
    rows: tuple[Row, ...]
    total: Row
    whole: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted at all."""
        return self.total.count == 0

    @property
    def most(self) -> int:
        """The longest bar."""
        return max([row.count or 0 for row in self.rows], default=0)


@dataclass(frozen=True)
class Report:
    """What is published of a period."""

    period: Period
    least: int
    people: Row
    visits: Row
    missed: Row
    wait: int | None
    figures: tuple[Figure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody came and nothing was booked."""
        return all(figure.is_empty for figure in self.figures)

    def figure(self, key: str) -> Figure:
        """One figure. Raises KeyError."""
        return next(figure for figure in self.figures if figure.key == key)


def least() -> int:
    """From how many people on a number is shown."""
    own = FigureRules.objects.values_list("least", flat=True).first()
    return LEAST if own is None else own


def report_for(actor: Actor, wanted: str, on: date) -> tuple[list[Period], Report | None]:
    """What can be chosen, and the report of what was. None while there is no term. Raises `Missing`."""
    found = periods(actor, on)
    period = choose(found, wanted)
    return found, report_of(period) if period and not period.is_empty else None


def report_of(period: Period) -> Report:
    """Count, hide what tells of somebody, and put it into words."""
    few = least()
    facts = Facts.read(period.first, period.last)
    tables = published(facts, period, few)
    by_key = {table.key: table for table in tables}
    return Report(
        period=period,
        least=few,
        people=row("people", by_key["people"].total, few),
        visits=row("months", by_key["months"].total, few),
        missed=row("states", by_key["states"].cell("no_show"), few),
        wait=middle_wait(facts, period.parts, few),
        figures=tuple(figure_of(table, few) for table in tables if table.key != "people"),
    )


def published(facts: Facts, period: Period, few: int) -> list[Published]:
    """The tables of a period as they may be shown: a year through its terms, a running term in steps."""
    running = period.running and not period.to_date
    if len(period.parts) == 1:
        return rules.publish(count(facts, period.parts), few, running=running)
    parts = [rules.publish(count(facts, [part]), few) for part in period.parts]
    return rules.publish_whole(count(facts, period.parts), parts, few)


def figure_of(table: Published, few: int) -> Figure:
    """A published table in words."""
    return Figure(
        key=table.key,
        title=str(TITLES[table.key]),
        note=str(NOTES.get(table.key, "")),
        rows=tuple(row(table.key, cell, few) for cell in table.cells),
        total=row(table.key, table.total, few),
        whole=table.whole,
    )


def row(table: str, shown: Shown, few: int) -> Row:
    """A published number in words."""
    name = _("合计") if shown.key == "total" else label(table, shown.key)
    return Row(name, _text(shown, few), shown.count, shown.mark)


def _text(shown: Shown, few: int) -> str:
    match shown.mark:
        case Mark.FEW:
            return _("少于 %(least)s 人") % {"least": few}
        case Mark.HELD:
            return _("不公布")
        case Mark.STEP:
            assert shown.count is not None
            return f"{shown.count}–{shown.count + shown.step - 1}"
        case _:
            return str(shown.count)
