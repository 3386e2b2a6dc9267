"""Every page of cases looked at in a real browser, on a desk and on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.core.vault.models import SealedDocument
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind

from .builders import CONTENT, LATER, MUCH_LATER, agree, file, filed, open_case, ready, start, visit

pytestmark = pytest.mark.browser
GOALS = {"goals": [{"goal": "每周至少 5 个晚上睡得着", "seen": "十一点前躺下", "start": "3", "by": "11 月"}]}


def a_long_case(cast: Cast) -> Case:
    """Ayiguli, with everything that a case may hold, one paper broken, one late."""
    case = open_case(cast, client="guli")
    filed(cast, case, Kind.REGISTRATION)
    filed(cast, case, Kind.INTAKE)
    file(cast, start(cast, case, Kind.PLAN), **GOALS)
    sessions = [
        file(
            cast,
            start(cast, case, starts_at=LATER - timedelta(days=14 - 7 * n), ends_at=None),
            topic="同伴与睡眠",
            effect=3 + 2 * n,
            family="父母在谈分开，她想和外婆住。",
            agreed="每晚十点半把手机放到客厅，由她自己和妈妈说。",
        )
        for n in range(3)
    ]
    services.file_record(
        actor=cast.actor("shen"),
        keyring=cast.keyring("shen"),
        record_id=start(cast, case, Kind.ADDITION, adds_to=sessions[1].pk).pk,
        content=CONTENT[Kind.ADDITION],
        seen=0,
        at=MUCH_LATER,
    )
    broken = filed(cast, case, Kind.PHONE)
    other = SealedDocument.objects.get(row=sessions[0].pk)
    SealedDocument.objects.filter(row=broken.pk).update(sealed=other.sealed)
    start(cast, case, Kind.PARENT)
    return case


def test_every_page_is_whole_at_both_widths(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    ready(cast, "shen", "lu")
    case = a_long_case(cast)
    open_case(cast, client="ayi")
    filed(cast, open_case(cast, client="batel"), Kind.CLOSING)
    came = visit(cast, client="lin")
    agree(cast, "ouyang")
    addresses = {
        "list": reverse("cases:list"),
        "closed": reverse("cases:list") + "?stage=closed",
        "none": reverse("cases:list") + "?stage=plan",
        "case": reverse("cases:case", args=[case.pk]),
        "reads": reverse("cases:reads", args=[case.pk]),
        "open-who": reverse("cases:open"),
        "open": f"{reverse('cases:open')}?visit={came.pk}",
        "open-agreed": f"{reverse('cases:open')}?client={cast.number('ouyang')}",
        "visit": reverse("scheduling:visit", args=[came.pk]),
    }
    with freeze(MUCH_LATER):
        site.enter(page, "shen")
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, address in addresses.items():
                page.goto(site.url + address)
                assert faults(page, f"cases-{name}") == [], name
            page.goto(site.url + addresses["list"])
            page.get_by_label("在我的记录里找").fill("手机 客厅")
            page.get_by_role("button", name="找").click()
            expect(page.locator("mark").first).to_be_visible()
            assert "手机" not in page.url
            assert faults(page, "cases-search") == []


def test_a_locked_case_invites_to_unlock(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    ready(cast)
    case = a_long_case(cast)
    with freeze(MUCH_LATER):
        site.enter(page, "shen", locked=True)
        page.goto(site.url + reverse("cases:case", args=[case.pk]))
        expect(page.get_by_role("link", name="开锁，看内容")).to_be_visible()
        assert "客厅" not in page.content()
        assert faults(page, "cases-locked") == []


def test_the_director_sees_numbers(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    ready(cast, "shen", "lu")
    a_long_case(cast)
    open_case(cast, "lu", "ayi")
    with freeze(MUCH_LATER):
        site.enter(page, "xu")
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name in ("overview", "rules"):
                page.goto(site.url + reverse(f"cases:{name}"))
                assert faults(page, f"cases-{name}") == [], name
        page.goto(site.url + reverse("cases:overview"))
        shown = page.get_by_role("table").locator("tbody").inner_text()
        rows = [row.split() for row in shown.splitlines()]
        assert rows == [
            ["陆听雨", "0", "0", "1", "0", "0", "0"],
            ["沈知微", "1", "1", "份", "0", "0", "1", "0"],
        ]
        expect(page.get_by_role("columnheader", name="迟了")).to_be_in_viewport(ratio=1)
        assert "古丽" not in page.content()


def test_a_key_leads_to_what_is_to_be_written(site: Site, desk_page: Page) -> None:
    page, cast = desk_page, site.cast
    ready(cast)
    case = open_case(cast)
    record = start(cast, case)
    with freeze(MUCH_LATER):
        site.enter(page, "shen")
        page.goto(site.url + reverse("cases:case", args=[case.pk]))
        page.keyboard.press("n")
        page.wait_for_url(site.url + reverse("cases:write", args=[record.pk]))
