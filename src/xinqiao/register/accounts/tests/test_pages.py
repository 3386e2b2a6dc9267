"""The pages: in English without a Chinese word, wrong codes on the page where they were typed, sealed from strangers."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import services
from xinqiao.register.accounts.models import KnownComputer, OpenSession
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    cookie_of,
    is_in,
    knock,
    new_account,
    ready_account,
    with_cookie,
)

ENGLISH = {"Accept-Language": "en"}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
LATER = NOW + timedelta(minutes=1)


def chinese_in(page: str) -> set[str]:
    """Chinese words of a page's main part, beside names and what is Chinese on purpose."""
    main = page.split("<main", 1)[1].split("</main>", maxsplit=1)[0]
    return set(CHINESE.findall(main)) - {"中文", "沈知微", "许静安", "陆听雨"}


@pytest.mark.parametrize("page", ["own", "passphrase", "pin", "recovery-codes", "enrol"])
def test_the_own_pages_speak_english(cast: Cast, page: str) -> None:
    browser = with_cookie(ready_account(cast).cookie)
    with freeze(LATER):
        text = browser.get(reverse(f"accounts:{page}"), headers=ENGLISH).content.decode()

    assert chinese_in(text) == set()


def test_the_way_in_speaks_english(cast: Cast) -> None:
    ready_account(cast)
    browser = Browser(headers=ENGLISH)
    with freeze(LATER):
        pages = [
            browser.get(reverse("accounts:sign-in")),
            knock(browser, "sign-in", sign_in="shen", passphrase="not this one"),
            knock(browser, "sign-in", sign_in="shen", passphrase=WORDS),
            browser.get(reverse("accounts:second-step")),
            knock(browser, "second-step", way="totp", phone_code="000000"),
        ]

    for page in pages:
        if page.status_code != 302:
            assert chinese_in(page.content.decode()) == set()


@pytest.mark.parametrize("page", ["make", "account", "reset", "close"])
def test_the_directors_pages_speak_english(cast: Cast, page: str) -> None:
    browser = with_cookie(ready_account(cast, "xu").cookie)
    account = new_account(cast, "lu").account
    names = {person.name for person in cast.staff.values()}
    with freeze(LATER):
        where = reverse(f"accounts:{page}", args=[] if page == "make" else [account.pk])
        text = browser.get(where, headers=ENGLISH).content.decode()

    assert chinese_in(text) - names == set()


def test_a_wrong_code_is_said_beside_the_field_where_it_was_typed(cast: Cast) -> None:
    browser = Browser()
    made = new_account(cast)
    with freeze(NOW):
        knock(browser, "sign-in", sign_in="shen", passphrase=made.start_code)
        knock(browser, "start", new=WORDS, again=WORDS)
        phone = knock(browser, "enrol-phone", phone_code="000000")
        computer = knock(browser, "enrol-computer", computer_code="22222-22222")
        nothing = knock(browser, "enrol-passkey", passkey_reply="{}")

        assert not is_in(browser)
    assert "验证码不对" in phone.content.decode()
    assert "电脑码不对" in computer.content.decode()
    assert "不能用" in nothing.content.decode()
    assert {phone.status_code, computer.status_code, nothing.status_code} == {422}


@pytest.mark.parametrize(
    "reply", ["{}", "[]", "x", '{"rawId": 3}', '{"rawId": "AAAA"}', "[" * 5000, '{"rawId": "\\ud800"}']
)
def test_a_made_up_passkey_opens_nothing(cast: Cast, reply: str) -> None:
    ready_account(cast)
    browser = Browser()
    with freeze(LATER):
        knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)
        browser.post(reverse("accounts:passkey-ask"))
        page = knock(browser, "second-step", way="passkey", passkey_reply=reply)

        assert page.status_code == 422
        assert not is_in(browser)


def test_forgetting_a_computer_ends_the_sessions_elsewhere(cast: Cast) -> None:
    ready = ready_account(cast)
    proof = services.prove(sign_in="shen", words=WORDS, computers=(), address="", moment=LATER)
    services.open_session(actor=proof.actor, proof=proof, label="", computers=(), at=LATER)
    browser = with_cookie(ready.cookie)
    with freeze(LATER):
        browser.post(reverse("accounts:forget-computer", args=[KnownComputer.objects.get().pk]))

        assert is_in(browser)
    assert OpenSession.objects.count() == 1


def test_the_computer_of_somebody_else_is_not_there(cast: Cast) -> None:
    ready_account(cast)
    computer = KnownComputer.objects.get()
    browser = with_cookie(ready_account(cast, "lu").cookie)
    with freeze(LATER):
        answer = browser.post(reverse("accounts:forget-computer", args=[computer.pk]))

    assert answer.status_code == 404
    computer.refresh_from_db()
    assert computer.ended_at is None


@pytest.mark.parametrize("page", ["sign-in", "unlock", "second-step", "enrol", "start"])
def test_titles_say_nothing_of_what_this_is(cast: Cast, page: str) -> None:
    browser = Browser()
    with freeze(NOW):
        knock(browser, "sign-in", sign_in="shen", passphrase=new_account(cast).start_code)
        text = browser.get(reverse(f"accounts:{page}"), follow=True).content.decode()

    assert "<title>校园服务</title>" in text
    assert not re.search("心桥|心理|咨询|辅导", text)
    assert cookie_of(browser)
