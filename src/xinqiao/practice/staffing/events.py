"""What the program notices about the team. The subject is the school: whose paper it is stands in the promise."""

from dataclasses import dataclass

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class ExpiriesAnnounced(Event):
    """Something new runs out, or something was renewed."""

    kind = "staffing.expiries_announced"


@dataclass(frozen=True)
class KeysAnnounced(Event):
    """Somebody waits for keys, or is to see that one person alone gave them; or that is over."""

    kind = "staffing.keys_announced"
