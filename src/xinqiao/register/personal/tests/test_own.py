"""What the owner does with the own account: new words, out everywhere; and who may not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import Problem
from xinqiao.core.clock import freeze
from xinqiao.register.personal import services
from xinqiao.register.personal.models import PersonalSession
from xinqiao.register.personal.selectors import COOKIE_NAME, actor_at
from xinqiao.register.personal.services import SignedOut, TooOften, WrongNameOrWords, WrongWords

from .builders import ADDRESS, WORDS, account, is_in, knock, proof, started

NEW = "另外 一句 说给 自己"
LATER = NOW + timedelta(minutes=1)


def inside(cast: Cast, name: str = "lin") -> tuple[Browser, PersonalSession]:
    started(cast, name)
    return again(cast)


def again(cast: Cast) -> tuple[Browser, PersonalSession]:
    opened, browser = services.come_in(proof=proof("20240301", WORDS), shared=True, at=NOW), Browser()
    browser.cookies[COOKIE_NAME] = opened.cookie
    return browser, opened.session


def change(cast: Cast, session: PersonalSession, old: str = WORDS, new: str = NEW) -> None:
    actor = actor_at(account(cast), NOW)
    assert actor is not None
    services.change_words(actor=actor, session=session.pk, old=old, new=new, address=ADDRESS, at=LATER)


def test_new_words_end_the_sessions_elsewhere_and_keep_the_start(cast: Cast) -> None:
    browser, session = inside(cast)
    elsewhere, _session = again(cast)
    start = account(cast).state["start"]

    change(cast, session)

    with freeze(LATER):
        assert (is_in(browser), is_in(elsewhere)) == (True, False)
    assert account(cast).state["start"] == start
    assert proof("20240301", NEW)
    with pytest.raises(WrongNameOrWords):
        proof("20240301", WORDS)


def test_wrong_old_words_change_nothing_and_are_counted(cast: Cast) -> None:
    _browser, session = inside(cast)
    for _ in range(10):
        with pytest.raises(WrongWords):
            change(cast, session, old="不是 这一 句话 呀")

    with pytest.raises(TooOften):
        change(cast, session)
    assert proof("20240301", WORDS)


def test_new_words_that_are_too_easy_are_refused(cast: Cast) -> None:
    _browser, session = inside(cast)

    with pytest.raises(Problem):
        change(cast, session, new="402917")


def test_two_at_once_change_the_words_and_one_of_them_is_told(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    _browser, first = inside(fresh_cast)
    _other, second = again(fresh_cast)

    done = at_once(lambda: change(fresh_cast, first), lambda: change(fresh_cast, second, new="又是 一句 说给 自己"))

    assert [type(one).__name__ for one in done].count("NoneType") == 1
    assert PersonalSession.objects.count() == 1


def test_out_everywhere_is_out_here_as_well(cast: Cast) -> None:
    browser, _session = inside(cast)
    elsewhere, _other = again(cast)
    with freeze(LATER):
        assert browser.post(reverse("personal:out")).url == reverse("personal:leave")

        assert (is_in(browser), is_in(elsewhere)) == (False, False)
    assert not PersonalSession.objects.exists()


def test_another_persons_account_is_nobodys_to_change(cast: Cast) -> None:
    _browser, session = inside(cast)
    other = own_actor(cast, "ayi")

    with pytest.raises(SignedOut):
        services.change_words(actor=other, session=session.pk, old=WORDS, new=NEW, address=ADDRESS, at=LATER)
    with pytest.raises(SignedOut):
        services.end_sessions(actor=other, session=session.pk, at=LATER)


def test_the_pages_lead_a_stranger_to_the_way_in(cast: Cast) -> None:
    for name in ("own", "words", "code"):
        assert Browser().get(reverse(f"personal:{name}")).headers["Location"] == reverse("personal:enter")
    assert Browser().post(reverse("personal:out")).status_code == 403


def test_a_form_sent_after_the_end_leads_to_the_own_doors_way_in_and_keeps_nothing(cast: Cast) -> None:
    page = Browser().post(reverse("personal:words"), {"old": "x", "new": "绝不能回显", "again": "绝不能回显"})

    assert page.status_code == 403
    assert reverse("personal:enter") in page.content.decode()
    assert reverse("accounts:sign-in") not in page.content.decode()
    assert "绝不能回显" not in page.content.decode()


def test_a_page_in_the_place_of_another_leads_to_the_way_in_without_a_new_address(cast: Cast) -> None:
    page = Browser().post(reverse("personal:words"), {"old": "x"}, headers={"HX-Request": "true"})

    assert (page.status_code, page.url) == (302, reverse("personal:enter") + "?over")
    assert "已经退出了" in Browser().get(page.url).content.decode()


def test_words_on_the_page(cast: Cast) -> None:
    browser, _session = inside(cast)
    with freeze(LATER):
        assert knock(browser, "words", old=WORDS, new=NEW, again="别的").status_code == 422
        there = knock(browser, "words", old=WORDS, new=NEW, again=NEW)

        assert there.url == reverse("personal:own") + "?done=words"
        assert "密码改好了" in browser.get(there.url).content.decode()


def test_a_sign_of_life_answers_with_nothing(cast: Cast) -> None:
    assert own_browser(cast, "lin").get(reverse("personal:here")).status_code == 204
    assert Browser().get(reverse("personal:here")).status_code == 302
