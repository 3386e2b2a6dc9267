"""Must: what may be published of a count, so that nobody can be told from it.

The terms of statistical disclosure control (Hundepool and others, "Statistical
Disclosure Control", Wiley 2012) for what is done here: a threshold rule over
contributors (`least`), primary suppression (`FEW`), secondary or complementary
suppression (`HELD`), checked by the feasibility interval of every suppressed
cell (`_Hiding.span`); tables that share a number are linked (`part_of`); a
difference of two reports is differencing, met by periods without a rest and by
rounding down to a base (`in_steps`).

What counts is how many *people* stand behind a number, not how often they came:
twenty visits of one pupil are one pupil. A number behind which fewer than
`least` people stand is not shown (`FEW`). Where it could be worked out from the
total, others of the same table are held back with it (`HELD`), always in the
same order, until what is hidden could have been at least `least - 1` different
numbers (three, if that is more), for whoever knows this rule too. A table that cannot be made safe is
not published at all, nor is one about fewer than twice `least` people: so that
not to publish says nothing about how they are spread. Nought is shown: it is about nobody.

Who came besides the pupils is so few in most schools that a total of everybody
would hide the pupils. So the kinds of clients stand `apart`: each is shown or
not by itself, no other table adds them up, and their total is what gives way.

Between tables: tables of one report share totals and nothing else. A table
whose total is a number of another table (grades: the pupils) is published only
if that number is.

Between reports: only stretches that are over are published exactly, and terms
are cut so that they make up the year without a rest (`selectors.periods`). A number of
the year is shown only if it is shown in each of its terms. Of a term that still
runs, whole months are published, in steps of `least` (`in_steps`): the
difference of two such reports tells no single visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from xinqiao.core.clauses import clause

LEAST, FEWEST, MOST = 5, 3, 20
# A threshold stays as long as a term: the same table under several thresholds, laid side by side, tells what each hides.
LEAST_STAYS = timedelta(days=120)


class Mark(StrEnum):
    """How a number stands in a published table."""

    SHOWN = "shown"
    STEP = "step"
    FEW = "few"
    HELD = "held"


@dataclass(frozen=True)
class Cell:
    """One number before it is published, and how many people stand behind it."""

    key: str
    count: int
    people: int


@dataclass(frozen=True)
class Table:
    """Counts of one kind. `many`: one visit may be in several cells. `part_of`: the number that is its total.

    `apart`: its numbers stand in no other sum; so its total gives way, and not they.
    """

    key: str
    cells: tuple[Cell, ...]
    total: Cell
    many: bool = False
    apart: bool = False
    part_of: tuple[str, str] | None = None


@dataclass(frozen=True)
class Shown:
    """One number as it is published; `count` is None where it is not."""

    key: str
    count: int | None
    mark: Mark = Mark.SHOWN
    step: int = 1

    @property
    def is_hidden(self) -> bool:
        """Whether no number is shown."""
        return self.count is None


@dataclass(frozen=True)
class Published:
    """A table as it is published. One that is `whole=False` could not be made safe and shows no number."""

    key: str
    cells: tuple[Shown, ...]
    total: Shown
    whole: bool = True
    many: bool = False

    def hidden(self) -> frozenset[str]:
        """The keys of what is not shown."""
        return frozenset(cell.key for cell in self.cells if cell.is_hidden)

    def cell(self, key: str) -> Shown:
        """The cell under this key. Raises KeyError."""
        return {cell.key: cell for cell in self.cells}[key]


@dataclass
class _Hiding:
    """The table while it is decided what is hidden."""

    table: Table
    least: int
    few: set[str]
    held: set[str]

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """What a reader knows of a hidden number from its mark, and from how many people came how often."""
        total = self.table.total
        if cell.key in self.few:
            return 1, min(total.count, self.least - 1 + total.count - total.people)
        return self.least, total.count

    def span(self, cell: Cell) -> int:
        """How many different numbers a hidden cell could be, to a reader who adds and subtracts."""
        low, high = self.bounds(cell)
        others = [self.bounds(one) for one in self.hidden() if one.key != cell.key]
        seen = sum(one.count for one in self.table.cells if one.key not in self.few | self.held)
        total = self.table.total.count
        most = total * len(self.table.cells) if self.table.many else total
        low = max(low, total - seen - sum(top for _, top in others))
        high = min(high, most - seen - sum(bottom for bottom, _ in others))
        return high - low + 1

    def hidden(self) -> list[Cell]:
        """The cells that are not shown."""
        return [cell for cell in self.table.cells if cell.key in self.few | self.held]

    def shown(self) -> tuple[Shown, ...]:
        """The cells as they stand now."""
        marks = dict.fromkeys(self.held, Mark.HELD) | dict.fromkeys(self.few, Mark.FEW)
        return tuple(
            Shown(cell.key, None, marks[cell.key]) if cell.key in marks else Shown(cell.key, cell.count)
            for cell in self.table.cells
        )

    def is_safe(self) -> bool:
        """Whether every hidden number could be enough different ones."""
        return all(self.span(cell) >= max(FEWEST, self.least - 1) for cell in self.hidden())


def is_few(cell: Cell, least: int) -> bool:
    """Whether people stand behind a number, and too few of them."""
    return cell.count > 0 and cell.people < least


@clause("STA-02", missing="一个学期公布之后再更正登记，两次公布之间的差；普查、转介、危机的表。")
def suppress(table: Table, least: int = LEAST, *, also: frozenset[str] = frozenset()) -> Published:
    """The table as it may be published. `also` names cells that are hidden elsewhere and so here too.

    The order in which cells are held back is that of the table, from its end,
    whatever the numbers are: a choice by size would tell about sizes.
    """
    few = {cell.key for cell in table.cells if is_few(cell, least)}
    held = {cell.key for cell in table.cells if cell.key in also and cell.count} - few
    hiding = _Hiding(table, least, few, held)
    if table.apart:
        return _each_by_itself(table, hiding.shown(), Shown(table.total.key, table.total.count))
    if is_few(table.total, least):
        return _withheld(table, Mark.FEW)
    if 0 < table.total.people < 2 * least:
        return _withheld(table)
    waiting = [cell.key for cell in table.cells if cell.count and cell.key not in few | held]
    while not hiding.is_safe():
        if not waiting:
            return _withheld(table)
        hiding.held.add(waiting.pop())
    return Published(table.key, hiding.shown(), Shown(table.total.key, table.total.count), many=table.many)


def _each_by_itself(table: Table, cells: tuple[Shown, ...], total: Shown) -> Published:
    """Numbers that are in no sum: the total is shown only where it tells nothing."""
    hidden = Shown(table.total.key, None, Mark.HELD)
    return Published(table.key, cells, hidden if any(cell.is_hidden for cell in cells) else total)


def _withheld(table: Table, total: Mark | None = None) -> Published:
    """A table of which nothing is shown but, where it may be, the total."""
    return Published(
        table.key,
        tuple(Shown(cell.key, None, Mark.HELD) for cell in table.cells),
        Shown(table.total.key, None, total) if total else Shown(table.total.key, table.total.count),
        whole=False,
        many=table.many,
    )


def in_steps(table: Table, least: int = LEAST) -> Published:
    """A table of something that still runs: numbers in steps of `least`, few people not at all."""
    cells = tuple(
        Shown(cell.key, None, Mark.FEW) if is_few(cell, least) else _step(cell, least) for cell in table.cells
    )
    if table.apart:
        return _each_by_itself(table, cells, _step(table.total, least))
    if is_few(table.total, least):
        return _withheld(table, Mark.FEW)
    return Published(table.key, cells, _step(table.total, least), many=table.many)


def _step(cell: Cell, least: int) -> Shown:
    return Shown(cell.key, cell.count - cell.count % least, Mark.STEP, least) if cell.count else Shown(cell.key, 0)


def publish(tables: Sequence[Table], least: int = LEAST, *, running: bool = False) -> list[Published]:
    """The tables of one report, each after the one whose number is its total."""
    done: dict[str, Published] = {}
    for table in tables:
        made = in_steps(table, least) if running else suppress(table, least)
        done[table.key] = _if_its_total_is_shown(table, made, done)
    return list(done.values())


def publish_whole(whole: Sequence[Table], parts: Sequence[Sequence[Published]], least: int = LEAST) -> list[Published]:
    """The tables of a year that is made up of published terms: what is hidden in a term is hidden in the year."""
    done: dict[str, Published] = {}
    for table in whole:
        same = [found for part in parts for found in part if found.key == table.key]
        hidden = frozenset(key for found in same for key in found.hidden())
        made = suppress(table, least, also=hidden)
        if any(not found.whole for found in same if not _is_nothing(found)):
            made = _withheld(table, None if all(not found.total.is_hidden for found in same) else Mark.HELD)
        done[table.key] = _if_its_total_is_shown(table, made, done)
    return list(done.values())


def _is_nothing(found: Published) -> bool:
    """A term in which nothing was counted hides nothing."""
    return found.whole and found.total.count == 0


def _if_its_total_is_shown(table: Table, made: Published, done: dict[str, Published]) -> Published:
    """A table whose total another table hides would tell that number by its sum."""
    if table.part_of is None:
        return made
    name, key = table.part_of
    if done[name].whole and not done[name].cell(key).is_hidden:
        return made
    return _withheld(table, Mark.FEW if made.total.mark is Mark.FEW else Mark.HELD)
