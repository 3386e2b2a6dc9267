"""Who may see, revoke and read a calendar address, and whom the program reminds; as a table."""

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.access import PROGRAM
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.models import Feed
from xinqiao.practice.scheduling.services import make_feed
from xinqiao.practice.scheduling.tests.builders import book, open_room


def test_a_calendar_address_is_its_makers_alone(cast: Cast) -> None:
    lin, slip = own_actor(cast, "lin"), own_actor(cast, "batel", known=False)
    feeds = {"lin": make_feed(actor=lin, at=NOW).feed, "batel": make_feed(actor=slip, at=NOW).feed}
    feeds["shen"] = make_feed(actor=cast.actor("shen"), at=NOW).feed
    table = {"lin": (lin, {"lin"}), "batel": (slip, {"batel"}), "shen": (cast.actor("shen"), {"shen"})}
    table |= {name: (cast.actor(name), set()) for name in ("lu", "xu", "ma", "qin")}
    table["mother"] = (own_actor(cast, "mother"), set())
    for who, (actor, sees) in table.items():
        for rule in (policy.may_see_feed, policy.may_end_feed, policy.may_read_feed):
            assert {name for name, feed in feeds.items() if rule(actor, feed)} == sees, who
        assert set(Feed.objects.filter(policy.own_feeds(actor))) == {feeds[name] for name in sees}
        assert policy.may_have_feed(actor) is (bool(sees) or who in {"lu", "mother"})


@pytest.mark.parametrize("name", ["shen", "xu", "ma"])
def test_the_program_alone_reminds(cast: Cast, name: str) -> None:
    open_room(cast)
    booked = book(cast)
    assert policy.may_remind(PROGRAM, booked)
    assert not policy.may_remind(cast.actor(name), booked)
