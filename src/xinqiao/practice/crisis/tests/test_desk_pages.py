"""The desk: it rings on every page without a name, is said aloud once, and is answered by one person."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_actor
from xinqiao.core.clock import freeze
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.crisis import selectors
from xinqiao.practice.crisis.models import HelpCall, Helplines
from xinqiao.practice.crisis.states import CallState
from xinqiao.register.accounts.models import OpenSession

from .builders import answer, duty, press

RINGING = "/desk/help/ringing/"
SOON = NOW + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    with freeze(SOON):
        yield


def text_of(cast: Cast, name: str, address: str, **headers: str) -> str:
    found = browser_of(cast, name).get(address, headers=headers)
    assert found.status_code in {200, 204}
    return str(found.content.decode())


def test_today_shows_it_without_waiting_for_a_script(cast: Cast) -> None:
    press(own_actor(cast, "lin"), place="三楼东边的楼梯")

    said = text_of(cast, "shen", reverse("pages:today"))

    assert "有人现在就需要帮忙" in said
    assert "三楼东边的楼梯" in said
    assert "等了 2 分钟" in said


def test_every_other_page_asks_by_itself(cast: Cast) -> None:
    assert f'hx-get="{RINGING}"' in text_of(cast, "shen", reverse("obligations:list"))
    assert RINGING not in text_of(cast, "bai", reverse("papers:list"))


def test_what_is_heard_names_nobody(cast: Cast) -> None:
    press(own_actor(cast, "lin"), place="楼梯")
    press(name="小荷", place="操场")

    said = text_of(cast, "shen", RINGING)

    assert "楼梯" in said
    assert "林晚舟" not in said
    assert "小荷" not in said


def test_it_is_said_aloud_when_it_is_new_and_then_stands_silent(cast: Cast) -> None:
    press()
    seen = selectors.signature(selectors.ringing(cast.actor("shen"), SOON))

    assert 'role="alert"' in text_of(cast, "shen", RINGING)
    assert text_of(cast, "shen", f"{RINGING}?seen={seen}") == ""
    press(place="操场")
    assert text_of(cast, "shen", f"{RINGING}?seen={seen}").count('role="alert"') == 1


def test_it_goes_when_a_colleague_went(cast: Cast) -> None:
    call = press()
    seen = selectors.signature(selectors.ringing(cast.actor("shen"), SOON))
    answer(cast, call, "lu")

    said = text_of(cast, "shen", f"{RINGING}?seen={seen}")

    assert 'id="ringing"' in said
    assert "有人现在就需要帮忙" not in said


def test_asking_by_itself_keeps_no_screen_awake(cast: Cast) -> None:
    browser = browser_of(cast, "shen")
    browser.get(reverse("pages:today"))

    with freeze(SOON + timedelta(minutes=5)):
        browser.get(RINGING, headers={"hx-request": "true"})

    assert OpenSession.objects.get().seen_at == SOON


def test_a_locked_screen_hears_nothing_and_stays(cast: Cast) -> None:
    press()
    browser = browser_of(cast, "shen")
    browser.get(reverse("pages:today"))

    with freeze(SOON + timedelta(minutes=15)):
        found = browser.get(RINGING, headers={"hx-request": "true"})

    assert (found.status_code, found.content) == (204, b"")


def test_i_go_leads_to_where_and_who(cast: Cast) -> None:
    call = press(own_actor(cast, "lin"), place="楼梯")
    browser = browser_of(cast, "shen")

    found = browser.post(reverse("crisis:take", args=[call.pk]), follow=True)

    said = found.content.decode()
    assert "林晚舟" in said
    assert "楼梯" in said
    assert "怎么样了" in said


def test_who_is_slower_is_told_that_somebody_went(cast: Cast) -> None:
    call = answer(cast, press(), "lu")

    found = browser_of(cast, "shen").post(reverse("crisis:take", args=[call.pk]))

    assert found.status_code == 409
    assert "有人去了" in found.content.decode()


def test_saying_how_it_ended(cast: Cast) -> None:
    call = answer(cast, press())
    browser = browser_of(cast, "shen")
    address = reverse("crisis:call", args=[call.pk])

    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"outcome": "met", "note": "有人陪着"}).status_code == 302

    assert HelpCall.objects.get().state == CallState.CLOSED
    assert "见到了，有大人陪着" in text_of(cast, "shen", reverse("crisis:list"))


def test_given_back_it_rings_again(cast: Cast) -> None:
    call = answer(cast, press())

    browser_of(cast, "shen").post(reverse("crisis:give-back", args=[call.pk]))

    assert "有人现在就需要帮忙" in text_of(cast, "lu", RINGING)


def test_an_account_of_a_slip_is_not_taken_for_the_pupil(cast: Cast) -> None:
    call = press(own_actor(cast, "lin", known=False))

    assert "没有当面确认过" in text_of(cast, "shen", reverse("crisis:call", args=[call.pk]))


@pytest.mark.parametrize("name", ["bai", "qin", "ma"])
def test_a_stranger_to_the_room_sees_no_call(cast: Cast, name: str) -> None:
    call = press()
    browser = browser_of(cast, name)

    for address in (RINGING, reverse("crisis:list"), reverse("crisis:call", args=[call.pk])):
        assert browser.get(address).status_code == 403


def test_its_promise_leads_to_the_call(cast: Cast) -> None:
    duty(cast)
    call = press()

    promise = Obligation.objects.get(subject=call.pk)
    assert reverse("crisis:call", args=[call.pk]) in text_of(
        cast, "shen", reverse("obligations:show", args=[promise.pk])
    )


def test_today_says_it_once(cast: Cast) -> None:
    duty(cast)
    press()

    said = text_of(cast, "shen", reverse("pages:today"))

    assert said.count('class="xq-life"') == 1
    assert "去见刚才求助的人" not in said


def test_the_director_sets_the_numbers(cast: Cast) -> None:
    browser = browser_of(cast, "xu")
    address = reverse("crisis:lines")
    fields = {
        "school_line": "0571-88001234",
        "names_duty": "on",
        "lines": "12356 | 难受的时候 | 8 点到 24 点\n120 | 受伤",
    }

    assert browser.get(address).status_code == 200
    assert browser.post(address, fields | {"lines": "随便"}).status_code == 422
    assert browser.post(address, fields | {"school_line": "javascript:x"}).status_code == 422
    assert browser.post(address, fields | {"lines": "110 | x\n" * 7}).status_code == 422
    assert browser.post(address, fields).status_code == 302

    place = Helplines.objects.get()
    assert place.lines[0] == {"number": "12356", "name": "难受的时候", "hours": "8 点到 24 点"}
    assert [line.number for line in selectors.lines(place)] == ["12356", "0571-88001234", "120"]
