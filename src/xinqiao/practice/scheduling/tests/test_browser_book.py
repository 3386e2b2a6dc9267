"""The book in a real browser: a walk-in by keyboard from any page, the next appointment, and every page looked at."""

import time as stopwatch
from collections.abc import Iterator
from datetime import date, time

import pytest
from playwright.sync_api import Page, expect

from tests.cast import A_SCHOOL_DAY, NOW
from tests.site import Site, faults
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, RoomFunction, Visit

from .builders import FRIDAY, book, hour, open_room, walk_in

pytestmark = pytest.mark.browser
MOST_KEYS, MOST_SECONDS = 12, 10


@pytest.fixture
def room(site: Site) -> Iterator[Site]:
    """An open room with a few people in its book."""
    with freeze(NOW):
        open_room(site.cast)
        services.add_room(actor=site.cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)
        services.plan_duty(
            actor=site.cast.actor("xu"), staff=site.cast.staff["shen"].pk, weekdays=range(5), starts=time(8),
            ends=time(18), valid_from=date(2026, 9, 1), valid_to=date(2027, 1, 22), at=NOW,
        )  # fmt: skip
        yield site


@pytest.mark.clause("APT-04")
def test_a_walk_in_takes_ten_seconds_and_twelve_keys_from_any_page(room: Site, desk_page: Page) -> None:
    page = desk_page
    room.enter(page, "shen")
    page.goto(f"{room.url}/desk/hours/")
    pressed: list[str] = []

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    begun = stopwatch.monotonic()
    press("w")
    expect(page.get_by_role("combobox")).to_be_focused()
    for letter in "lwz":
        press(letter)
    expect(page.get_by_role("option", name="林晚舟")).to_be_visible()
    press("Enter")
    press("4")
    press("Enter")
    expect(page.get_by_role("heading", name="一次来访")).to_be_visible()

    assert stopwatch.monotonic() - begun <= MOST_SECONDS
    assert len(pressed) <= MOST_KEYS
    visit = Visit.objects.get()
    assert (visit.client_id, visit.details["needs"]) == (room.cast.number("lin"), ["mood"])


def test_after_a_walk_in_the_next_appointment_takes_two_presses(room: Site, page: Page) -> None:
    visit = walk_in(room.cast)
    room.enter(page, "shen")
    page.goto(f"{room.url}/desk/visit/{visit.pk}/")
    assert faults(page, "book-visit") == []

    page.get_by_role("link", name="约下一次").click()
    assert faults(page, "book-book") == []
    page.get_by_role("button", name="就这样，约好").click()

    expect(page.get_by_role("status")).to_contain_text("约好了")
    assert faults(page, "book-appointment") == []
    assert Appointment.objects.get().client_id == room.cast.number("lin")


def test_every_page_of_a_counsellor_is_fit_to_be_seen(room: Site, page: Page) -> None:
    for place, who in enumerate(["ayi", "guli", "ouyang"]):
        book(room.cast, who, hour(FRIDAY if place else A_SCHOOL_DAY, 15 + place))
    walk_in(room.cast, "batel", by="lu")
    room.enter(page, "shen")
    for name, address in [
        ("day", "day/"),
        ("calendar", "day/?as=grid"),
        ("free-day", "day/2026-10-17/"),
        ("week", "week/"),
        ("walk-in", "walk-in/"),
        ("outsider", "walk-in/outsider/"),
        ("waiting", "waiting/"),
        ("register", "register/"),
        ("register-empty", "register/2026-10-12/"),
        ("print", "register/print/"),
        ("hours-read", "hours/"),
    ]:
        page.goto(f"{room.url}/desk/{address}")
        assert faults(page, f"book-{name}") == [], name


def test_every_page_of_the_director_is_fit_to_be_seen(room: Site, page: Page) -> None:
    room.enter(page, "xu")
    for name, address in [
        ("hours", "hours/"),
        ("set-hours", "hours/set/"),
        ("rules", "hours/rules/"),
        ("duty", "duty/"),
        ("rooms", "rooms/"),
    ]:
        page.goto(f"{room.url}/desk/{address}")
        assert faults(page, f"book-{name}") == [], name


def test_without_any_script_a_walk_in_is_two_forms(room: Site, chromium: object) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")  # type: ignore[attr-defined]
    page = context.new_page()
    room.enter(page, "shen")
    page.goto(f"{room.url}/desk/walk-in/")
    page.get_by_role("combobox").fill("2024030")
    page.get_by_role("button", name="登记，由我接待").click()
    page.get_by_role("radio", name="巴特尔").check()
    page.get_by_role("button", name="登记，由我接待").click()

    expect(page.get_by_role("heading", name="一次来访")).to_be_visible()
    assert Visit.objects.get().client_id == room.cast.number("batel")
    context.close()
