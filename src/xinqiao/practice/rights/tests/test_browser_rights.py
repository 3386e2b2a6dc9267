"""Rights, walked in a real browser: a pupil asks and reads the answer, the director answers apart, a file shows its readers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.own_door import enter_own_door
from tests.site import Site, choose, faults, open_page
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.tests.builders import filed, open_case, read, ready
from xinqiao.practice.rights.rules import Right

from .asking import LATER, asks

pytestmark = [pytest.mark.browser, pytest.mark.clause("CNS-07")]


def test_a_complaint_is_answered_by_somebody_else(site: Site, page: Page, chromium: Browser) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 390
    desks = open_page(chromium, width)
    desk = next(desks)
    with freeze(LATER):
        ready(site.cast)
        open_case(site.cast)
        enter_own_door(page, site.url, site.cast, "lin")
        page.goto(f"{site.url}/me/rights/")
        assert faults(page, "rights-list") == []
        page.get_by_role("link", name="提意见").click()
        expect(page.get_by_role("heading", name="提意见")).to_be_visible()
        assert faults(page, "rights-ask") == []
        choose(page, "against", "counsellor")
        page.get_by_label("发生了什么").fill("老师两次没有来，也没有告诉我。")
        page.get_by_role("button", name="就这样提").click()
        expect(page.get_by_role("status")).to_contain_text("心理咨询中心主任")
        assert faults(page, "rights-asked") == []
        assert page.title() == "校园服务"

        site.enter(desk, "xu")
        desk.goto(f"{site.url}/desk/rights/")
        assert faults(desk, "rights-owed") == []
        desk.get_by_role("link", name="投诉").click()
        expect(desk.get_by_text("老师两次没有来")).to_be_visible()
        assert faults(desk, "rights-request") == []
        choose(desk, "decision", "granted")
        desk.get_by_label("答复").last.fill("沈老师那两天病了，没有人替她告诉你，是我们的错。以后会先告诉你。")
        desk.get_by_role("button", name="答复").click()
        expect(desk.get_by_text("答复了，他在自己的页面上看得到")).to_be_visible()

        page.get_by_role("link", name="我的权利").click()
        page.locator("section[aria-labelledby=mine] a").click()
        expect(page.get_by_text("是我们的错")).to_be_visible()
        assert faults(page, "rights-answer") == []
        assert page.evaluate("history.length") <= 2
    desks.close()


@pytest.mark.clause("CNS-04")
def test_the_other_pages_stand_at_both_doors(site: Site, page: Page, chromium: Browser) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 390
    desks = open_page(chromium, width)
    desk = next(desks)
    with freeze(LATER):
        ready(site.cast)
        open_case(site.cast)
        asks(site.cast, "lin", Right.COPY)
        enter_own_door(page, site.url, site.cast, "lin")
        for path, name in (("ask/stop/", "stop"), ("ask/change/", "change"), ("kept/", "kept")):
            page.goto(f"{site.url}/me/rights/{path}")
            assert faults(page, f"rights-{name}") == []
        site.enter(desk, "xu")
        for path, name in (("days/", "days"), ("enter/", "enter-who"), ("", "overseen")):
            desk.goto(f"{site.url}/desk/rights/{path}")
            assert faults(desk, f"rights-{name}") == []
        desk.get_by_role("link", name="由沈知微答复").click()
        assert faults(desk, "rights-pass-on") == []
        desk.goto(f"{site.url}/desk/rights/enter/?client={site.cast.number('lin')}")
        choose(desk, "right", "correct")
        desk.get_by_label("当面核对过").check()
        desk.get_by_role("button", name="登记", exact=True).click()
        expect(desk.get_by_text("请写几个字").first).to_be_visible()
        assert faults(desk, "rights-enter") == []
        desk.get_by_label("具体说明").fill("生日写错了，是 3 月 2 日。")
        desk.get_by_role("button", name="登记", exact=True).click()
        expect(desk.get_by_text("登记好了")).to_be_visible()
    desks.close()


@pytest.mark.clause("CNF-10")
def test_who_read_my_file_can_be_asked_about(site: Site, page: Page) -> None:
    with freeze(LATER):
        ready(site.cast)
        case = open_case(site.cast)
        read(site.cast, filed(site.cast, case).pk)
        enter_own_door(page, site.url, site.cast, "lin")
        page.goto(f"{site.url}/me/reads/")
        assert faults(page, "reads") == []
        page.get_by_role("link", name="问一问").first.click()
        expect(page.get_by_role("heading", name="问一问")).to_be_visible()
        page.get_by_role("button", name="就这样提").click()
        expect(page.get_by_role("status")).to_contain_text("收到了")
        enter_own_door(page, site.url, site.cast, "ayi", known=False)
        page.goto(f"{site.url}/me/reads/")
        expect(page.get_by_text("要先见过老师才看得到")).to_be_visible()
        assert faults(page, "reads-unknown") == []


def test_in_english_and_on_the_smallest_phone(site: Site, chromium: Browser) -> None:
    pages = open_page(chromium, 390)
    page = next(pages)
    with freeze(LATER):
        ready(site.cast)
        case = open_case(site.cast)
        read(site.cast, filed(site.cast, case).pk)
        asks(site.cast, "lin", Right.COPY)
        enter_own_door(page, site.url, site.cast, "lin")
        page.context.add_cookies([{"name": "xq-language", "value": "en", "url": site.url}])
        page.set_viewport_size({"width": 320, "height": 640})
        for path in ("rights/", "rights/ask/complaint/", "rights/kept/", "reads/"):
            page.goto(f"{site.url}/me/{path}")
            assert faults(page, f"own-en-{path.strip('/').replace('/', '-')}") == []
        site.enter(page, "shen")
        page.goto(f"{site.url}/desk/rights/")
        assert faults(page, "rights-owed-en") == []
        page.get_by_role("link", name="To see or have a copy").click()
        assert faults(page, "rights-request-en") == []
    pages.close()
