"""The counsellor's first hour: the roster goes in, hours are set, a child stands in the door, the day is printed."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import A_SCHOOL_DAY, NOW
from tests.site import Site, faults
from xinqiao.core.access import PROGRAM, Post
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.register.people.models import Student
from xinqiao.register.people.services import give_post

pytestmark = pytest.mark.browser

ROSTER = """心桥实验学校花名册,,,,,
学号,姓名,性别,班级,家长姓名,家长电话
20260701,苏晚晴,女,七（1）班,苏先生,19900012345
20260702,欧阳明月,女,七（1）班,欧阳女士,19900012346
20260703,买买提·艾力,男,七（1）班,艾力,19900012347
"""
MOST_KEYS, MOST_SECONDS = 12, 10


@pytest.fixture
def lone_teacher(site: Site) -> Iterator[Site]:
    """One person is director and counsellor at once, as in most schools."""
    give_post(actor=PROGRAM, staff=site.cast.staff["xu"].pk, post=Post.COUNSELLOR, starts_on=A_SCHOOL_DAY, at=NOW)
    with freeze(NOW):
        yield site


def test_the_first_hour(lone_teacher: Site, page: Page, tmp_path: Path) -> None:
    site = lone_teacher
    site.enter(page, "xu")

    bring_in_the_roster(site, page, tmp_path)
    set_the_hours(site, page)
    keys, seconds = somebody_in_the_door(site, page)
    book_the_next(page)
    print_the_day(site, page)

    assert keys <= MOST_KEYS
    assert seconds <= MOST_SECONDS
    assert Visit.objects.count() == Appointment.objects.count() == 1


def bring_in_the_roster(site: Site, page: Page, folder: Path) -> None:
    file = folder / "花名册.csv"
    file.write_text(ROSTER, encoding="gb18030")
    page.goto(f"{site.url}/desk/people/import/")
    page.set_input_files("input[type=file]", file)
    assert faults(page, "first-hour-1-import") == []
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_role("heading", name="名册预览")).to_be_visible()
    assert faults(page, "first-hour-2-preview") == []
    page.get_by_label("文件里都是虚构的人").check()
    page.get_by_role("button", name="就这样导入").click()
    expect(page.get_by_role("heading", name="名册已导入")).to_be_visible()
    assert Student.objects.filter(student_number__startswith="202607").count() == 3


def set_the_hours(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/desk/hours/set/")
    assert faults(page, "first-hour-3-hours") == []
    page.get_by_role("button", name="就这样定").click()
    expect(page.get_by_role("heading", name="排班与开放")).to_be_visible()
    assert faults(page, "first-hour-4-hours-set") == []


def somebody_in_the_door(site: Site, page: Page) -> tuple[int, float]:
    """From any page by one key; returns the keystrokes and seconds it took."""
    page.goto(f"{site.url}/desk/owed/")
    pressed, begun = 0, time.monotonic()
    page.keyboard.press("w")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("swq")
    expect(page.get_by_role("option", name="苏晚晴")).to_be_visible()
    assert faults(page, "first-hour-5-walk-in") == []
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="一次来访")).to_be_visible()
    pressed += 1 + 3 + 1 + 1 + 1
    spent = time.monotonic() - begun
    assert faults(page, "first-hour-6-visit") == []
    return pressed, spent


def book_the_next(page: Page) -> None:
    page.get_by_role("link", name="约下一次").click()
    assert faults(page, "first-hour-7-book") == []
    page.get_by_role("button", name="就这样，约好").click()
    expect(page.get_by_text("苏晚晴").first).to_be_visible()
    assert faults(page, "first-hour-8-booked") == []


def print_the_day(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/desk/register/")
    assert faults(page, "first-hour-9-register") == []
    page.get_by_role("link", name="打印登记表").click()
    page.get_by_label("用途").or_(page.get_by_label("为什么打印")).first.fill("学期归档")
    assert faults(page, "first-hour-10-print") == []
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="打印").click()
    headers = answered.value.headers
    assert (answered.value.status, headers["content-type"]) == (200, "application/pdf")
    assert "no-store" in headers["cache-control"]
    assert re.fullmatch(r'inline; filename="XQ-2026-\d{6}\.pdf"', headers["content-disposition"])
