"""A calendar address of a pupil and one of a counsellor."""

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.clock import now
from xinqiao.practice.scheduling.services import make_feed


def calendar_feeds(cast: Cast) -> dict[str, object]:
    """One of each, by the names of their addresses."""
    own = make_feed(actor=own_actor(cast, "lin"), at=now())
    return {
        "feeds:feed.token": own.token,
        "feeds:revoke.pk": own.feed.pk,
        "scheduling:revoke-feed.pk": make_feed(actor=cast.actor("shen"), at=now()).feed.pk,
    }
