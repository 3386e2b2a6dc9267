"""When: a promise is open until it is kept or waived, and then it is over."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class State(models.TextChoices):
    """Where a promise stands. Late is no state: it is told from the dates."""

    OPEN = "open", gettext_lazy("未办")
    KEPT = "kept", gettext_lazy("已办")
    WAIVED = "waived", gettext_lazy("免办")


MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.KEPT, State.WAIVED}),
    State.KEPT: frozenset(),
    State.WAIVED: frozenset(),
}


class AlreadyOver(Problem):
    """Somebody has kept or waived the promise meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("这件事已经有人办结，没有再改动。"))


def check_move(current: State, wanted: State) -> None:
    """What is over stays over; a new promise is a new row."""
    if wanted not in MOVES[current]:
        raise AlreadyOver


def check_open(current: State) -> None:
    """Only what is still owed can change hands or climb. Raises `AlreadyOver`."""
    if not MOVES[current]:
        raise AlreadyOver
