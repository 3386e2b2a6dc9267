"""When: the steps of a sign-in, and the table of moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """How far a session has come. Values are stored."""

    START = "start", _("要设自己的口令")
    SECOND = "second", _("要走第二步")
    ENROL = "enrol", _("要选第二步的办法")
    IN = "in", _("已登录")


MOVES: dict[Step, frozenset[Step]] = {
    Step.START: frozenset({Step.SECOND, Step.ENROL}),
    Step.SECOND: frozenset({Step.IN}),
    Step.ENROL: frozenset({Step.IN}),
    Step.IN: frozenset(),
}


class WrongStep(Exception):
    """The session is not at a step from which this can be done."""

    def __init__(self, current: Step, wanted: Step) -> None:
        super().__init__(f"A session at '{current}' cannot go to '{wanted}'.")
        self.current, self.wanted = current, wanted


def check_move(current: Step, wanted: Step) -> None:
    """Nobody is in without both steps; a session that is in does not go back."""
    if wanted not in MOVES[current]:
        raise WrongStep(current, wanted)
