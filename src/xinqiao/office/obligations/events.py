"""What happens to a promise. The subject is the promise; `about` is a client number or nothing."""

from dataclasses import dataclass
from uuid import UUID

from xinqiao.core.ledger import Event


@dataclass(frozen=True)
class ObligationPromised(Event):
    """Somebody owes something by a date."""

    kind = "obligations.promised"


@dataclass(frozen=True)
class ObligationKept(Event):
    """It was done, in time or late."""

    kind = "obligations.kept"


@dataclass(frozen=True)
class ObligationWaived(Event):
    """It need not be done any more, for a reason."""

    kind = "obligations.waived"


@dataclass(frozen=True)
class ObligationHandedOver(Event):
    """Somebody else owes it now, because a person decided so."""

    kind = "obligations.handed_over"


@dataclass(frozen=True)
class ObligationReminded(Event):
    """Whoever owes it was reminded."""

    kind = "obligations.reminded"


@dataclass(frozen=True)
class ObligationEscalated(Event):
    """It was late, and the next person was told."""

    kind = "obligations.escalated"


@dataclass(frozen=True)
class ObligationPassedOn(Event):
    """Whoever owed it has left; it went to the deputy or to a post."""

    kind = "obligations.passed_on"


# A list is read under one fixed id: who stood in it follows from the promises of that day.
THE_LIST = UUID("6f3f0e0c-52c4-4b53-9d0e-1a1f6c2f8b11")


@dataclass(frozen=True)
class OwedOpened(Event):
    """A list of promises that names clients was read."""

    kind = "obligations.owed_opened"


@dataclass(frozen=True)
class ObligationOpened(Event):
    """A promise that names its client was read."""

    kind = "obligations.opened"
