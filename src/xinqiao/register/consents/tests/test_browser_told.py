"""Told and asked in a real browser, at 390 and 1280: a girl of nine signs with a finger, a guardian with the keyboard."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import NOW
from tests.families import make_families
from tests.own_door import enter_own_door
from tests.site import Site, faults, shot
from xinqiao.core.clock import freeze
from xinqiao.register.consents.models import Asked, Consent, ConsentRequest
from xinqiao.register.consents.rules import Giver, Purpose

from .builders import asked, signed

pytestmark = pytest.mark.browser


def test_a_girl_of_nine_reads_signs_and_takes_it_back(site: Site, page: Page) -> None:
    with freeze(NOW):
        families = make_families(site.cast)
        number = families.numbers["xiaohe"]
        request = asked(site.cast, number, Purpose.RECORDING)
        signed(site.cast, "", client=number)
        enter_own_door(page, site.url, families, "xiaohe")
        page.goto(site.url + reverse("told:read"))
        assert faults(page, "told-read-8") == []
        page.goto(site.url + reverse("told:mine"))
        assert faults(page, "told-mine-8") == []
        page.get_by_role("link", name="录音录像").click()
        expect(page.get_by_role("heading", name="可以录下来吗")).to_be_visible()
        sheet = page.locator(".xq-sign-sheet")
        expect(sheet).to_be_visible()
        page.goto(site.url + reverse("told:decide", args=[request.pk]))
        assert faults(page, "told-decide-8") == []
        page.goto(site.url + reverse("told:mine"))
        page.get_by_role("link", name="录音录像").click()  # from here on the address stays that of the list

        page.get_by_role("button", name="同意", exact=True).click()
        expect(page.get_by_text("请画上或写上你的名字")).to_be_visible()
        shot(page, "told-decide-8-unsigned")
        sheet.scroll_into_view_if_needed()
        box = sheet.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        for step in range(1, 9):
            page.mouse.move(box["x"] + 20 + 25 * step, box["y"] + 20 + 8 * (step % 3))
        page.mouse.up()
        page.get_by_role("button", name="同意", exact=True).click()
        expect(page.get_by_role("heading", name="好，记下了：同意")).to_be_visible()
        shot(page, "told-answered-8")
        made = Consent.objects.get(purpose=Purpose.RECORDING)
        assert len(made.detail["signature"]["lines"][0]) > 4
        assert ConsentRequest.objects.get(pk=request.pk).state == Asked.AGREED

        page.get_by_role("link", name="我同意过的").click()
        page.get_by_role("link", name=re.compile("^撤回.*录音录像")).click()
        expect(page.get_by_role("heading", name="不再同意录音录像")).to_be_visible()
        shot(page, "told-withdraw-8")
        page.get_by_role("button", name="撤回，现在就停").click()
        expect(page.get_by_role("heading", name="不再算数的")).to_be_visible()
        assert Consent.objects.get(pk=made.pk).ended_at is not None
        for name, args in (("answered", [request.pk]), ("withdraw", [Consent.objects.get(ended_at=None).pk])):
            page.goto(site.url + reverse(f"told:{name}", args=args))
            assert faults(page, f"told-{name}-8") == []


def test_a_guardian_signs_with_the_keyboard_alone(site: Site, page: Page) -> None:
    with freeze(NOW):
        families = make_families(site.cast)
        number, mother = families.numbers["xiaohe"], families.adults["he_mother"].pk
        request = asked(site.cast, number, guardian=mother)
        enter_own_door(page, site.url, families, "he_mother")
        page.goto(site.url + reverse("told:decide", args=[request.pk]))
        assert faults(page, "told-decide-adult") == []

        page.get_by_label("也可以在这里写名字").focus()
        page.keyboard.type("周岚")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", name="好，记下了：同意")).to_be_visible()
        assert Consent.objects.get().detail["signature"] == {"name": "周岚"}


def test_an_account_begun_with_a_slip_and_one_with_nothing_have_their_page(site: Site, page: Page) -> None:
    with freeze(NOW):
        families = make_families(site.cast)
        for who, known in (("yuhang", False), ("siqi", True)):
            page.context.clear_cookies()
            enter_own_door(page, site.url, families, who, known=known)
            page.goto(site.url + reverse("told:mine"))
            assert faults(page, f"told-mine-{who}") == []


def test_the_counsellor_asks_and_writes_down_whom_to_ask(site: Site, page: Page) -> None:
    with freeze(NOW):
        families = make_families(site.cast)
        number = families.numbers["yuhang"]
        site.enter(page, "shen")
        page.goto(site.url + reverse("consents:ask", args=[number]))
        assert faults(page, "consents-ask") == []
        page.get_by_role("button", name="放到他的页面上").click()
        expect(page.locator("#asked ~ *, .xq-mine").first).to_be_visible()
        assert faults(page, "consents-asked") == []
        page.goto(site.url + reverse("consents:situation", args=[number]))
        assert faults(page, "consents-situation") == []
        page.get_by_role("button", name="记下").click()
        expect(page).to_have_url(site.url + reverse("consents:of", args=[number]))
        assert ConsentRequest.objects.get().giver == Giver.CLIENT
