"""What happens to messages. The subject is the row; `about` a client number; never a word or an address."""

from dataclasses import dataclass
from enum import StrEnum

from xinqiao.core.ledger import Event


class Outcome(StrEnum):
    """What became of a delivery. Values are stored."""

    SENT = "sent"
    NOT_WANTED = "not_wanted"
    NOT_ALLOWED = "not_allowed"
    NOT_SET_UP = "not_set_up"
    FAILED = "failed"


@dataclass(frozen=True)
class MessageWritten(Event):
    """A client was told something at the own door."""

    kind = "messages.written"


@dataclass(frozen=True)
class MessageForgotten(Event):
    """A message was deleted because its time was over."""

    kind = "messages.forgotten"


@dataclass(frozen=True)
class WayChosen(Event):
    """A client said how to be reminded."""

    kind = "messages.way_chosen"


@dataclass(frozen=True)
class DeliveryEnded(Event):
    """A message left the house, or will not."""

    kind = "messages.delivery_ended"

    outcome: Outcome = Outcome.SENT


@dataclass(frozen=True)
class MessageRulesSet(Event):
    """The school decided what messages and calendars may name."""

    kind = "messages.rules_set"
