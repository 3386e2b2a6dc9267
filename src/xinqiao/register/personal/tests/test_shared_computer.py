"""A computer that others use next: slip, PIN, a look round, leave; then everything the browser kept is looked through."""

import pytest
from playwright.sync_api import Page, expect

from tests.families import make_families
from tests.site import Site, faults
from xinqiao.core.clock import now
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import services

from .builders import PIN

pytestmark = pytest.mark.browser
TOLD = "江宇航"


def what_is_kept(page: Page) -> dict[str, object]:
    """Cookies, storage, caches and what the page itself still holds."""
    inside = page.evaluate(
        """async () => ({
            local: Object.entries(localStorage), session: Object.entries(sessionStorage),
            caches: 'caches' in window ? await caches.keys() : [],
            databases: indexedDB.databases ? (await indexedDB.databases()).map((one) => one.name) : [],
            workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
            name: window.name, state: history.state,
        })"""
    )
    return {"cookies": [one["name"] for one in page.context.cookies()], **inside}


NOTHING = {
    "cookies": [], "local": [], "session": [], "caches": [], "databases": [], "workers": 0, "name": "", "state": None,
}  # fmt: skip


def test_slip_pin_home_leave_and_nothing_is_left(site: Site, page: Page) -> None:
    families = make_families(site.cast)
    child = families.children["yuhang"].pk
    slip = services.make_one_slip(actor=site.cast.actor("shen"), kind=ClientKind.STUDENT, person=child, at=now()).slips[
        0
    ]

    page.goto(f"{site.url}/me/account/leave/")
    lines = page.evaluate("history.length")
    page.goto(f"{site.url}/me/")
    assert faults(page, "own-door-enter") == []
    page.get_by_label("登录名").fill(slip.sign_in)
    page.get_by_label("密码，或纸条上的码").fill(slip.code)
    page.get_by_role("button", name="进去").click()
    expect(page.get_by_role("heading", name=f"你好，{TOLD}")).to_be_visible()
    expect(page.get_by_label("新密码")).to_be_visible()
    page.get_by_label("新密码").fill("123456")
    page.get_by_label("再写一遍").fill("123456")
    page.get_by_role("button", name="就用这个").click()
    expect(page.get_by_text("太好猜")).to_be_visible()
    assert faults(page, "own-door-begin") == []
    page.get_by_label("新密码").fill(PIN)
    page.get_by_label("再写一遍").fill(PIN)
    page.get_by_role("button", name="就用这个").click()
    expect(page.locator(".xq-tabs")).to_be_visible()
    assert page.title() == "校园服务"
    page.goto(f"{site.url}/me/account/")
    assert faults(page, "own-door-own") == []
    page.get_by_role("link", name="换个密码").click()
    expect(page.get_by_role("heading", name="换个密码")).to_be_visible()
    assert faults(page, "own-door-words") == []
    page.get_by_role("link", name="我的账号").click()
    page.get_by_role("link", name="输入老师给的码").click()
    expect(page.get_by_role("heading", name="输入老师给的码")).to_be_visible()
    assert faults(page, "own-door-code") == []

    page.get_by_role("link", name="马上离开").click()

    expect(page.get_by_text("这一页已经关上了")).to_be_visible()
    assert faults(page, "own-door-left") == []
    assert page.title() == "校园服务"
    assert what_is_kept(page) == NOTHING
    assert page.evaluate("history.length") == lines + 2  # the door, and the one address this test typed itself
    page.go_back()
    expect(page.get_by_role("heading", name="请登录")).to_be_visible()
    assert TOLD not in page.content()
    assert PIN not in page.content()


def come_in(site: Site, page: Page) -> None:
    """The boy of thirteen, from the slip to the home page."""
    child = make_families(site.cast).children["yuhang"].pk
    actor = site.cast.actor("shen")
    slip = services.make_one_slip(actor=actor, kind=ClientKind.STUDENT, person=child, at=now()).slips[0]
    page.goto(f"{site.url}/me/")
    page.get_by_label("登录名").fill(slip.sign_in)
    page.get_by_label("密码，或纸条上的码").fill(slip.code)
    page.get_by_role("button", name="进去").click()
    page.get_by_label("新密码").fill(PIN)
    page.get_by_label("再写一遍").fill(PIN)
    page.get_by_role("button", name="就用这个").click()
    expect(page.locator(".xq-tabs")).to_be_visible()


def test_a_whole_visit_is_one_line_of_history(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/me/account/leave/")
    lines = page.evaluate("history.length")
    come_in(site, page)
    for _ in range(3):
        page.keyboard.press("Escape")

    expect(page.get_by_text("这一页已经关上了")).to_be_visible()
    assert page.evaluate("history.length") == lines + 1
    page.go_back()
    expect(page.get_by_text("这一页已经关上了")).to_be_visible()
    page.go_forward()
    assert TOLD not in page.content()


def test_a_session_that_ended_leads_to_the_way_in_without_a_line_of_history(site: Site, page: Page) -> None:
    come_in(site, page)
    lines = page.evaluate("history.length")
    page.context.clear_cookies(name="xq-me")

    page.get_by_role("link", name="首页").click()

    expect(page.get_by_role("heading", name="请登录")).to_be_visible()
    assert page.evaluate("history.length") == lines


def test_leaving_in_one_window_is_leaving_in_all(site: Site, page: Page) -> None:
    come_in(site, page)
    other = page.context.new_page()
    other.goto(f"{site.url}/me/account/")
    expect(other.get_by_role("heading", name="我的账号")).to_be_visible()

    page.get_by_role("link", name="马上离开").click()

    expect(other.get_by_text("这一页已经关上了")).to_be_visible()


def test_a_quiet_page_leaves_by_itself(site: Site, page: Page) -> None:
    page.clock.install()
    come_in(site, page)
    page.clock.fast_forward("09:30")
    expect(page.locator(".xq-tabs")).to_be_visible()

    page.clock.fast_forward("00:45")

    expect(page.get_by_text("这一页已经关上了")).to_be_visible()
