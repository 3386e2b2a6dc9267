"""The picture on the first screen of the README: an invented Thursday afternoon, with people before and after now.

Every run leaves it in `var/screens/today.png` and compares nothing. To refresh the picture in the repository:

    XINQIAO_KEEP_PICTURE=1 .venv/bin/python -m pytest tests/journeys/test_readme_picture.py
"""

import os
import shutil
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.fixtures import REPOSITORY
from tests.site import SCREENS, Site
from xinqiao.core.clock import at_local, freeze
from xinqiao.office.obligations.services import sweep
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Outcome, RoomFunction
from xinqiao.practice.scheduling.tests.builders import TERM, book, hour, open_room, walk_in

pytestmark = pytest.mark.browser

KEPT = REPOSITORY / "docs" / "images" / "today.png"
MOST_BYTES = 200_000
TUESDAY = A_SCHOOL_DAY - timedelta(days=2)


@pytest.fixture
def a_thursday(site: Site) -> Site:
    """Who comes and came on this day, who is on duty, and what is owed."""
    cast = site.cast
    open_room(cast)
    plan_the_duty(cast)
    miss_somebody(cast)
    fill_the_day(cast)
    sweep(at=NOW)
    return site


def test_the_picture_of_the_day(a_thursday: Site, desk_page: Page) -> None:
    a_thursday.enter(desk_page, "shen")
    with freeze(NOW):
        desk_page.goto(f"{a_thursday.url}/desk/")
        expect(desk_page.get_by_text("古丽努尔·阿卜杜热依木")).to_be_visible()
        expect(desk_page.get_by_text("联系约好没有来的人").first).to_be_visible()
        SCREENS.mkdir(parents=True, exist_ok=True)
        desk_page.screenshot(path=SCREENS / "today.png")

    if os.environ.get("XINQIAO_KEEP_PICTURE") == "1":
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SCREENS / "today.png", KEPT)
    assert KEPT.stat().st_size < MOST_BYTES


def on_the_wall(hours: int, minutes: int = 0, days_ago: int = 0) -> datetime:
    """A moment by the clock on the wall, today or some days before."""
    return at_local(A_SCHOOL_DAY - timedelta(days=days_ago), time(hours, minutes))


def plan_the_duty(cast: Cast) -> None:
    for name, starts, ends in (("lu", 8, 12), ("shen", 14, 18)):
        services.plan_duty(
            actor=cast.actor("xu"),
            staff=cast.staff[name].pk,
            weekdays=[A_SCHOOL_DAY.weekday()],
            starts=time(starts),
            ends=time(ends),
            valid_from=TERM[0],
            valid_to=TERM[1],
            at=NOW - timedelta(days=3),
        )


def miss_somebody(cast: Cast) -> None:
    """Did not come on Tuesday and was not called since: that is late."""
    missed = book(cast, "batel", hour(TUESDAY, 16), at=on_the_wall(9, days_ago=3))
    services.mark_no_show(actor=cast.actor("shen"), appointment=missed.pk, at=on_the_wall(16, 40, days_ago=2))
    came = walk_in(cast, "ouyang", at=on_the_wall(16, 30, days_ago=1))
    services.close_visit(
        actor=cast.actor("shen"),
        visit=came.pk,
        outcome=Outcome.ANOTHER_TIME,
        left_at=on_the_wall(16, 50, days_ago=1),
        at=on_the_wall(16, 50, days_ago=1),
    )


def fill_the_day(cast: Cast) -> None:
    """Two have been here, two more are expected, one hour is free."""
    before = on_the_wall(10, days_ago=2)
    room = services.add_room(
        actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW - timedelta(days=3)
    )
    morning = book(cast, "lin", hour(A_SCHOOL_DAY, 9), room=room.pk, at=before)
    first = services.receive_appointment(
        actor=cast.actor("shen"), appointment=morning.pk, token=morning.pk, at=on_the_wall(8, 58)
    )
    services.close_visit(
        actor=cast.actor("shen"),
        visit=first.visit.pk,
        outcome=Outcome.TALKED,
        left_at=on_the_wall(9, 50),
        at=on_the_wall(9, 52),
    )
    noon = walk_in(cast, "rare", at=on_the_wall(11, 5))
    services.close_visit(
        actor=cast.actor("shen"),
        visit=noon.pk,
        outcome=Outcome.INFORMED,
        left_at=on_the_wall(11, 20),
        at=on_the_wall(11, 21),
    )
    book(cast, "ayi", hour(A_SCHOOL_DAY, 15), room=room.pk, at=before)
    book(cast, "guli", hour(A_SCHOOL_DAY, 16), room=room.pk, at=before)
