"""The own door's times in a real browser: four taps at most, and every page looked at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import NOW
from tests.own_door import enter_own_door, own_actor
from tests.site import Site, faults
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, TalkRequest, Wish

from .builders import FRIDAY, book, hour
from .own import book_own, join, open_own

pytestmark = pytest.mark.browser
MOST_TAPS = 4


@pytest.fixture
def room(site: Site) -> Iterator[Site]:
    """An open room where one can talk by telephone, too, and where somebody has said who they are."""
    with freeze(NOW):
        open_own(site.cast, talk_phone="0991-1234567", own_lead_hours=1)
        services.keep_profile(
            actor=site.cast.actor("shen"),
            called="",
            lines=["在这里六年了", "喜欢种花，也喜欢听人说话", "周五中午都在"],
            at=NOW,
        )
        yield site


class Taps:
    """Counts what a thumb does."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, what: Locator) -> None:
        self.count += 1
        what.click()


@pytest.mark.clause("APT-01")
def test_two_taps_book_the_likely_time(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "lin")
    page.goto(f"{room.url}/me/")
    tap = Taps()

    tap(page.get_by_role("navigation", name="主菜单").get_by_role("link", name="约时间"))
    expect(page.get_by_role("heading", name="约个时间")).to_be_visible()
    assert faults(page, "own-book") == []
    tap(page.get_by_role("button", name="就这样，约好"))

    expect(page.get_by_role("heading", name="约好了")).to_be_visible()
    assert faults(page, "own-booked") == []
    assert tap.count == 2
    assert page.title() == "校园服务"
    assert Appointment.objects.get().client_id == room.cast.number("lin")


@pytest.mark.clause("APT-01")
def test_another_day_and_another_time_take_four_taps(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "lin")
    page.goto(f"{room.url}/me/")
    tap = Taps()

    tap(page.get_by_role("navigation", name="主菜单").get_by_role("link", name="约时间"))
    tap(page.locator("label:has(#day-1019)"))
    expect(page.get_by_role("status").filter(has_text="10 月 19 日")).to_be_visible()
    tap(page.locator("label:has(#at-1400)"))
    expect(page.get_by_role("status").filter(has_text="14:00")).to_be_visible()
    tap(page.get_by_role("button", name="就这样，约好"))

    expect(page.get_by_role("heading", name="约好了")).to_be_visible()
    assert tap.count <= MOST_TAPS
    made = Appointment.objects.get()
    assert made.starts_at == hour(FRIDAY.replace(day=19), 14).starts
    assert page.url == f"{room.url}/me/"


def test_who_and_how_are_followed_in_the_last_line(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "lin")
    page.goto(f"{room.url}/me/times/")

    page.locator("label").filter(has_text="沈老师").click()
    expect(page.get_by_role("status").filter(has_text="沈老师")).to_be_visible()
    page.locator("label:has(#how-phone)").click()
    expect(page.get_by_role("status").filter(has_text="打电话")).to_be_visible()
    expect(page.locator("#how-phone")).to_be_focused()
    page.get_by_role("button", name="就这样，约好").click()

    expect(page.get_by_text("到时候打 0991-1234567")).to_be_visible()
    made = Appointment.objects.get()
    assert (made.counsellor, made.request["how"]) == (room.cast.staff["shen"], "phone")


def test_a_time_that_was_taken_meanwhile_is_said_and_the_page_stays(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "lin")
    page.goto(f"{room.url}/me/times/?day=2026-10-16")
    for by, name in (("shen", "batel"), ("lu", "ayi")):
        book(room.cast, name, hour(FRIDAY, 8), by=by)

    page.get_by_role("button", name="就这样，约好").click()

    expect(page.get_by_text("刚刚被约走")).to_be_visible()
    assert faults(page, "own-taken") == []
    page.get_by_role("button", name="就这样，约好").click()
    expect(page.get_by_role("heading", name="约好了")).to_be_visible()


@pytest.mark.clause("APT-02")
def test_one_tap_takes_what_came_free(room: Site, page: Page) -> None:
    lin = own_actor(room.cast, "lin")
    join(lin)
    services.look_after_line(at=NOW)
    enter_own_door(page, room.url, room.cast, "lin")
    page.goto(f"{room.url}/me/")
    assert faults(page, "own-home-offer") == []

    page.get_by_role("button", name="要这个时间").click()

    expect(page.get_by_role("heading", name="约好了")).to_be_visible()
    assert Wish.objects.get().state == "met"


def test_every_page_of_a_pupil_is_fit_to_be_seen(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "lin")
    made = book_own(own_actor(room.cast, "lin"))
    for name, address in [
        ("people", "people/"),
        ("wait", "wait/"),
        ("mine", "mine/"),
        ("move", f"{made.pk}/move/"),
        ("cancel", f"{made.pk}/cancel/"),
        ("stands", f"{made.pk}/"),
    ]:
        page.goto(f"{room.url}/me/times/{address}")
        assert faults(page, f"own-{name}") == []
    page.goto(f"{room.url}/me/times/{made.pk}/cancel/")
    page.get_by_role("button", name="取消这一次").click()
    expect(page.get_by_role("heading", name="好，这次不去了")).to_be_visible()
    assert faults(page, "own-cancelled") == []
    page.goto(f"{room.url}/me/times/wait/")
    page.locator("label:has(input[value='4-am'])").click()
    page.get_by_role("button", name="就这样，排上").click()
    expect(page.get_by_role("heading", name="你在候补里")).to_be_visible()
    assert faults(page, "own-waiting") == []
    assert Wish.objects.get().halves == {"4-am"}


def test_a_guardian_asks_for_the_child(room: Site, page: Page) -> None:
    enter_own_door(page, room.url, room.cast, "mother")
    page.goto(f"{room.url}/me/times/child/")
    assert faults(page, "own-child") == []
    page.reload()

    page.get_by_label("想让老师知道的，几句话就好").fill("最近睡不好，不愿意上学。")
    page.get_by_role("button", name="向老师提出").click()

    expect(page.get_by_text("等老师看")).to_be_visible()
    assert faults(page, "own-child-asked") == []
    assert TalkRequest.objects.get().child_id == room.cast.number("lin")


def test_the_desk_sees_who_waits_and_how_one_is_shown(room: Site, page: Page) -> None:
    join(own_actor(room.cast, "ayi"), halves=("0-am",))
    join(own_actor(room.cast, "lin", known=False))
    services.ask_for_child(
        actor=own_actor(room.cast, "mother"),
        child=room.cast.number("lin"),
        words="最近睡不好。",
        token=Wish().pk,
        at=NOW,
    )
    book_own(own_actor(room.cast, "batel"))
    room.enter(page, "shen")
    for name, address in [
        ("line", "line/"),
        ("shown", "shown/"),
        ("week", "week/"),
        ("offer", f"line/{Wish.objects.order_by('asked_at')[0].pk}/offer/"),
    ]:
        page.goto(f"{room.url}/desk/{address}")
        assert faults(page, f"own-desk-{name}") == []
