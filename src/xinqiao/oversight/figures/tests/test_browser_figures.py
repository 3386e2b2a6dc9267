"""The pages of figures in a real browser: looked at on a desk and on a phone, in the light and in the dark."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.cast import NOW
from tests.site import Site, faults
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.models import RoomFunction
from xinqiao.practice.scheduling.services import add_room

from .builders import AFTER_TERM, SEPTEMBER, appointments, pupils, visits

pytestmark = pytest.mark.browser


@pytest.fixture
def term(site: Site) -> Iterator[Site]:
    """A term that is over, with pupils of two grades and few others."""
    cast = site.cast
    room = add_room(
        actor=cast.actor("xu"), name="一间名字很长很长很长很长很长很长很长很长很长的咨询室", function=RoomFunction.TALK, at=NOW
    )  # fmt: skip
    many, others = pupils(cast, 30), pupils(cast, 14, (7, 12), sex="m", start=100)
    visits(cast, many, needs=("study", "mood"))
    visits(cast, [*others, cast.number("mother")], SEPTEMBER + timedelta(days=1), needs=("peers",), way="class_teacher")
    visits(cast, many[:3], date(2026, 11, 4), needs=("sleep",), outcome="colleague")
    appointments(cast, many[:12], SEPTEMBER + timedelta(days=2), room=room)
    with freeze(AFTER_TERM):
        yield site


@pytest.mark.clause("STA-01")
def test_no_page_of_figures_has_a_fault(term: Site, page: Page) -> None:
    term.enter(page, "xu")
    for name in ("", "registers/", "print/", "pack/", "threshold/"):
        page.goto(f"{term.url}/desk/figures/{name}")
        assert faults(page, f"figures-{name.strip('/') or 'report'}") == [], name
    page.emulate_media(color_scheme="dark")
    page.goto(f"{term.url}/desk/figures/")
    assert faults(page, "figures-dark") == []


def test_the_workbook_is_saved_and_the_report_printed_from_the_page(term: Site, desk_page: Page) -> None:
    term.enter(desk_page, "shen")
    desk_page.goto(f"{term.url}/desk/figures/")

    with desk_page.expect_download() as saved:
        desk_page.get_by_role("button", name="存为表格文件").click()
    assert saved.value.suggested_filename == "figures.xlsx"

    desk_page.get_by_role("link", name="打印统计").click()
    assert desk_page.get_by_label("打印的用途").input_value() == "学期工作总结"
