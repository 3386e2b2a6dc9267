"""Every page of consents looked at in a real browser, on a desk and on a phone; a signed form entered by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import NOW
from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.register.consents.rules import Giver

from .builders import said, signed, taken_back

pytestmark = pytest.mark.browser


def test_every_page_is_whole_at_both_widths(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    with freeze(NOW):
        taken = signed(cast, "guli")
        taken_back(cast, "guli")
        given = signed(cast, "guli", signed_on=NOW.date())
        said(cast, "guli", Giver.GUARDIAN, detail={"name": "古丽巴哈尔·阿卜杜热依木", "relation": "祖父母"})
        assert taken != given
        number = cast.number("guli")
        addresses = {
            "of": reverse("consents:of", args=[number]),
            "empty": reverse("consents:of", args=[cast.number("lin")]),
            "say": reverse("consents:say", args=[number]),
            "withdraw": reverse("consents:withdraw", args=[number]),
            "strike": reverse("consents:strike", args=[number, given.pk]),
            "rules": reverse("consents:rules"),
        }
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, address in addresses.items():
                page.context.clear_cookies()
                site.enter(page, "xu" if name == "rules" else "shen")
                page.goto(site.url + address)
                assert faults(page, f"consents-{name}") == [], name


def test_a_signed_form_is_entered_by_keyboard_alone(site: Site, desk_page: Page) -> None:
    page = desk_page
    with freeze(NOW):
        site.enter(page, "shen")
        page.goto(site.url + reverse("consents:of", args=[site.cast.number("lin")]))
        page.locator("input[name=purpose]:checked").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#history ~ *, table").first).to_be_visible()
        expect(page.locator("input[name=who]:checked")).to_have_value(f"guardian:{site.cast.guardian.pk}")
        page.locator("input[name=purpose]:checked").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("要有的同意都有，都在有效期内。")).to_be_visible()
