"""What stands first when somebody is in danger, looked at in a real browser, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services

from .builders import LATER, open_case, ready

pytestmark = pytest.mark.browser


def test_every_page_of_danger_is_whole_at_both_widths(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    ready(cast)
    case = open_case(cast, client="guli", in_danger=True)
    owed = Obligation.objects.get(kind=services.HELP[0].key)
    addresses = {
        "today": reverse("pages:today"),
        "owed": reverse("obligations:list"),
        "promise": reverse("obligations:show", args=[owed.pk]),
        "case": reverse("cases:case", args=[case.pk]),
        "open": f"{reverse('cases:open')}?client={cast.number('lin')}",
    }
    with freeze(LATER):
        site.enter(page, "shen")
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, address in addresses.items():
                page.goto(site.url + address)
                assert faults(page, f"danger-{name}") == [], name
