"""Help now, walked in a real browser: a stranger presses on a phone, the desk hears it, a teacher goes, the page says so."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.own_door import enter_own_door
from tests.site import Site, choose, faults, open_page
from xinqiao.core.clock import freeze
from xinqiao.practice.crisis.models import HelpCall
from xinqiao.practice.scheduling.services import set_service_rules

from .builders import A_SUNDAY, NOW, duty

pytestmark = [pytest.mark.browser, pytest.mark.clause("CRI-02")]


def test_a_cry_is_heard_and_answered(site: Site, page: Page, chromium: Browser) -> None:
    duty(site.cast)
    set_service_rules(actor=site.cast.actor("xu"), place="明德楼 312", at=NOW)
    desks = open_page(chromium, 1280)
    desk = next(desks)
    with freeze(NOW):
        site.enter(desk, "shen")
        desk.goto(f"{site.url}/desk/owed/")
        page.goto(f"{site.url}/help/")
        assert faults(page, "help-now") == []
        assert page.title() == "校园服务"

        page.get_by_label("你在哪里").fill("三楼东边的楼梯")
        page.get_by_role("button", name="让老师马上来").click()
        expect(page.get_by_text("已经告诉值班的老师了")).to_be_visible()
        assert faults(page, "help-sent") == []

        desk.goto(f"{site.url}/desk/people/")
        strip = desk.get_by_role("alert")
        expect(strip).to_contain_text("三楼东边的楼梯")
        assert faults(desk, "help-rings") == []
        desk.goto(f"{site.url}/desk/")
        assert faults(desk, "help-today") == []
        desk.get_by_role("button", name="我去").click()
        expect(desk.get_by_role("heading", name="有人求助")).to_be_visible()
        assert faults(desk, "help-call") == []

        expect(page.get_by_text("老师看到了，正在过来")).to_be_visible(timeout=20_000)
        assert faults(page, "help-coming") == []
        desk.locator("label:has(input[value=met])").click()
        desk.get_by_role("button", name="办完了").click()
        expect(desk.get_by_text("记下了。")).to_be_visible()
        assert faults(desk, "help-calls") == []
        page.get_by_role("link", name="看看老师来了没有").click()
        expect(page.get_by_text("已经办好了")).to_be_visible()
        assert page.evaluate("history.length") <= 2
    desks.close()
    assert HelpCall.objects.get().outcome == "met"


def test_on_a_sunday_nothing_is_pretended(site: Site, page: Page) -> None:
    duty(site.cast)
    with freeze(A_SUNDAY):
        page.goto(f"{site.url}/help/")
        assert faults(page, "help-sunday") == []
        page.get_by_role("button", name="留一声给老师").click()
        expect(page.get_by_role("status")).to_contain_text("现在学校里没有老师在看")
        assert faults(page, "help-sunday-sent") == []


def test_the_first_pages_of_a_pupil_and_of_a_guardian(site: Site, page: Page) -> None:
    duty(site.cast)
    with freeze(NOW):
        for name in ("lin", "mother"):
            page.context.clear_cookies()
            enter_own_door(page, site.url, site.cast, name)
            page.goto(f"{site.url}/me/")
            assert faults(page, f"me-home-{name}") == []
            page.locator(".xq-tabs").get_by_role("link", name="我的", exact=True).click()
            expect(page.get_by_role("heading", name="我的", level=1)).to_be_visible()
            assert faults(page, f"me-mine-{name}") == []
        page.context.clear_cookies()
        page.goto(f"{site.url}/me/room/")
        assert faults(page, "me-room") == []
        enter_own_door(page, site.url, site.cast, "lin", known=False)
        page.goto(f"{site.url}/me/")
        assert faults(page, "me-home-slip") == []


def test_the_sign_in_and_the_director_s_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/me/")
    assert faults(page, "me-enter") == []
    site.enter(page, "xu")
    page.goto(f"{site.url}/desk/help/lines/")
    assert faults(page, "help-lines") == []


def test_nothing_breaks_on_the_narrowest_phone(site: Site, chromium: Browser) -> None:
    duty(site.cast)
    pages = open_page(chromium, 390)
    page = next(pages)
    page.set_viewport_size({"width": 320, "height": 640})
    with freeze(NOW):
        enter_own_door(page, site.url, site.cast, "mother")
        for name in ("me/", "me/mine/", "me/contact/", "me/room/", "help/"):
            page.goto(f"{site.url}/{name}")
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
            assert not wide, name
    pages.close()


def test_a_guardian_says_how_to_be_reached(site: Site, page: Page) -> None:
    enter_own_door(page, site.url, site.cast, "mother")
    page.goto(f"{site.url}/me/contact/")

    choose(page, "how", "text")
    choose(page, "when", "noon")
    page.get_by_label("打这个号码").fill("13711112222")
    page.get_by_role("button", name="就这样").click()

    expect(page.get_by_text("记下了，老师会照着做")).to_be_visible()
    assert faults(page, "me-contact") == []
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/people/student/{site.cast.students['lin'].pk}/")
    expect(page.get_by_text("13711112222")).to_be_visible()
    assert faults(page, "student-card-wish") == []
