"""A signing that was refused says why where it is seen, and no longer than it is so; a remark on a word has three ways out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site, choose, faults
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Record

from .builders import MUCH_LATER, open_case, ready, start

pytestmark = pytest.mark.browser


@pytest.fixture
def record(site: Site) -> Iterator[Record]:
    """What Shen has to write about Lin."""
    with freeze(MUCH_LATER):
        ready(site.cast)
        yield start(site.cast, open_case(site.cast))


def editor(site: Site, page: Page, record: Record) -> None:
    """The page on which it is written."""
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/record/{record.pk}/write/")
    expect(page.get_by_label("来访者陈述")).to_be_focused()


def test_a_refused_signing_leads_to_its_field_and_what_was_filled_is_not_asked_for_again(
    site: Site, record: Record, page: Page
) -> None:
    editor(site, page, record)
    page.keyboard.insert_text("说睡得好一些了。")

    page.keyboard.press("Control+Enter")

    wrong = page.get_by_text("请填写“风险”。")
    expect(wrong).to_be_in_viewport()
    expect(page.locator("input[name=risk]").first).to_be_focused()
    expect(page.locator("[data-save]")).to_be_in_viewport()
    expect(page.locator("[data-save]")).to_contain_text("还没有归入")
    assert faults(page, "record-refused") == []

    choose(page, "risk", "none")
    expect(wrong).to_have_count(0)
    expect(page.locator("#form-errors")).to_have_text("有 1 处要再看一下，写的都还在。")
    page.locator("#f-next").fill("再谈")
    expect(page.locator("[data-errors]")).to_have_count(0)


def test_the_state_of_saving_the_parts_and_what_was_agreed_stay_in_sight(
    site: Site, record: Record, desk_page: Page
) -> None:
    page = desk_page
    editor(site, page, record)

    page.locator("#f-next").focus()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    for what in ("[data-save]", ".xq-steps", "aside.xq-stack .card-title"):
        expect(page.locator(what).first).to_be_in_viewport()


def test_a_word_a_doctor_says_is_changed_into_what_was_seen(site: Site, record: Record, desk_page: Page) -> None:
    page = desk_page
    editor(site, page, record)
    page.keyboard.insert_text("她有点抑郁症的样子。")

    page.get_by_role("button", name="换成看到的").click()
    page.keyboard.insert_text("提不起劲")

    expect(page.get_by_label("来访者陈述")).to_have_value("她有点（看到的：提不起劲）的样子。")
    expect(page.get_by_role("note")).to_have_count(0)
