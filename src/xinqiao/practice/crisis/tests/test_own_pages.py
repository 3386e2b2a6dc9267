"""The page for whoever needs help now: open to everybody, honest about who looks, and silent afterwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.own_door import own_browser
from xinqiao.core.clock import freeze
from xinqiao.practice.crisis.models import HelpCall, Helplines, Outcome
from xinqiao.practice.crisis.services import end_call
from xinqiao.practice.scheduling.services import set_service_rules
from xinqiao.register.personal.models import PersonalSession

from .builders import A_SUNDAY, answer, duty

HELP = "/help/"
pytestmark = pytest.mark.clause("CRI-02")


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with freeze(NOW):
        yield


def read(browser: Browser, address: str = HELP) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_stranger_reads_whom_to_ring_where_to_go_and_what_happens(cast: Cast) -> None:
    duty(cast)
    set_service_rules(actor=cast.actor("xu"), place="明德楼 312", at=NOW)

    said = read(Browser())

    assert reverse("help:now") == HELP
    assert all(number in said for number in ("tel:12356", "tel:120", "tel:110"))
    assert "现在值班的是沈老师" in said
    assert "明德楼 312" in said
    assert "没有登录，我们不知道你是谁" in said
    assert "<title>校园服务</title>" in said


def test_the_school_may_keep_the_names_of_whoever_has_duty(cast: Cast) -> None:
    duty(cast)
    Helplines.objects.create(names_duty=False, school_line="0571-8800 1234")

    said = read(Browser())

    assert "沈" not in said
    assert "现在有老师在" in said
    assert "tel:0571-88001234" in said


def test_outside_of_hours_it_says_plainly_that_nobody_looks(cast: Cast) -> None:
    duty(cast)
    with freeze(A_SUNDAY):
        said = read(Browser())
        browser = Browser()
        browser.post(HELP)
        after = read(browser)

    assert "现在学校里没有老师在看" in said
    assert "让老师马上来" not in said
    assert "现在学校里没有老师在看" in after
    assert "已经告诉值班的老师" not in after
    assert not HelpCall.objects.get().somebody_there


def test_one_tap_and_the_page_says_that_it_rings(cast: Cast) -> None:
    duty(cast)
    browser = Browser()

    sent = browser.post(HELP, {"place": "天台", "name": "小荷"}, follow=True)

    said = sent.content.decode()
    assert "已经告诉值班的老师了" in said
    assert "天台" not in said
    assert "小荷" not in said


def test_who_waits_sees_that_somebody_comes_and_that_it_is_over(cast: Cast) -> None:
    duty(cast)
    browser = Browser()
    browser.post(HELP)
    call = answer(cast, HelpCall.objects.get())

    assert "老师看到了，正在过来" in read(browser, reverse("help:status"))
    end_call(actor=cast.actor("shen"), call=call.pk, outcome=Outcome.MET, at=NOW)
    assert "已经办好了" in read(browser)
    assert browser.get(reverse("help:status")).status_code == 286


def test_only_the_browser_that_pressed_learns_what_became_of_it(cast: Cast) -> None:
    browser = Browser()
    browser.post(HELP)
    call = HelpCall.objects.get()
    forged = Browser()
    forged.cookies["xq-me-help"] = call.pk.hex

    assert "你做得对" in read(browser)
    assert "你做得对" not in read(forged)
    assert "你做得对" not in read(Browser())
    assert forged.get(reverse("help:status")).content == b""


def test_the_page_forgets_after_a_while(cast: Cast) -> None:
    browser = Browser()
    browser.post(HELP)

    with freeze(NOW + timedelta(minutes=41)):
        assert "你做得对" not in read(browser)


def test_leaving_takes_the_call_out_of_the_browser(cast: Cast) -> None:
    browser = Browser()
    browser.post(HELP)

    browser.get(reverse("personal:leave"))

    assert browser.cookies["xq-me-help"].value == ""
    assert "你做得对" not in read(browser)


def test_somebody_else_at_the_same_computer_can_call_too(cast: Cast) -> None:
    browser = Browser()
    browser.post(HELP, {"place": "机房"})

    assert 'name="somebody_else"' in read(browser, f"{HELP}?again=1")
    browser.post(HELP, {"place": "走廊", "somebody_else": "yes"})

    assert HelpCall.objects.count() == 2


def test_a_pupil_who_has_signed_in_need_not_say_who_they_are(cast: Cast) -> None:
    browser = own_browser(cast, "lin")

    assert "怎么称呼你" not in read(browser)
    answer = browser.post(HELP)

    assert HelpCall.objects.get().client_id == cast.number("lin")
    assert "xq-me-help" not in answer.cookies
    assert "你做得对" in read(browser)


def test_waiting_for_a_teacher_keeps_no_session_open(cast: Cast) -> None:
    """The page asks by itself; whoever pressed may long have gone."""
    browser = own_browser(cast, "lin")
    browser.post(HELP)

    with freeze(NOW + timedelta(minutes=5)):
        assert "记下来了" in read(browser, reverse("help:status"))
    assert PersonalSession.objects.get().seen_at == NOW


def test_what_was_typed_is_cut_and_never_refused(cast: Cast) -> None:
    answer = Browser().post(HELP, {"place": "楼\x00梯\n" * 100, "name": "x" * 500})

    assert answer.status_code == 302
    (said,) = HelpCall.objects.get().said
    assert (len(said["place"]) <= 60, len(said["name"])) == (True, 30)
    assert "\x00" not in said["place"]


@pytest.mark.parametrize("address", ["personal:enter", "accounts:sign-in", "personal:leave"])
def test_every_way_in_leads_there(cast: Cast, address: str) -> None:
    assert f'href="{HELP}"' in read(Browser(), reverse(address))


def test_every_page_of_the_own_door_leads_there(cast: Cast) -> None:
    assert f'href="{HELP}"' in read(own_browser(cast, "lin"), reverse("pages:me"))


def test_in_english(cast: Cast) -> None:
    duty(cast)
    browser = Browser(headers={"accept-language": "en"})

    said = read(browser)

    assert "Ring 12356" in said
    assert "on duty now" in said
