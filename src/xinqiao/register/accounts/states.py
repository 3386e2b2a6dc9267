"""When: the steps of a sign-in, and the table of moves between them."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class Step(models.TextChoices):
    """How far a session has come. Values are stored."""

    START = "start", gettext_lazy("要设自己的口令")
    SECOND = "second", gettext_lazy("要走第二步")
    ENROL = "enrol", gettext_lazy("要选第二步的办法")
    IN = "in", gettext_lazy("已登录")


MOVES: dict[Step, frozenset[Step]] = {
    Step.START: frozenset({Step.SECOND, Step.ENROL}),
    Step.SECOND: frozenset({Step.IN}),
    Step.ENROL: frozenset({Step.IN}),
    Step.IN: frozenset(),
}


class WrongStep(Problem):
    """The session is not at a step from which this can be done, most often because another window was quicker."""

    def __init__(self, current: Step, wanted: Step) -> None:
        super().__init__(_("这一步已经在另一个窗口里做过了。重新打开登录页，就会接着往下走。"))
        self.current, self.wanted = current, wanted


def check_move(current: Step, wanted: Step) -> None:
    """Nobody is in without both steps; a session that is in does not go back."""
    if wanted not in MOVES[current]:
        raise WrongStep(current, wanted)
