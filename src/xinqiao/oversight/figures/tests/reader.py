"""A reader who wants to know more than is published: adds, subtracts, and knows the rule by which numbers are hidden."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xinqiao.oversight.figures.rules import Mark, Published, Table


@dataclass(frozen=True)
class Sum:
    """What a reader knows: these hidden numbers, and those shown, make up between `low` and `high`."""

    names: tuple[str, ...]
    low: int
    high: int


Bounds = Mapping[str, tuple[int, int]]


def sums_of(
    published: Sequence[Published], prefix: str = "", *, tops: int = 60, least: int = 5
) -> tuple[dict[str, tuple[int, int]], list[Sum]]:
    """The hidden numbers of a report with what their marks tell, and every sum in which they stand."""
    bounds: dict[str, tuple[int, int]] = {}
    sums: list[Sum] = []
    for table in published:
        if not table.cells:
            continue
        for cell in table.cells:
            if cell.is_hidden:
                name = f"{prefix}{table.key}.{cell.key}"
                low = 1 if cell.mark is Mark.FEW else least if table.whole else 0
                bounds[name] = (low, tops)
        if table.total.count is None:
            continue
        hidden = tuple(f"{prefix}{table.key}.{cell.key}" for cell in table.cells if cell.is_hidden)
        rest = table.total.count - sum(cell.count or 0 for cell in table.cells)
        high = rest + table.total.count * (len(table.cells) - 1) if table.many else rest
        sums.append(Sum(hidden, rest, high))
        bounds.update({name: (bounds[name][0], min(bounds[name][1], table.total.count)) for name in hidden})
    return bounds, sums


def values_of(name: str, bounds: Bounds, sums: Sequence[Sum], wanted: int = 2) -> set[int]:
    """Up to `wanted` values that a hidden number could have; exact: each comes with numbers for all the others."""
    low, high = bounds[name]
    found: set[int] = set()
    for value in range(low, high + 1):
        if any(True for _ in _solutions({**bounds, name: (value, value)}, sums)):
            found.add(value)
            if len(found) >= wanted:
                break
    return found


def _solutions(bounds: Bounds, sums: Sequence[Sum]) -> Iterator[dict[str, int]]:
    """Numbers for everything hidden that agree with every sum: narrow until nothing changes, then try."""
    narrowed = _narrow(dict(bounds), sums)
    if narrowed is None:
        return
    open_ones = [name for name, (low, high) in narrowed.items() if low < high]
    if not open_ones:
        yield {name: low for name, (low, _high) in narrowed.items()}
        return
    name = min(open_ones, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[name]
    for value in range(low, high + 1):
        yield from _solutions({**narrowed, name: (value, value)}, sums)


def _narrow(bounds: dict[str, tuple[int, int]], sums: Sequence[Sum]) -> dict[str, tuple[int, int]] | None:
    changed = True
    while changed:
        changed = False
        for one in sums:
            lows, highs = sum(bounds[name][0] for name in one.names), sum(bounds[name][1] for name in one.names)
            if lows > one.high or highs < one.low:
                return None
            for name in one.names:
                low, high = bounds[name]
                tight = max(low, one.low - (highs - high)), min(high, one.high - (lows - low))
                if tight[0] > tight[1]:
                    return None
                if tight != (low, high):
                    bounds[name], changed = tight, True
                    lows, highs = lows + tight[0] - low, highs + tight[1] - high
    return bounds


def shown_of(table: Published) -> tuple[object, ...]:
    """Everything a reader sees of a table, to tell two reports apart."""
    return (table.whole, table.total, table.cells)


def truth(table: Table, prefix: str = "") -> dict[str, int]:
    """The numbers as they are."""
    return {f"{prefix}{table.key}.{cell.key}": cell.count for cell in table.cells}
