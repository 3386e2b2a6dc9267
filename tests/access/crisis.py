"""A call for help that the director has taken, for the world in which every address is asked for."""

from tests.cast import Cast
from xinqiao.core.access import ANYONE
from xinqiao.core.clock import now
from xinqiao.practice.crisis import selectors, services
from xinqiao.practice.crisis.rules import Voice


def a_call(cast: Cast) -> dict[str, object]:
    """Somebody pressed, and another call has been taken."""
    at = now()
    ringing, taken = (
        services.call_for_help(
            actor=ANYONE, voice=Voice(place), origin=selectors.origin_of(place, at), call=None, at=at
        )
        for place in ("操场", "图书馆")
    )
    services.take_call(actor=cast.actor("shen"), call=taken.pk, at=at)
    return {"crisis.pk": ringing.pk, "crisis:give-back.pk": taken.pk}
