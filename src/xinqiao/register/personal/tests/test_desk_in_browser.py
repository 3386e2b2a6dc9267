"""The desk's pages for the own door, in a real browser: classes, one class, the rules, the code."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.families import make_families
from tests.site import Site, faults
from xinqiao.register.personal import selectors

pytestmark = pytest.mark.browser


def test_classes_people_and_rules(site: Site, page: Page) -> None:
    families = make_families(site.cast)
    site.enter(page, "xu")
    page.goto(f"{site.url}/desk/slips/")
    assert faults(page, "slips") == []
    page.get_by_role("link", name="高一 4 班").click()
    expect(page.get_by_role("button", name="欧阳雪梅（母亲）")).to_be_visible()
    assert faults(page, "slips-of-class") == []
    page.goto(f"{site.url}/desk/slips/class/{families.children['xiaohe'].school_class_id}/")
    expect(page.get_by_text("年龄不到")).to_be_visible()
    page.goto(f"{site.url}/desk/slips/rules/")
    assert faults(page, "slips-rules") == []
    page.get_by_label("满几岁有自己的账号").fill("8")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("不到 8 岁的不印")).to_be_visible()


def test_a_code_is_shown_once(site: Site, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    met: dict[UUID, set[UUID]] = {site.cast.number("lin"): {site.cast.staff["shen"].pk}}
    monkeypatch.setattr(selectors.on_who_meets, "hung", [lambda client: met.get(client, set())])
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/slips/code/{site.cast.number('lin')}/")
    assert faults(page, "give-code") == []
    page.get_by_role("button", name="给一个码").click()
    code = page.locator("dd.xq-id").inner_text()
    assert len(code) == 11
    assert faults(page, "code-given") == []
    page.goto(f"{site.url}/desk/slips/code/{site.cast.number('lin')}/")

    assert code not in page.content()
