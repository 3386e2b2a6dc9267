"""When: what becomes of somebody's wish to have keys back."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class AskState(models.TextChoices):
    """Where a wish stands. Values are stored."""

    ASKED = "asked", gettext_lazy("等人取信封")
    GIVEN = "given", gettext_lazy("已交还")
    DROPPED = "dropped", gettext_lazy("不办了")


MOVES: dict[AskState, frozenset[AskState]] = {
    AskState.ASKED: frozenset({AskState.GIVEN, AskState.DROPPED}),
    AskState.GIVEN: frozenset(),
    AskState.DROPPED: frozenset(),
}


class SettledAlready(Problem):
    """Somebody else was faster."""

    def __init__(self, current: AskState) -> None:
        super().__init__(_("这件事已经办过，现在是“%(current)s”，没有再改动。") % {"current": current.label})
        self.current = current


def check_move(current: AskState, wanted: AskState) -> None:
    """What is given or dropped stays so. Raises `SettledAlready`."""
    if wanted not in MOVES[current]:
        raise SettledAlready(current)
