"""The first pages of the own door: what lies ahead, what waits, where to go; and nothing that is not there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.attacks.scene import open_the_room
from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.services import Asked
from xinqiao.register.consents.models import Purpose
from xinqiao.register.consents.services import ask_on_screen
from xinqiao.web.pages.me import DOORWAYS, MINE, called, greeting, lines_for


@pytest.fixture(autouse=True)
def _in_the_afternoon() -> Iterator[None]:
    with freeze(NOW):
        yield


def read(browser: Browser, name: str = "pages:me") -> str:
    answer = browser.get(reverse(name))
    assert answer.status_code == 200
    return str(answer.content.decode())


def book(cast: Cast) -> None:
    open_the_room(cast)
    free = selectors.next_free(cast.staff["shen"].pk, NOW + timedelta(hours=20), count=1)
    services.book_appointment(
        actor=cast.actor("shen"),
        client=cast.number("lin"),
        counsellor=cast.staff["shen"].pk,
        wanted=free[0],
        asked=Asked(needs=("study",)),
        token=uuid4(),
        at=NOW,
    )


@pytest.mark.parametrize(
    ("hour", "words"), [(3, "你好"), (8, "早上好"), (12, "中午好"), (16, "下午好"), (21, "晚上好"), (4, "你好")]
)
def test_it_greets_by_the_hour_at_school(hour: int, words: str) -> None:
    assert greeting(datetime(2026, 10, 15, (hour - 8) % 24, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("name", "post", "words"),
    [
        ("林晚舟", Post.STUDENT, "晚舟"),
        ("欧阳思远", Post.STUDENT, "思远"),
        ("田禾", Post.STUDENT, "田禾"),
        ("阿依古丽·买买提", Post.STUDENT, "阿依古丽·买买提"),
        ("江秀英", Post.GUARDIAN, "江秀英"),
    ],
)
def test_it_calls_people_as_they_are_called(name: str, post: Post, words: str) -> None:
    assert called(Actor(uuid4(), frozenset({Held(post)}), name)) == words


def test_a_pupil_sees_what_lies_ahead_and_whom_to_ring(cast: Cast) -> None:
    book(cast)

    said = read(own_browser(cast, "lin"))

    assert "下午好，晚舟" in said
    assert "下一次见面" in said
    assert "tel:12356" in said
    assert "<title>校园服务</title>" in said


def test_who_holds_a_slip_alone_sees_nothing_that_was_there_before(cast: Cast) -> None:
    book(cast)

    said = read(own_browser(cast, "lin", known=False))

    assert "下一次见面" not in said
    assert "以前来过" in said


def test_a_guardian_is_spoken_to_as_one_and_learns_nothing_of_the_child(cast: Cast) -> None:
    book(cast)

    said = read(own_browser(cast, "mother"))

    assert "孩子和老师谈了什么，由孩子说" in said
    assert "下一次见面" not in said
    assert "林晚舟" not in said


def test_what_waits_to_be_decided_stands_on_the_first_page_of_who_is_known(cast: Cast) -> None:
    book(cast)
    asked = ask_on_screen(
        actor=cast.actor("shen"),
        client=cast.number("lin"),
        purpose=Purpose.RECORDING,
        guardian=None,
        note="只给督导老师听一遍。",
        valid_until=None,
        token=uuid4(),
        at=NOW,
    )

    decide = reverse("told:decide", args=[asked.pk])
    assert decide in read(own_browser(cast, "lin"))
    assert decide not in read(own_browser(cast, "lin", known=False))
    assert decide not in read(own_browser(cast, "mother"))


def test_only_a_guardian_for_a_child_is_offered_to_ask_for_one(cast: Cast) -> None:
    families = make_families(cast)
    offered = {
        name: [line.href for line in lines_for(own_actor(families, name), DOORWAYS)]
        for name in ("siqi", "qi_mother", "an_stepfather")
    }

    child = reverse("times:child")
    assert {name: child in hrefs for name, hrefs in offered.items()} == {
        "siqi": False,
        "qi_mother": True,
        "an_stepfather": False,
    }


def test_every_line_of_the_list_leads_somewhere(cast: Cast) -> None:
    browser = own_browser(cast, "mother")

    said = read(browser, "pages:mine")
    for line in lines_for(own_actor(cast, "mother"), MINE):
        assert f'href="{line.href}"' in said
        assert browser.get(line.href).status_code == 200, line.href


def test_anybody_reads_the_hours_without_signing_in(cast: Cast) -> None:
    open_the_room(cast)

    said = read(Browser(), "pages:room")

    assert "周一" in said
    assert "08:00–18:00" in said
    assert "约个时间" not in said


def test_in_english(cast: Cast) -> None:
    book(cast)
    browser = own_browser(cast, "lin")
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    assert "Good afternoon, " in read(browser)
    assert "My rights" in read(browser, "pages:mine")
