"""Messages, reminders and the calendar, looked at in a real browser, at both widths and in both languages."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.attacks.scene import open_the_room
from tests.cast import NOW
from tests.own_door import enter_own_door, own_actor
from tests.site import Site, faults
from xinqiao.core.clock import freeze
from xinqiao.office.messages.services import tell
from xinqiao.office.messages.tests.builders import FACTS, REMINDER, grant
from xinqiao.practice.scheduling.services import make_feed

pytestmark = [pytest.mark.browser, pytest.mark.clause("APT-05")]


@pytest.fixture(autouse=True)
def ways(settings: Settings, tmp_path: object) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    settings.XINQIAO_SMS_FOLDER = tmp_path


def test_a_pupil_reads_and_chooses(site: Site, page: Page) -> None:
    with freeze(NOW):
        open_the_room(site.cast)
        tell(grant=grant(), client=site.cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=NOW)
        enter_own_door(page, site.url, site.cast, "lin")
        page.goto(f"{site.url}/me/messages/")
        expect(page.get_by_text("有一件约好的事")).to_be_visible()
        assert faults(page, "me-messages") == []

        page.get_by_role("link", name="怎么提醒我").first.click()
        page.locator("label:has(input[value=email])").click()
        page.get_by_label("邮箱或手机号").fill("不是邮箱")
        page.get_by_role("button", name="就这样").click()
        expect(page.get_by_text("请写一个邮箱")).to_be_visible()
        assert faults(page, "me-remind-wrong") == []

        # axe leaves empty style attributes behind, which a swap would carry over: begin anew.
        page.goto(f"{site.url}/me/messages/how/")
        page.locator("label:has(input[value=email])").click()
        page.get_by_label("邮箱或手机号").fill("lin@mail.example")
        page.get_by_role("button", name="就这样").click()
        expect(page.get_by_text("记下了。现在就这样提醒你。")).to_be_visible()
        assert faults(page, "me-remind") == []
        assert page.title() == "校园服务"


def test_a_calendar_address_is_made_and_revoked(site: Site, page: Page) -> None:
    with freeze(NOW):
        enter_own_door(page, site.url, site.cast, "mother")
        page.goto(f"{site.url}/me/feeds/")
        assert faults(page, "me-feeds-none") == []
        page.get_by_role("button", name="做一个日历地址").click()
        address = page.get_by_text("/calendar/").inner_text()
        assert faults(page, "me-feeds") == []
        assert page.request.get(address).status == 200
        page.get_by_role("button", name="停用").click()
        expect(page.get_by_text("还在用的地址")).to_have_count(0)
        assert page.request.get(address).status == 404


def test_the_desk_has_its_calendar_and_its_rules(site: Site, page: Page) -> None:
    with freeze(NOW):
        make_feed(actor=site.cast.actor("shen"), at=NOW)
        site.enter(page, "shen")
        page.goto(f"{site.url}/desk/feeds/")
        page.get_by_role("button", name="做一个日历地址").click()
        expect(page.get_by_text("/calendar/")).to_be_visible()
        assert faults(page, "desk-feeds") == []
        page.context.clear_cookies()
        site.enter(page, "xu")
        page.goto(f"{site.url}/desk/messages/")
        assert faults(page, "desk-messages") == []


def test_in_english(site: Site, page: Page) -> None:
    with freeze(NOW):
        tell(grant=grant(), client=site.cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=NOW)
        make_feed(actor=own_actor(site.cast, "lin"), at=NOW)
        enter_own_door(page, site.url, site.cast, "lin")
        page.context.add_cookies([{"name": "xq-language", "value": "en", "url": site.url}])
        for name in ("messages", "messages/how", "feeds"):
            page.goto(f"{site.url}/me/{name}/")
            assert faults(page, f"me-{name.replace('/', '-')}-en") == []
