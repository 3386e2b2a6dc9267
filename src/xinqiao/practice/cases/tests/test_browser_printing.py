"""The pages of printing in a real browser, and a print in steps with its bar."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, Kind, PrintApproval, PrintRun

from .builders import MUCH_LATER, filed, open_case, ready
from .printing import ask, granted

pytestmark = pytest.mark.browser


def faults_at(site: Site, page: Page, addresses: dict[str, str]) -> list[str]:
    """What is wrong with these pages, at both widths."""
    found = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for name, address in addresses.items():
            page.goto(site.url + address)
            found += [f"{name} {width}: {fault}" for fault in faults(page, f"printing-{name}")]
    return found


def twelve_sessions(cast: Cast) -> Case:
    ready(cast)
    case = open_case(cast, client="guli")
    filed(cast, case, Kind.REGISTRATION)
    for _ in range(12):
        filed(cast, case)
    return case


def test_every_page_is_whole_at_both_widths(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    case = twelve_sessions(cast)
    of_case = reverse("cases:print-case", args=[case.pk])
    many = reverse("cases:print-many")
    with freeze(MUCH_LATER):
        site.enter(page, "shen")
        assert faults_at(site, page, {"no-leave": of_case, "many-no-leave": many}) == []
        asked, _given = ask(cast, case), granted(cast, most=40)
        list_of = reverse("cases:approvals")
        with_leave = {
            "case": of_case,
            "many": many,
            "mine": list_of,
            "ask": f"{reverse('cases:ask-to-print')}?case={case.pk}",
            "reads": reverse("cases:reads", args=[case.pk]),
        }
        assert faults_at(site, page, with_leave) == []
        site.enter(page, "xu")
        assert faults_at(site, page, {"answer": list_of}) == []
        page.get_by_label("想说的话").fill("用后请销毁。")
        page.get_by_role("button", name="批准", exact=True).click()
        expect(page.get_by_text("没有等你批的申请。")).to_be_visible()
        asked.refresh_from_db()
        assert asked.state == "granted"


@pytest.mark.clause("REC-04")
def test_many_are_printed_in_steps_on_an_open_page(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    case = twelve_sessions(cast)
    granted(cast, case, most=13)
    with freeze(MUCH_LATER):
        site.enter(page, "shen")
        page.goto(site.url + reverse("cases:print-case", args=[case.pk]))
        page.get_by_role("button", name="打印", exact=True).click()
        expect(page.get_by_text("13 份里给出了 0 份")).to_be_visible()
        assert faults(page, "printing-run") == []
        next_part = page.get_by_role("button", name="给出下一部分")
        parts = page.get_by_role("list", name="这一页里给出的部分").get_by_role("link")
        next_part.click()
        expect(page.get_by_text("13 份里给出了 10 份")).to_be_visible(timeout=20_000)
        expect(parts).to_have_count(1)
        assert PrintRun.objects.get().done == 10  # the second part waits to be asked for
        assert PrintApproval.objects.get().used == 10
        expect(next_part).to_be_enabled()
        next_part.click()
        expect(page.get_by_text("13 份里给出了 13 份")).to_be_visible(timeout=20_000)
        expect(parts).to_have_count(2)
        expect(next_part).to_be_disabled()
        assert faults(page, "printing-run-over") == []
        assert (parts.first.get_attribute("href") or "").startswith("blob:")
        page.reload()
        expect(page.get_by_text("全部给出过了")).to_be_visible()
        assert PrintRun.objects.get().is_over
