"""What a client is told about the own times: the one place from which it is sent.

The words are neutral whoever reads them: when and where, never what for.
"""

from datetime import datetime
from enum import StrEnum

from xinqiao.core.access import Grant
from xinqiao.practice.scheduling.models import Appointment


class Told(StrEnum):
    """What a message can be about."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    OFFER = "offer"


def tell_client(*, grant: Grant, appointment: Appointment, what: Told, at: datetime) -> None:
    """Tell the client, by the channel they have chosen; an account that nobody has met is told nothing elsewhere."""
    if appointment.unsure:
        return
