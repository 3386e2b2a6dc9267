"""When a request by right may become what."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xinqiao.core.access import Problem


class State(TextChoices):
    """What has become of a request. Values are stored."""

    OPEN = "open", gettext_lazy("等答复")
    ANSWERED = "answered", gettext_lazy("答复了")
    WITHDRAWN = "withdrawn", pgettext_lazy("权利申请", "收回了")


# It is answered or taken back, once; whoever is not content with an answer asks anew, and somebody else answers.
MOVES: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.ANSWERED, State.WITHDRAWN}),
    State.ANSWERED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


class WrongState(Problem):
    """Somebody was faster: it has been answered or taken back."""


def check_move(current: State, wanted: State) -> None:
    """Raises `WrongState`."""
    if wanted not in MOVES[current]:
        raise WrongState(_("这一件现在是“%(current)s”，不能再改了。") % {"current": current.label})
