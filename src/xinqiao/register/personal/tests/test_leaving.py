"""Leaving: by a press, by a link, by a link on somebody else's page."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_browser
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.personal.models import PersonalSession
from xinqiao.register.personal.selectors import COOKIE_NAME

from .builders import a_slip, is_in, knock


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_ends_the_session_and_has_the_browser_forget(cast: Cast, method: str) -> None:
    browser = own_browser(cast, "lin")
    entries = Entry.objects.count()

    page = browser.generic(method, reverse("personal:leave"))

    assert not PersonalSession.objects.exists()
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert {page.cookies[name].value for name in (COOKIE_NAME, settings.CSRF_COOKIE_NAME)} == {""}
    assert "no-store" in page.headers["Cache-Control"]
    assert not is_in(browser)
    assert Entry.objects.count() == entries


def test_the_page_after_says_nothing(cast: Cast) -> None:
    page = own_browser(cast, "lin").get(reverse("personal:leave")).content.decode()

    assert "林晚舟" not in page
    assert "<title>校园服务</title>" in page


def test_a_link_on_a_strangers_page_takes_nothing_from_a_member_of_staff(cast: Cast) -> None:
    """Forged from elsewhere it ends at most a session of the own door: the desk's cookies stay, and so does the cache."""
    browser = browser_of(cast, "shen")

    page = browser.get(reverse("personal:leave"), headers={"Sec-Fetch-Site": "cross-site"})

    assert set(page.cookies) == {COOKIE_NAME}
    assert "Clear-Site-Data" not in page.headers
    assert browser.get(reverse("pages:today")).status_code == 200


def test_a_member_of_staff_who_leaves_here_stays_at_the_desk(cast: Cast) -> None:
    browser = browser_of(cast, "shen")
    page = browser.get(reverse("personal:leave"))

    assert "cookies" not in page.headers["Clear-Site-Data"]
    assert browser.get(reverse("pages:today")).status_code == 200


def test_a_stranger_may_leave_as_well(cast: Cast) -> None:
    assert Browser().get(reverse("personal:leave")).status_code == 200


def test_every_page_of_the_own_door_is_kept_nowhere_and_has_the_way_out(cast: Cast) -> None:
    for name in ("pages:me", "personal:own", "personal:words", "personal:code"):
        page = own_browser(cast, "lin").get(reverse(name))
        assert "no-store" in page.headers["Cache-Control"]
        assert f'href="{reverse("personal:leave")}"' in page.content.decode()
        assert 'data-idle="600"' in page.content.decode()
        assert "<title>校园服务</title>" in page.content.decode()


def test_half_a_session_is_ended_as_well(cast: Cast) -> None:
    slip, browser = a_slip(cast), Browser()
    with freeze(NOW):
        knock(browser, "enter", sign_in=slip.sign_in, words=slip.code)
        assert PersonalSession.objects.count() == 1
        browser.get(reverse("personal:leave"))

    assert not PersonalSession.objects.exists()


def test_leaving_twice_at_once_is_leaving(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    first = own_browser(fresh_cast, "lin")
    second = Browser()
    second.cookies = first.cookies

    done = at_once(*[lambda one=one: one.get(reverse("personal:leave")).status_code for one in (first, second)])

    assert done == [200, 200]
