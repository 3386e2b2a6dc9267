"""Over HTTP: a calendar address is shown once, says the same of what never was and what was revoked, and is not logged."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_browser
from xinqiao.core.clock import freeze, now
from xinqiao.practice.scheduling.models import Feed
from xinqiao.practice.scheduling.pace import MOST_KEPT, WINDOW, Pace
from xinqiao.practice.scheduling.services import make_feed

ADDRESS = re.compile(r"http://testserver(/calendar/[\w-]{43}\.ics)")


def made_by(browser: Browser, name: str) -> str:
    """The address on the page that made it."""
    page = browser.post(reverse(name)).content.decode()
    found = ADDRESS.search(page)
    assert found
    assert not ADDRESS.search(browser.get(reverse(name)).content.decode()), "the address is shown once"
    return found[1]


@pytest.mark.parametrize(("who", "name"), [("lin", "feeds:own"), ("mother", "feeds:own"), ("shen", "scheduling:feeds")])
def test_made_fetched_and_revoked(cast: Cast, who: str, name: str) -> None:
    at_desk = who == "shen"
    browser = browser_of(cast, who) if at_desk else own_browser(cast, who)
    address = made_by(browser, name)

    fetched = Browser().get(address)
    assert fetched.status_code == 200
    assert fetched.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert fetched.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert "Set-Cookie" not in fetched.headers
    assert not fetched.cookies
    feed = Feed.objects.get()
    browser.post(reverse("scheduling:revoke-feed" if at_desk else "feeds:revoke", kwargs={"pk": feed.pk}))
    assert Browser().get(address).status_code == 404


@pytest.mark.parametrize("who", ["batel", "mother", None])
def test_nobody_else_revokes_it(cast: Cast, who: str | None) -> None:
    made_by(own_browser(cast, "lin"), "feeds:own")
    own_browser(cast, who).post(reverse("feeds:revoke", kwargs={"pk": Feed.objects.get().pk}))
    assert Feed.objects.get().revoked_at is None


def test_what_never_was_and_what_is_over_are_one_answer(cast: Cast) -> None:
    made = make_feed(actor=cast.actor("shen"), at=now())
    Feed.objects.update(revoked_at=now())
    answers = [Browser().get(f"/calendar/{token}.ics") for token in (made.token, "B" * 43)]
    seen = {(one.status_code, one.content, frozenset(one.headers.items())) for one in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 404
    assert answers[0].content == b""


def test_a_program_that_asks_without_end_is_slowed_down(cast: Cast) -> None:
    token = make_feed(actor=cast.actor("shen"), at=now()).token
    with freeze(NOW):
        answers = [Browser().get(f"/calendar/{token}.ics").status_code for _ in range(31)]
    with freeze(NOW + WINDOW):
        later = Browser().get(f"/calendar/{token}.ics").status_code
    assert answers == [200] * 30 + [429]
    assert later == 200


def test_what_is_counted_stays_small() -> None:
    pace = Pace(1)
    assert pace.allows(b"first", NOW)
    assert not pace.allows(b"first", NOW + timedelta(minutes=9))
    for number in range(MOST_KEPT + 5):
        pace.allows(str(number).encode(), NOW)
    assert len(pace._seen) == MOST_KEPT
