"""Calls for help, and a duty roster for those who answer."""

from datetime import time, timedelta
from uuid import UUID

from tests.attacks.scene import open_the_room
from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import ANYONE, Actor
from xinqiao.practice.crisis import selectors, services
from xinqiao.practice.crisis.models import HelpCall
from xinqiao.practice.crisis.rules import Voice
from xinqiao.practice.scheduling.services import plan_duty

HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"
A_SUNDAY = NOW + timedelta(days=3)


def duty(cast: Cast, name: str = "shen") -> None:
    """The room is open on weekdays and this counsellor has duty the whole day."""
    open_the_room(cast)
    plan_duty(
        actor=cast.actor("xu"),
        staff=cast.staff[name].pk,
        weekdays=[0, 1, 2, 3, 4],
        starts=time(8),
        ends=time(18),
        valid_from=A_SCHOOL_DAY,
        valid_to=A_SCHOOL_DAY + timedelta(days=30),
        at=NOW,
    )


def press(
    actor: Actor = ANYONE,
    place: str = "",
    name: str = "",
    *,
    address: str = HERE,
    call: UUID | None = None,
    later: timedelta = timedelta(0),
) -> HelpCall:
    """Somebody presses; a stranger unless told."""
    at = NOW + later
    return services.call_for_help(
        actor=actor, voice=Voice(place, name), origin=selectors.origin_of(address, at), call=call, at=at
    )


def answer(cast: Cast, call: HelpCall, name: str = "shen", later: timedelta = timedelta(minutes=1)) -> HelpCall:
    """A member of staff goes."""
    return services.take_call(actor=cast.actor(name), call=call.pk, at=NOW + later)
