"""What happens to paper: it is printed, with a number."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class PaperPrinted(Event):
    """A form was filled from the records and printed."""

    kind = "papers.printed"

    copies: int = 1
