"""When: a call for help rings until somebody goes, and is over when that person has said how it ended."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class CallState(TextChoices):
    """Where a call for help stands. Values are stored."""

    RINGING = "ringing", gettext_lazy("在响")
    TAKEN = "taken", gettext_lazy("有人去了")
    CLOSED = "closed", gettext_lazy("办完了")


# It rings again when whoever went cannot go on, or when whoever called still waits.
CALL_MOVES: Mapping[CallState, frozenset[CallState]] = {
    CallState.RINGING: frozenset({CallState.TAKEN}),
    CallState.TAKEN: frozenset({CallState.CLOSED, CallState.RINGING}),
    CallState.CLOSED: frozenset(),
}
OPEN = (CallState.RINGING, CallState.TAKEN)


class SomebodyWasFaster(Problem):
    """A colleague has taken the call, given it back or closed it meanwhile."""

    def __init__(self, current: CallState) -> None:
        super().__init__(_("刚才已经有人动过这一声呼叫，现在是“%(now)s”，没有再改动。") % {"now": current.label})
        self.current = current


def check_move(current: CallState, wanted: CallState) -> None:
    """Raises `SomebodyWasFaster`."""
    if wanted not in CALL_MOVES[current]:
        raise SomebodyWasFaster(current)
