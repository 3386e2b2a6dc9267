"""A signed form's scan put in and looked at in a real browser, on a desk and on a phone; and consent taken back."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.core.vault.models import SealedFile
from xinqiao.practice.cases.models import Kind
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Giver
from xinqiao.register.consents.tests.builders import taken_back

from .builders import MUCH_LATER, filed, open_case, ready

pytestmark = pytest.mark.browser


def picture() -> bytes:
    """Two megapixels, as a phone would send it."""
    made = BytesIO()
    Image.effect_noise((1200, 1700), 40).convert("RGB").save(made, "JPEG", quality=60)
    return made.getvalue()


def test_a_scan_is_put_in_while_the_vault_is_locked_and_looked_at_in_a_tab_of_its_own(
    site: Site, desk_page: Page, tmp_path: Path
) -> None:
    page, sent = desk_page, tmp_path / "林晚舟的同意书.jpg"
    sent.write_bytes(picture())
    with freeze(MUCH_LATER):
        ready(site.cast)
        case = open_case(site.cast)
        site.enter(page, "shen", locked=True)
        page.goto(site.url + reverse("cases:case", args=[case.pk]))
        page.get_by_role("link", name=re.compile("本人.*放入扫描件")).click()
        page.get_by_label("扫描件或照片").set_input_files(sent)
        page.get_by_role("button", name="加密存进个案").click()
        expect(page.get_by_text("扫描件已加密存进个案。")).to_be_visible()

        page.context.clear_cookies()
        site.enter(page, "shen")
        page.goto(site.url + reverse("cases:case", args=[case.pk]))
        with page.expect_popup() as opened:
            page.get_by_role("link", name=re.compile("本人.*看扫描件")).click()
        tab = opened.value
        tab.wait_for_load_state()
        assert tab.evaluate("document.images[0].naturalWidth") == 1200
        assert "林晚舟" not in tab.title() + tab.url


def test_every_page_of_scans_is_whole_at_both_widths(site: Site, desk_page: Page, tmp_path: Path) -> None:
    page, cast, wrong = desk_page, site.cast, tmp_path / "同意书.pdf"
    wrong.write_bytes(picture())
    with freeze(MUCH_LATER):
        ready(cast)
        case = open_case(cast, client="guli")
        filed(cast, case, Kind.INTAKE)
        paper = Consent.objects.get(client=cast.number("guli"), given_by=Giver.GUARDIAN)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.context.clear_cookies()
            site.enter(page, "shen")
            page.goto(site.url + reverse("cases:scan", args=[case.pk, paper.pk]))
            assert faults(page, "scans-add") == []
            page.get_by_label("扫描件或照片").set_input_files(wrong)
            page.get_by_role("button", name="加密存进个案").click()
            expect(page.get_by_text("内容却是 JPG", exact=False)).to_be_visible()
            assert faults(page, "scans-wrong") == []
        assert not SealedFile.objects.exists()
        taken_back(cast, "guli")
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(site.url + reverse("cases:case", args=[case.pk]))
            expect(page.get_by_role("heading", name="同意撤回了，辅导停下")).to_be_visible()
            assert faults(page, "scans-withdrawn") == []
