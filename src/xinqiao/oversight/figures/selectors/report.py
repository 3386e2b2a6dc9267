"""A report: the published tables of a period, in words. Nothing that is not published leaves this file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xinqiao.oversight.figures import rules
from xinqiao.oversight.figures.models import FigureRules
from xinqiao.oversight.figures.rules import LEAST, Mark, Published, Shown

from .counting import Facts, count, middle_wait
from .periods import Period
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
    def wait_text(self) -> str:
        """How long people waited, as it is written."""
        return _("人数太少，不公布") if self.wait is None else _("%(days)s 天") % {"days": self.wait}

    @property
    def is_empty(self) -> bool:
        """Whether nobody came and nothing was booked."""
        return all(figure.is_empty for figure in self.figures)


@dataclass(frozen=True)
class Counted:
    """A period, read, counted and made safe, once for whatever is made of it. Facts stay for what is in no table."""

    period: Period
    least: int
    facts: Facts
    tables: Mapping[str, Published]


def least() -> int:
    """From how many people on a number is shown."""
    own = FigureRules.objects.values_list("least", flat=True).first()
    return LEAST if own is None else own


def counted(period: Period, *, book_only: bool = False) -> Counted:
    """Read and count a period, and hide what tells of somebody; `book_only` leaves the cases unread."""
    few = least()
    facts = (Facts.read_book if book_only else Facts.read)(period.first, period.last)
    return Counted(period, few, facts, {table.key: table for table in _published(facts, period, few)})


def report_of(found: Counted) -> Report:
    """What is published of a period, in words."""
    tables, few = found.tables, found.least
    return Report(
        period=found.period,
        least=few,
        people=row("people", tables["people"].total, few),
        visits=row("months", tables["months"].total, few),
        missed=row("states", tables["states"].cell("no_show"), few),
        wait=middle_wait(found.facts, found.period.parts, few),
        figures=tuple(figure_of(table, few) for key, table in tables.items() if key != "people"),
    )


def _published(facts: Facts, period: Period, few: int) -> list[Published]:
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
