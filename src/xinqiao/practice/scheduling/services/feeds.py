"""Making and revoking the addresses at which calendar programs find somebody's times."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.practice.scheduling import policy, selectors
from xinqiao.practice.scheduling.events import FeedMade, FeedRevoked
from xinqiao.practice.scheduling.models import Feed
from xinqiao.practice.scheduling.models.feeds import token_hash

from .turns import wait_for

TOKEN_BYTES = 32
MOST_FEEDS = 3


class TooManyFeeds(Problem):
    """Nobody needs more addresses than devices; an old one goes first."""

    def __init__(self) -> None:
        super().__init__(_("最多有三个日历地址。先停用一个，再做新的。"))


@dataclass(frozen=True)
class MadeFeed:
    """A new feed, and its address's secret part, which is shown this once."""

    feed: Feed
    token: str = field(repr=False)


@transaction.atomic
def make_feed(*, actor: Actor, at: datetime) -> MadeFeed:
    """Make an address for one's own times. Raises `TooManyFeeds`."""
    grant = require(actor, policy.may_have_feed)
    wait_for(actor.pk)
    if len(selectors.feeds_of(actor)) >= MOST_FEEDS:
        raise TooManyFeeds
    token = secrets.token_urlsafe(TOKEN_BYTES)
    is_client = actor.is_client
    feed = Feed.objects.create(
        staff_id=None if is_client else actor.pk,
        client_id=actor.pk if is_client else None,
        made_in=actor.start if is_client else None,
        sees_all=not is_client or actor.is_known,
        token_hash=token_hash(token),
        language=get_language() or "",
        made_at=at,
    )
    record(FeedMade(subject=feed.pk, about=feed.client_id), grant, rows=[feed], at=at)
    return MadeFeed(feed, token)


@transaction.atomic
def revoke_feed(*, actor: Actor, feed: UUID, at: datetime) -> Feed:
    """Have an address hold no longer, at once; done twice it stays done."""
    taken = take(Feed, feed)
    grant = require(actor, policy.may_end_feed, taken)
    if taken.revoked_at is None:
        taken.revoke(at=at)
        record(FeedRevoked(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken
