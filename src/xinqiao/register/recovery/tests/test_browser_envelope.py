"""Every page of the envelope looked at in a real browser, on a desk and on a phone."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.cast import NOW
from tests.site import WIDTHS, Site, faults
from xinqiao.core.clock import freeze
from xinqiao.register.recovery import selectors

from .builders import ask

pytestmark = pytest.mark.browser


def test_every_page_is_whole_at_both_widths(site: Site, desk_page: Page, settings: Settings, tmp_path: Path) -> None:
    page = desk_page
    settings.XINQIAO_KIND = "school"
    settings.XINQIAO_BACKUP_STATUS = tmp_path / "backup-status.json"
    night = {"at": (NOW - timedelta(days=12)).isoformat()}
    known = {"last": night, "verified": night, "folder": "/srv/xinqiao/backups", "trouble": "磁盘满了。", "failures": 2}
    settings.XINQIAO_BACKUP_STATUS.write_text(json.dumps(known), encoding="utf-8")
    selectors.forget_what_is_known()
    with freeze(NOW):
        asked = ask(site.cast, "shen")
        site.enter(page, "xu")
        addresses = {name: reverse(f"recovery:{name}") for name in ("status", "slip", "confirm", "ask")}
        addresses["give"] = reverse("recovery:give", args=[asked.pk])
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, address in addresses.items():
                page.goto(site.url + address)
                assert faults(page, f"recovery-{name}") == [], name
            page.get_by_label("恢复字").fill("0000-0000 " * 8)
            page.get_by_role("button", name="交还钥匙").click()
            expect(page.get_by_text("第 1 组抄错了")).to_be_visible()
            assert faults(page, "recovery-slip-of-the-pen") == []
