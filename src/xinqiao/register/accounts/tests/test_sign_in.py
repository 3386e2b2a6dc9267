"""Name and passphrase. Who is not there is told nothing, by words or by what the program does."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.access import PROGRAM, Denied
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import hashing, proving, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.hashing import PepperedArgon2
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.services import Proof, WrongNameOrPassphrase
from xinqiao.register.accounts.tests.builders import (
    ADDRESS,
    WORDS,
    code,
    cookie_of,
    is_in,
    knock,
    new_account,
    opened,
    proof_of,
    ready_account,
)

LATER = NOW + timedelta(minutes=1)


def body(response: HttpResponse) -> bytes:
    """A page without what differs each time: the token against forged forms."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", response.content)


def test_passphrase_and_phone_lead_to_the_desk(cast: Cast) -> None:
    ready, browser = ready_account(cast), Browser()
    with freeze(LATER):
        there = knock(browser, "sign-in", sign_in=" SHEN ", passphrase=WORDS, next="/desk/")
        assert there.url == reverse("accounts:second-step") + "?next=/desk/"
        there = knock(browser, "second-step", way="totp", phone_code=code(ready.secret, LATER), next="/desk/")

        assert there.url == "/desk/"
        assert is_in(browser)


def test_a_wrong_name_and_a_wrong_passphrase_give_the_same_bytes(cast: Cast) -> None:
    ready_account(cast, "shen")
    new_account(cast, "lu")
    services.close_account(actor=PROGRAM, account=new_account(cast, "bai").account.pk, at=NOW)
    pages = {}
    with freeze(LATER):
        for name in ("shen", "lu", "bai", "nobd"):
            page = knock(Browser(), "sign-in", sign_in=name, passphrase="不是这一句话呀")
            assert page.status_code == 422
            pages[name] = body(page).replace(f'value="{name}"'.encode(), b"")

    assert len(set(pages.values())) == 1


def test_a_wrong_name_costs_what_a_wrong_passphrase_costs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ready_account(cast, "shen")
    new_account(cast, "lu")
    runs: list[hashing.Cost] = []
    stretched = PepperedArgon2.stretched
    monkeypatch.setattr(
        PepperedArgon2,
        "stretched",
        lambda self, words, salt, cost: runs.append(cost) or stretched(self, words, salt, cost),
    )

    def tried(name: str) -> tuple[list[hashing.Cost], list[str]]:
        runs.clear()
        with CaptureQueriesContext(connection) as asked, pytest.raises(WrongNameOrPassphrase):
            proof_of(name, "不是这一句话呀", LATER)
        return list(runs), [re.sub(r"'[^']*'|\"s\d+_x\d+\"|-?\d+", "?", query["sql"])[:60] for query in asked]

    tried("warms up")
    assert tried("shen") == tried("lu") == tried("nobody at all")


def test_the_session_of_before_is_not_the_session_of_after(cast: Cast) -> None:
    ready, browser = ready_account(cast), Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "planted" * 8
    with freeze(LATER):
        knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)
        after_first = cookie_of(browser)
        knock(browser, "second-step", way="totp", phone_code=code(ready.secret, LATER))
        after_second = cookie_of(browser)

        assert len({"planted" * 8, after_first, after_second}) == 3
        thief = Browser()
        for old in ("planted" * 8, after_first):
            thief.cookies[settings.SESSION_COOKIE_NAME] = old
            assert not is_in(thief)


def test_somebody_who_has_not_signed_in_has_no_session(cast: Cast) -> None:
    browser = Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "planted" * 8

    browser.get(reverse("accounts:sign-in"))

    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_led_elsewhere(cast: Cast, elsewhere: str) -> None:
    ready, browser = ready_account(cast), Browser()
    with freeze(LATER):
        first = knock(browser, "sign-in", sign_in="shen", passphrase=WORDS, next=elsewhere)
        second = knock(browser, "second-step", way="totp", phone_code=code(ready.secret, LATER), next=elsewhere)

    assert "evil" not in first.url
    assert second.url == reverse("pages:today")


def test_a_forged_form_cannot_sign_anybody_in(cast: Cast) -> None:
    ready_account(cast)
    browser = Browser(enforce_csrf_checks=True)

    answer = knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)

    assert answer.status_code == 403
    assert not cookie_of(browser)


def test_the_words_typed_are_not_in_the_answer(cast: Cast) -> None:
    page = knock(Browser(), "sign-in", sign_in="shen", passphrase="绝不能回显的一句话")

    assert "绝不能回显的一句话" not in page.content.decode()


@pytest.mark.parametrize("name", ["", "x" * 5000, "\x00", "沈\u202e知", "a' OR 1=1 --", "𠮷" * 40])
@pytest.mark.parametrize("words", ["", "\x00\x00", "口" * 10_000, "\ud800"])
def test_odd_input_is_a_wrong_name_and_nothing_else(cast: Cast, name: str, words: str) -> None:
    data = f"sign_in={name}&passphrase={words}".encode("utf-8", "surrogatepass")
    page = Browser().post(
        reverse("accounts:sign-in"), data, content_type="application/x-www-form-urlencoded", REMOTE_ADDR=ADDRESS
    )

    assert page.status_code in {422, 400}


def test_a_proof_is_worth_nothing_once_the_passphrase_has_changed(cast: Cast) -> None:
    ready = ready_account(cast)
    proof = proof_of("shen", WORDS, LATER)
    services.reset_account(
        actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=LATER
    )

    with pytest.raises(Denied):
        services.open_session(actor=proof.actor, proof=proof, label="", computers=(), at=LATER)


def test_a_proof_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError, match="proving"):
        Proof(uuid4(), uuid4(), Way.PASSPHRASE, b"", None)


def test_somebody_who_left_cannot_sign_in(cast: Cast) -> None:
    ready_account(cast)
    cast.staff["shen"].left_on = NOW.date()
    cast.staff["shen"].save()

    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", WORDS, LATER)


def test_full_width_and_capitals_are_the_same_name_and_full_width_the_same_words(cast: Cast) -> None:
    ready_account(cast, words="Umbrella lent to whom 7")

    assert proof_of("ＳＨＥＮ", "Ｕmbrella lent to whom ７", LATER).way is Way.PASSPHRASE
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", "umbrella lent to whom 7", LATER)


def test_the_eleventh_session_ends_the_oldest(cast: Cast) -> None:
    ready = ready_account(cast)
    for minute in range(10):
        begun = opened("shen", WORDS, NOW + timedelta(hours=minute + 1))
        OpenSession.objects.filter(pk=begun.session.pk).update(until=NOW + timedelta(days=1))

    assert OpenSession.objects.filter(account=ready.account).count() == 10
    assert not OpenSession.objects.filter(pk=ready.session.pk).exists()


def test_the_account_itself_neither_sets_nor_checks_a_passphrase(cast: Cast) -> None:
    account: Account = ready_account(cast).account
    forbidden: list[Callable[[], object]] = [
        lambda: account.set_password("x"),
        lambda: account.check_password("x"),
        account.get_session_auth_hash,
    ]

    for ask in forbidden:
        with pytest.raises(TypeError):
            ask()


def test_nobodys_verifier_fits_no_words() -> None:
    assert hashing.passphrases.opened("", proving._nobody()) is None
