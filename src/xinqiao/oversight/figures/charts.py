"""Charts as plain SVG, drawn on the server: bars from top to bottom, readable without colour and without a script."""

from dataclasses import dataclass

from xinqiao.oversight.figures.rules import Mark
from xinqiao.oversight.figures.selectors import Figure

WIDTH, ROW, TOP = 340, 36, 2
LONGEST_LABEL = 24
HIDDEN_WIDTH = 36


@dataclass(frozen=True)
class Bar:
    """One line of a chart: where its words stand, and its bar. `marks` are the strokes of one that is hidden."""

    label: str
    text: str
    words_at: int
    bar_at: int
    width: int
    kind: str
    marks: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart of one figure."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def chart_of(figure: Figure) -> Chart:
    """The bars of a figure, in the order of its table."""
    most = figure.most or 1
    bars = []
    for place, row in enumerate(figure.rows):
        top = TOP + place * ROW
        hidden = row.mark in {Mark.FEW, Mark.HELD}
        width = HIDDEN_WIDTH if hidden else round(WIDTH * (row.count or 0) / most)
        bars.append(
            Bar(
                label=row.label if len(row.label) <= LONGEST_LABEL else row.label[: LONGEST_LABEL - 1] + "…",
                text=row.text,
                words_at=top + 13,
                bar_at=top + 19,
                width=width,
                kind="quiet" if hidden else "kept",
                marks=_strokes(top + 19) if hidden else "",
            )
        )
    return Chart(WIDTH, TOP * 2 + ROW * len(bars), tuple(bars))


def _strokes(top: int) -> str:
    """Slanted strokes over a bar that shows no number."""
    return "".join(f"M{left} {top + 9}l8-8" for left in range(3, HIDDEN_WIDTH - 8, 8))
