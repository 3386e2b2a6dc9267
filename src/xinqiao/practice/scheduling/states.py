"""When an appointment and a visit may become what."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem


class AppointmentState(TextChoices):
    """What has become of an appointment. Values are stored.

    Offered is a time that came free and is kept for whoever is next in line until they answer.
    """

    OFFERED = "offered", gettext_lazy("候补，等回话")
    BOOKED = "booked", gettext_lazy("已约")
    ARRIVED = "arrived", gettext_lazy("已到")
    NO_SHOW = "no_show", gettext_lazy("未到")
    CANCELLED = "cancelled", gettext_lazy("取消")
    MOVED = "moved", gettext_lazy("改期")
    PASSED = "passed", gettext_lazy("候补，没有约成")


class VisitState(TextChoices):
    """Where somebody stands who came through the door. Values are stored."""

    WAITING = "waiting", gettext_lazy("在等")
    HERE = "here", gettext_lazy("在谈")
    LEFT = "left", gettext_lazy("已离开")
    STRUCK = "struck", gettext_lazy("划去")


class WishState(TextChoices):
    """What has become of somebody in the waiting line. Values are stored."""

    WAITING = "waiting", gettext_lazy("在候补")
    MET = "met", gettext_lazy("约上了")
    LEFT = "left", gettext_lazy("不排了")


class RequestState(TextChoices):
    """What has become of a guardian's request that somebody talk with their child. Values are stored."""

    WAITING = "waiting", gettext_lazy("等老师看")
    ANSWERED = "answered", gettext_lazy("老师处理了")
    WITHDRAWN = "withdrawn", gettext_lazy("家长收回了")


# An arrival goes back to a booking only when the visit it led to is struck out.
APPOINTMENT_MOVES: Mapping[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.OFFERED: frozenset({AppointmentState.BOOKED, AppointmentState.PASSED}),
    AppointmentState.BOOKED: frozenset(
        {
            AppointmentState.ARRIVED,
            AppointmentState.NO_SHOW,
            AppointmentState.CANCELLED,
            AppointmentState.MOVED,
        }
    ),
    AppointmentState.ARRIVED: frozenset({AppointmentState.BOOKED}),
    AppointmentState.NO_SHOW: frozenset(),
    AppointmentState.CANCELLED: frozenset(),
    AppointmentState.MOVED: frozenset(),
    AppointmentState.PASSED: frozenset(),
}

VISIT_MOVES: Mapping[VisitState, frozenset[VisitState]] = {
    VisitState.WAITING: frozenset({VisitState.HERE, VisitState.LEFT, VisitState.STRUCK}),
    VisitState.HERE: frozenset({VisitState.LEFT, VisitState.STRUCK}),
    VisitState.LEFT: frozenset({VisitState.STRUCK}),
    VisitState.STRUCK: frozenset(),
}

WISH_MOVES: Mapping[WishState, frozenset[WishState]] = {
    WishState.WAITING: frozenset({WishState.MET, WishState.LEFT}),
    WishState.MET: frozenset(),
    WishState.LEFT: frozenset(),
}

REQUEST_MOVES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.WAITING: frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN}),
    RequestState.ANSWERED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}

# Somebody is expected.
LIVE = (AppointmentState.BOOKED, AppointmentState.ARRIVED)
# Those that hold the counsellor, the room and the client.
HOLDING = (AppointmentState.OFFERED, *LIVE)
IN_THE_HOUSE = (VisitState.WAITING, VisitState.HERE)


class WrongState(Problem):
    """It is no longer in a state from which this can be done: somebody was faster."""


def check_appointment_move(current: AppointmentState, wanted: AppointmentState) -> None:
    """An appointment that was kept, missed, called off or moved stays so. Raises `WrongState`."""
    if wanted not in APPOINTMENT_MOVES[current]:
        raise WrongState(
            _("这个预约现在是“%(current)s”，不能改为“%(wanted)s”。可能有人刚刚处理过，请看最新的安排。")
            % {"current": current.label, "wanted": wanted.label}
        )


def check_visit_move(current: VisitState, wanted: VisitState) -> None:
    """Who has left does not come back by a correction; a new visit is registered. Raises `WrongState`."""
    if wanted not in VISIT_MOVES[current]:
        raise WrongState(
            _("这条登记现在是“%(current)s”，不能改为“%(wanted)s”。可能有人刚刚处理过，请看最新的登记。")
            % {"current": current.label, "wanted": wanted.label}
        )


def check_wish_move(current: WishState, wanted: WishState) -> None:
    """Who has left the line, or has a time, joins it anew. Raises `WrongState`."""
    if wanted not in WISH_MOVES[current]:
        raise WrongState(_("这个候补现在是“%(current)s”，不用再改了。请看最新的安排。") % {"current": current.label})


def check_request_move(current: RequestState, wanted: RequestState) -> None:
    """A request is answered or taken back once. Raises `WrongState`."""
    if wanted not in REQUEST_MOVES[current]:
        raise WrongState(_("这个请求现在是“%(current)s”，不用再改了。请看最新的情况。") % {"current": current.label})
