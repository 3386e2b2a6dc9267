"""What happens to the figures."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class LeastSet(Event):
    """From how many people on a number is shown."""

    kind = "figures.least_set"


@dataclass(frozen=True)
class FiguresExported(Event):
    """The published figures of a term or a year left as a workbook; `subject` is the term or the year."""

    kind = "figures.exported"
