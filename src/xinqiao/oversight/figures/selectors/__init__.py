"""What may be read: published figures, and nothing behind them."""

from .periods import Period, choose, periods, public_periods
from .registers import Registers, registers_of
from .report import Counted, Figure, Report, Row, counted, least, report_of
from .standing import ClauseShown, Standings, clauses_now

__all__ = [
    "ClauseShown",
    "Counted",
    "Figure",
    "Period",
    "Registers",
    "Report",
    "Row",
    "Standings",
    "choose",
    "clauses_now",
    "counted",
    "least",
    "periods",
    "public_periods",
    "registers_of",
    "report_of",
]
