"""Recordings in a real browser: sent as they are, sealed as they arrive, played in the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site
from xinqiao.core.clock import freeze
from xinqiao.practice.cases.models import Case, CaseFile

from .builders import MUCH_LATER, open_case, ready
from .test_files import MP3, agreed

pytestmark = pytest.mark.browser


@pytest.fixture
def case(site: Site) -> Iterator[Case]:
    """Shen's case with Lin."""
    with freeze(MUCH_LATER):
        ready(site.cast)
        yield open_case(site.cast)


def test_a_recording_is_sent_as_a_stream_and_played(site: Site, case: Case, desk_page: Page, tmp_path: Path) -> None:
    page, sound = desk_page, tmp_path / "谈话.mp3"
    sound.write_bytes(MP3 * 120_000)
    agreed(site.cast)
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/{case.pk}/attach/")
    page.locator("input[name=kind][value=audio]").focus()
    page.keyboard.press("Space")
    page.locator("input[type=file]").set_input_files(sound)
    page.get_by_role("button", name="加密存进个案").click()

    expect(page.get_by_text("已加密存进个案。")).to_be_visible(timeout=60_000)
    kept = CaseFile.objects.get()
    assert kept.size == sound.stat().st_size
    page.get_by_role("link", name="录音录像").click()
    expect(page.locator("audio")).to_be_visible()


def test_a_recording_without_consent_is_refused_with_a_sentence(
    site: Site, case: Case, desk_page: Page, tmp_path: Path
) -> None:
    page, sound = desk_page, tmp_path / "talk.mp3"
    sound.write_bytes(MP3 * 100)
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/{case.pk}/attach/")
    page.locator("input[type=file]").set_input_files(sound)
    page.get_by_role("button", name="加密存进个案").click()

    expect(page.locator("[data-attach-state]")).to_contain_text("没有录音录像的同意书")
    assert not CaseFile.objects.exists()
