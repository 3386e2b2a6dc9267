"""What the program notices about the team. The subject is the school: whose paper it is stands in the promise."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class ExpiriesAnnounced(Event):
    """Something new runs out, or something was renewed."""

    kind = "staffing.expiries_announced"
