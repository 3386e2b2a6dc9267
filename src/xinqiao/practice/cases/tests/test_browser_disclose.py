"""Giving something out, and finding it, in a real browser: at the desk and at the door of pupils and guardians."""

from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.families import make_families
from tests.own_door import enter_own_door
from tests.site import Site, choose, faults
from xinqiao.core.clock import now, today
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.practice.cases.models import Kind
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent

from .builders import filed, open_case, ready
from .test_disclose_from_case import DANGER, SCHOOL, Wanted, given

pytestmark = pytest.mark.browser
WORDS = "我注意到你每次都把椅子摆回原处。下周见面前，记得带上你的日记本，写了几行都行。"


def test_goals_are_ticked_previewed_given_and_found(site: Site, page: Page) -> None:
    cast = site.cast
    ready(cast)
    case = open_case(cast)
    filed(cast, case, Kind.INTAKE)
    filed(cast, case, Kind.PLAN)
    site.enter(page, "shen")

    page.goto(site.url + reverse("cases:give", args=[case.pk]))
    found = faults(page, "give")
    page.get_by_role("link", name="商量好的目标").click()
    choose(page, "ticked", "睡够七小时")
    page.get_by_label("也可以自己写").fill("每周跑步两次，星期二和星期四")
    page.get_by_label("写给你的话").fill(WORDS)
    found += faults(page, "give-goals")
    page.get_by_role("button", name="先看他会看到什么").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("他会看到的就是这些")
    found += faults(page, "give-preview")
    page.get_by_role("button", name="改一改").click()
    expect(page.get_by_label("写给你的话")).to_have_value(WORDS)
    page.get_by_role("button", name="先看他会看到什么").click()
    page.get_by_role("button", name="就这样，给他").click()
    expect(page.get_by_text("给出去了，来访者的清单里有这一条。")).to_be_visible()
    found += faults(page, "given")

    page.context.clear_cookies()
    enter_own_door(page, site.url, cast, "lin")
    page.goto(site.url + reverse("given:list"))
    found += faults(page, "own-given")
    page.get_by_role("link", name="商量好的目标").click()
    expect(page.get_by_text("每周跑步两次，星期二和星期四")).to_be_visible()
    assert page.title() == "校园服务"
    found += faults(page, "own-given-show")
    page.get_by_role("link", name="给我的").first.click()
    expect(page.get_by_role("heading", name="看过的")).to_be_visible()
    assert found == []


def test_the_list_of_what_left_is_whole_and_kind(site: Site, page: Page) -> None:
    cast = site.cast
    ready(cast)
    case = open_case(cast)
    notice = {"told": "他今晚需要有人陪，宿舍里不能只有他一个。", "asked": "请安排值班老师陪着，明早告诉我怎么样了。"}
    given(cast, case, Wanted("notice", SCHOOL, notice, DANGER))
    enter_own_door(page, site.url, cast, "lin")

    page.goto(site.url + reverse("given:left"))
    page.get_by_text("看看告诉了什么").click()
    expect(page.get_by_text("请安排值班老师陪着")).to_be_visible()
    found = faults(page, "own-left")

    page.context.clear_cookies()
    enter_own_door(page, site.url, cast, "ayi", known=False)
    page.goto(site.url + reverse("given:list"))
    expect(page.get_by_text("当面给你一个码")).to_be_visible()
    found += faults(page, "own-given-unknown")
    assert found == []


def test_an_agreement_is_written_with_its_consent_and_read_by_the_mother(site: Site, page: Page) -> None:
    cast = site.cast
    ready(cast)
    families = make_families(cast)
    case = open_case(cast)
    for number in (cast.number("lin"), families.numbers["siqi"]):
        record_paper_consent(
            actor=cast.actor("shen"),
            client=number,
            purpose=Purpose.TELL_GUARDIAN,
            given_by=Giver.CLIENT,
            signed_on=today(),
            valid_until=None,
            token=uuid4(),
            at=now(),
        )
    site.enter(page, "shen")

    page.goto(site.url + reverse("cases:give", args=[case.pk]) + "?kind=support")
    choose(page, "to", "guardian")
    page.locator("label", has_text="王女士").click()
    page.get_by_label("一起定下来的").fill("每天晚上十点半以后不谈成绩。")
    page.get_by_label("家里可以这样做").fill("睡前把手机放在客厅，爸爸妈妈也一起放。")
    choose(page, "why", "consent")
    page.get_by_text("他同意了，写这里").click()
    page.get_by_label("来访者怎么知道、怎么同意的").fill("当面念给她听过，她说可以。")
    found = faults(page, "give-support")
    page.get_by_role("button", name="先看他会看到什么").click()
    found += faults(page, "give-support-preview")
    page.get_by_role("button", name="就这样，给他").click()
    expect(page.get_by_text("给出去了")).to_be_visible()

    page.context.clear_cookies()
    enter_own_door(page, site.url, cast, "mother")
    page.goto(site.url + reverse("given:show", args=[Disclosure.objects.get().pk]))
    found += faults(page, "own-given-mother")
    assert found == []
