"""When: what goes out waits until it was sent or was given up."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class DeliveryState(models.TextChoices):
    """Where a delivery stands. Values are stored."""

    WAITING = "waiting", gettext_lazy("等着发")
    SENT = "sent", gettext_lazy("已发出")
    GIVEN_UP = "given_up", gettext_lazy("没有发")


MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset({DeliveryState.SENT, DeliveryState.GIVEN_UP}),
    DeliveryState.SENT: frozenset(),
    DeliveryState.GIVEN_UP: frozenset(),
}


class DeliveryOver(Problem):
    """Another worker has sent it, or given it up, meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("这条消息已经处理过，没有再改动。"))


def check_move(current: DeliveryState, wanted: DeliveryState) -> None:
    """Sent is sent. Raises `DeliveryOver`."""
    if wanted not in MOVES[current]:
        raise DeliveryOver
