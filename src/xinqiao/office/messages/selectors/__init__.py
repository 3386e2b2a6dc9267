"""What may be read."""

from .mine import Line, OwnWay, messages_for, own_way, unseen_for
from .outbox import due, forgettable, take_if_due
from .ways import (
    EMAIL,
    IN_APP,
    SMS,
    Way,
    is_of_the_family,
    message_rules,
    neutral_place,
    stands_against,
    was_told,
    way_for,
)

__all__ = [
    "EMAIL",
    "IN_APP",
    "SMS",
    "Line",
    "OwnWay",
    "Way",
    "due",
    "forgettable",
    "is_of_the_family",
    "message_rules",
    "messages_for",
    "neutral_place",
    "own_way",
    "stands_against",
    "take_if_due",
    "unseen_for",
    "was_told",
    "way_for",
]
