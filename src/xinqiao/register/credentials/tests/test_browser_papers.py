"""Every page of papers looked at in a real browser, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.cast import NOW
from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.register.credentials.models import ConfidentialityAgreement, Qualification

from .builders import complete, in_days, qualify

pytestmark = pytest.mark.browser


def test_every_page_is_whole_at_both_widths(site: Site, desk_page: Page) -> None:
    page = desk_page
    with freeze(NOW):
        complete(site.cast, "shen", but=("certificate",))
        qualify(site.cast, "shen", valid_to=in_days(40))
        site.enter(page, "xu")
        shen = site.cast.staff["shen"].pk
        addresses = {
            "list": reverse("credentials:list"),
            "person": reverse("credentials:person", args=[shen]),
            "add": reverse("credentials:add", args=[shen]),
            "sign": reverse("credentials:sign", args=[shen]),
            "withdraw": reverse("credentials:withdraw", args=[Qualification.objects.all()[0].pk]),
            "end": reverse("credentials:end", args=[ConfidentialityAgreement.objects.get().pk]),
        }
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, address in addresses.items():
                page.goto(site.url + address)
                assert faults(page, f"credentials-{name}") == [], name
