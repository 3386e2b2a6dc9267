"""When: what becomes of a question that was put to somebody on their own page."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class Asked(models.TextChoices):
    """How a question stands."""

    WAITING = "waiting", gettext_lazy("等他看")
    AGREED = "agreed", gettext_lazy("同意了")
    DECLINED = "declined", gettext_lazy("这次不同意")
    CALLED_OFF = "called_off", gettext_lazy("不再问了")


# A no can become a yes for as long as the question stands; a yes ends by being taken back, which is no move of the question.
ASKED_MOVES: dict[Asked, set[Asked]] = {
    Asked.WAITING: {Asked.AGREED, Asked.DECLINED, Asked.CALLED_OFF},
    Asked.DECLINED: {Asked.AGREED, Asked.CALLED_OFF},
    Asked.AGREED: set(),
    Asked.CALLED_OFF: set(),
}


class AlreadyAnswered(Problem):
    """Somebody else was first, or the question was called off."""

    def __init__(self) -> None:
        super().__init__(_("这件事已经有了结果，没有再改动。"))


def check_move(current: Asked, wanted: Asked) -> None:
    """Raises `AlreadyAnswered`."""
    if wanted not in ASKED_MOVES[current]:
        raise AlreadyAnswered
