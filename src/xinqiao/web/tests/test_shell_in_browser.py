"""The shell and its parts in a real browser: keys, lock, search, both widths, both themes, and what axe finds."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site, axe, shot
from xinqiao.core.clock import now
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.states import Step

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("addresses")]
LONG_NAME = "古丽努尔·阿卜杜热依木"


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_the_gallery_is_free_of_grave_findings(site: Site, page: Page) -> None:
    site.enter(page, "shen")
    page.goto(f"{site.url}/tests/gallery/")

    shot(page, "gallery")
    assert axe(page) == []
    assert sideways(page) == 0
    page.emulate_media(color_scheme="dark")
    page.reload()
    shot(page, "gallery-dark")
    assert axe(page) == []


@pytest.mark.parametrize("address", ["/desk/", "/tests/note/", "/tests/closed/", "/account/sign-in/"])
def test_pages_hold_at_320_pixels(site: Site, desk_page: Page, address: str) -> None:
    desk_page.set_viewport_size({"width": 320, "height": 640})
    site.enter(desk_page, "shen")
    desk_page.goto(site.url + address)

    assert sideways(desk_page) == 0
    assert axe(desk_page) == []


def test_today_is_calm_when_empty(site: Site, page: Page) -> None:
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("今天还没有人约")).to_be_visible()
    shot(page, "today-empty")
    assert axe(page) == []


def test_one_letter_opens_the_walk_in_form_but_not_while_writing(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/tests/note/")
    desk_page.get_by_label("谁").click()
    desk_page.keyboard.type("www")
    expect(desk_page.get_by_label("谁")).to_have_value("www")

    desk_page.get_by_role("heading", level=1).click()
    desk_page.keyboard.press("w")

    expect(desk_page).to_have_url(re.compile(r"/desk/walk-in/"))


def test_the_keys_can_be_switched_off(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/desk/")
    desk_page.get_by_text("按键", exact=True).click()
    desk_page.get_by_role("button", name="在这台电脑上停用").click()

    desk_page.keyboard.press("w")

    expect(desk_page).to_have_url(f"{site.url}/desk/")
    expect(desk_page.locator("body")).to_have_attribute("data-keys", "off")


def test_the_lock_takes_the_page_away_and_keeps_what_was_written(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/tests/note/")
    desk_page.get_by_label("谁").fill(LONG_NAME)
    desk_page.get_by_role("heading", level=1).click()

    desk_page.keyboard.press("l")

    expect(desk_page).to_have_url(re.compile(r"/account/unlock/"))
    assert LONG_NAME not in desk_page.content()
    expect(desk_page).to_have_title("校园服务")
    assert desk_page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    shot(desk_page, "locked")

    OpenSession.objects.update(locked_at=None, seen_at=now())
    desk_page.goto(f"{site.url}/tests/note/")
    expect(desk_page.get_by_label("谁")).to_have_value(LONG_NAME)
    expect(desk_page.get_by_text("刚才写到一半的内容放回来了")).to_be_visible()


def test_one_signs_out_from_any_page_by_the_keyboard(site: Site, page: Page) -> None:
    site.enter(page, "xu")
    page.goto(f"{site.url}/desk/")
    menu = page.get_by_text("菜单", exact=True)
    if menu.is_visible():
        menu.focus()
        page.keyboard.press("Enter")
    way_out = page.get_by_role("button", name="退出登录").filter(visible=True)
    expect(way_out).to_be_in_viewport()
    shot(page, "sign-out")
    assert axe(page) == []
    assert sideways(page) == 0

    way_out.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/account/sign-in/"))
    assert not OpenSession.objects.filter(step=Step.IN).exists()


def test_ten_idle_minutes_lock_the_screen_after_a_warning(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.clock.install()
    desk_page.goto(f"{site.url}/desk/")

    desk_page.clock.run_for("09:10")
    expect(desk_page.locator("#lock-soon")).to_be_visible()
    desk_page.mouse.move(50, 50)
    expect(desk_page.locator("#lock-soon")).to_be_hidden()
    desk_page.clock.run_for("10:05")

    expect(desk_page).to_have_url(re.compile(r"/account/unlock/"))


def test_a_person_is_found_and_taken_with_the_keyboard_alone(site: Site, page: Page) -> None:
    site.enter(page, "shen")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/desk/walk-in/")
    box = page.get_by_role("combobox").first
    box.focus()

    page.keyboard.type("glne")
    expect(page.get_by_role("option").first).to_contain_text(LONG_NAME)
    shot(page, "person-search")
    assert axe(page) == []
    page.keyboard.press("Enter")

    expect(box).to_have_value(LONG_NAME)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert not [url for url in asked if "glne" in url]


def test_nobody_found_says_what_else_to_try(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/desk/walk-in/")
    desk_page.get_by_role("combobox").first.focus()

    desk_page.keyboard.type("zzzz")

    expect(desk_page.get_by_text("名册里没有找到")).to_be_visible()


@pytest.mark.parametrize("what_ends", ["session", "screen"])
def test_a_search_after_the_session_says_so_and_takes_nothing_away(site: Site, page: Page, what_ends: str) -> None:
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/walk-in/")
    box = page.get_by_role("combobox").first
    box.focus()
    if what_ends == "session":
        OpenSession.objects.all().delete()
    else:
        OpenSession.objects.update(locked_at=now())

    with page.expect_response("**/find/") as answer:
        page.keyboard.type("glne")
    assert answer.value.status == 401

    expect(page.get_by_role("alert")).to_contain_text("填好的都在")
    expect(box).to_have_value("glne")
    assert page.url.endswith("/desk/walk-in/")
    shot(page, f"person-search-{what_ends}")
    assert axe(page) == []


def test_the_page_speaks_english_on_request(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/desk/")
    desk_page.get_by_role("button", name="English").click()

    expect(desk_page.locator("html")).to_have_attribute("lang", "en")
    expect(desk_page.get_by_role("link", name="Today", exact=True)).to_be_visible()
    shot(desk_page, "today-english")


def test_a_form_is_sent_once_however_often_it_is_pressed(site: Site, desk_page: Page) -> None:
    site.enter(desk_page, "shen")
    desk_page.goto(f"{site.url}/tests/note/")
    desk_page.get_by_label("谁").fill("x")
    sent: list[str] = []
    desk_page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)

    desk_page.get_by_role("button", name="记下").dblclick()
    expect(desk_page.get_by_text("已经有人写过这一句。")).to_be_visible()

    assert sent == ["POST"]


def test_everything_essential_works_without_script(site: Site, chromium) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/")
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("link", name="来访", exact=True).click()
    expect(page).to_have_url(re.compile(r"/desk/walk-in/"))
    page.get_by_role("button", name="锁屏").click()
    expect(page).to_have_url(re.compile(r"/account/unlock/"))
    context.close()
