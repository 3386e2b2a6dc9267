"""What has yet to leave the house, and what is old enough to be forgotten."""

from datetime import datetime
from uuid import UUID

from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.rules import KEPT_FOR
from xinqiao.office.messages.states import DeliveryState

BATCH = 200


def due(at: datetime) -> list[UUID]:
    """The deliveries whose time has come, the longest waiting first."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=at)
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])


def take_if_due(delivery: UUID, at: datetime) -> Delivery | None:
    """The delivery, locked, if it still waits and nobody else is at it."""
    waiting = Delivery.objects.filter(pk=delivery, state=DeliveryState.WAITING, next_try_at__lte=at)
    return waiting.select_for_update(of=("self",), skip_locked=True).first()


def forgettable(at: datetime) -> list[UUID]:
    """The messages whose time is over."""
    return list(Message.objects.filter(made_at__lt=at - KEPT_FOR).values_list("pk", flat=True)[:BATCH])
