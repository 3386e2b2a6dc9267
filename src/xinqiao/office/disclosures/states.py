"""What becomes of a copy once it was given."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xinqiao.core.access import Problem


class GivenState(TextChoices):
    """How far a copy has come. Values are stored.

    What waits at somebody's own door can be taken back until it was seen there. What
    was told outside of the program, or printed, is with those who have it.
    """

    WAITING = "waiting", gettext_lazy("还没看")
    SEEN = "seen", gettext_lazy("看过了")
    TAKEN_BACK = "taken_back", pgettext_lazy("给出去的", "收回了")
    HANDED = "handed", gettext_lazy("交出去了")


GIVEN_MOVES: Mapping[GivenState, frozenset[GivenState]] = {
    GivenState.WAITING: frozenset({GivenState.SEEN, GivenState.TAKEN_BACK}),
    GivenState.SEEN: frozenset(),
    GivenState.TAKEN_BACK: frozenset(),
    GivenState.HANDED: frozenset(),
}


class AlreadySeen(Problem):
    """It can no longer be taken back, or it was taken back before it was seen."""


def check_given_move(current: GivenState, wanted: GivenState) -> None:
    """What was seen cannot be unseen, and what was taken back is gone. Raises `AlreadySeen`."""
    if wanted not in GIVEN_MOVES[current]:
        raise AlreadySeen(
            _("这一份现在是“%(current)s”，不能再改为“%(wanted)s”。")
            % {"current": current.label, "wanted": wanted.label}
        )
