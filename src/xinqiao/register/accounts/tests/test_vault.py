"""Signing in by passphrase opens the vault; the page opens it again; nothing opens it from elsewhere."""

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault import passphrase
from xinqiao.core.vault.keyring import Locked
from xinqiao.core.vault.models import PersonKey, UnlockedKey
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.services import NotFromHere
from xinqiao.register.accounts.sessions import SessionStore
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    code,
    cookie_of,
    knock,
    new_account,
    ready_account,
    with_cookie,
)
from xinqiao.register.accounts.vault_cookie import VAULT_COOKIE

LATER = NOW + timedelta(minutes=1)


def request_of(browser: Browser, **headers: str) -> HttpRequest:
    """A request with the browser's cookies, as a view gets it."""
    request = RequestFactory(headers=headers).get("/desk/")
    request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
    request.session = SessionStore(cookie_of(browser) or None)
    return request


def opens(browser: Browser, **headers: str) -> bool:
    """Whether a view gets the keys of whoever sits at this browser."""
    try:
        with services.vault_of(request_of(browser, **headers)) as keyring:
            return bool(keyring.sign(b"x"))
    except Locked:
        return False


def signed_in(cast: Cast, name: str = "shen") -> Browser:
    """A browser that came in by passphrase and phone."""
    ready, browser = ready_account(cast, name), Browser()
    knock(browser, "sign-in", sign_in=name, passphrase=WORDS)
    assert knock(browser, "second-step", way="totp", phone_code=code(ready.secret, LATER)).status_code == 302
    return browser


def test_whoever_signs_in_by_passphrase_types_once(cast: Cast) -> None:
    with freeze(LATER):
        browser = signed_in(cast)

        assert opens(browser)
        assert selectors.is_vault_open(request_of(browser))
        assert "锁上保险柜" in browser.get("/desk/", follow=True).content.decode()


def test_before_the_second_step_the_vault_opens_nothing(cast: Cast) -> None:
    ready_account(cast)
    browser = Browser()
    with freeze(LATER):
        knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)

        assert browser.cookies[VAULT_COOKIE].value
        assert UnlockedKey.objects.exists()
        assert not opens(browser)
        assert not selectors.is_vault_open(request_of(browser))


def test_the_first_passphrase_makes_the_key_and_opens_the_vault(cast: Cast) -> None:
    browser, made = Browser(), new_account(cast)
    with freeze(NOW):
        knock(browser, "sign-in", sign_in="shen", passphrase=made.start_code)
        assert not PersonKey.objects.exists()
        knock(browser, "start", new=WORDS, again=WORDS)
        session = OpenSession.objects.get()
        knock(browser, "enrol-phone", phone_code=code(selectors.pending_secret(session.pk), NOW))

        assert PersonKey.objects.get().owner == cast.staff["shen"].pk
        assert opens(browser)


@pytest.mark.parametrize("name", ["ma", "qin", "tang"])
def test_whose_post_needs_no_record_gets_no_key(cast: Cast, name: str) -> None:
    with freeze(LATER):
        browser = signed_in(cast, name)

        assert not PersonKey.objects.exists()
        assert not opens(browser)
        assert browser.get(reverse("accounts:vault")).status_code == 403
        assert "保险柜" not in browser.get(reverse("accounts:own")).content.decode()


def test_one_run_of_argon_from_the_form_to_the_open_vault(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ready, browser, runs = ready_account(cast), Browser(), []
    stretcher = passphrase.Argon2id

    def counted(**parameters: object) -> object:
        runs.append(parameters)
        return stretcher(**parameters)

    monkeypatch.setattr(passphrase, "Argon2id", counted)
    with freeze(LATER):
        knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)
        knock(browser, "second-step", way="totp", phone_code=code(ready.secret, LATER))
        assert opens(browser)

    assert len(runs) == 1


def test_the_key_is_in_the_strict_cookie_and_nowhere_else(cast: Cast) -> None:
    with freeze(LATER):
        browser = signed_in(cast)
    cookie = browser.cookies[VAULT_COOKIE]

    assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Strict", True, "/")
    assert not cookie["domain"]
    assert cookie.value not in (OpenSession.objects.order_by("-began_at")[0].data or "")
    assert all(cookie.value not in one.body for one in Entry.objects.all())
    pages = [browser.get(reverse(f"accounts:{name}")).content.decode() for name in ("own", "vault")]
    assert all(cookie.value not in page for page in pages)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Purpose": "prefetch"}, False),
        ({"Sec-Purpose": "prefetch;prerender"}, False),
        ({"Purpose": "prefetch"}, False),
        ({"X-Moz": "prefetch"}, False),
        ({"X-Purpose": "preview"}, False),
    ],
)
def test_only_a_page_of_ours_that_somebody_asked_for_gets_the_keys(
    cast: Cast, headers: dict[str, str], expected: bool
) -> None:
    with freeze(LATER):
        browser = signed_in(cast)
        before = Entry.objects.count()
        if expected:
            assert opens(browser, **headers)
        else:
            with pytest.raises(NotFromHere):
                opens(browser, **headers)

    assert Entry.objects.count() == before


def test_the_cookie_of_another_session_or_person_opens_nothing(cast: Cast) -> None:
    with freeze(LATER):
        shen, lu = signed_in(cast), signed_in(cast, "lu")
        shen.cookies[VAULT_COOKIE], lu.cookies[VAULT_COOKIE] = lu.cookies[VAULT_COOKIE], shen.cookies[VAULT_COOKIE]

        assert (opens(shen), opens(lu)) == (False, False)
        for nonsense in ("", "x", "A" * 43, "=" * 43, "é" * 43):
            shen.cookies[VAULT_COOKIE] = nonsense
            assert not opens(shen)


def test_after_eight_hours_the_page_opens_it_again_and_leads_back(cast: Cast) -> None:
    with freeze(LATER):
        browser = signed_in(cast)
    tired = LATER + timedelta(hours=8)
    with freeze(tired):
        OpenSession.objects.update(seen_at=tired)
        assert not opens(browser)
        page = browser.get(reverse("accounts:vault"), {"next": "/desk/"}).content.decode()
        assert "写到一半的内容还在" in page

        answer = knock(browser, "vault", passphrase=WORDS, next="/desk/")

        assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
        assert opens(browser)


def test_a_clock_set_back_opens_nothing(cast: Cast) -> None:
    with freeze(LATER + timedelta(hours=1)):
        browser = with_cookie(ready_account(cast, at=LATER + timedelta(hours=1)).cookie)
        knock(browser, "vault", passphrase=WORDS)
        assert opens(browser)
    with freeze(LATER):
        assert not opens(browser)


def test_it_leads_to_nobody_else(cast: Cast) -> None:
    browser = with_cookie(ready_account(cast).cookie)
    with freeze(LATER):
        answer: HttpResponse = knock(browser, "vault", passphrase=WORDS, next="https://example.org/")

    assert answer.headers["Location"] == reverse("pages:today")


def test_five_wrong_passphrases_make_a_pause_and_end_nothing(cast: Cast) -> None:
    browser = with_cookie(ready_account(cast).cookie)
    with freeze(LATER):
        for _ in range(5):
            wrong = knock(browser, "vault", passphrase="不是这一句话呀", next="/desk/")
            assert (wrong.status_code, "口令不对" in wrong.content.decode()) == (422, True)
        sixth = knock(browser, "vault", passphrase=WORDS, next="/desk/")
        text = sixth.content.decode()

        assert sixth.status_code == 429
        assert "分钟后再试" in text
        assert 'value="/desk/"' in text
        assert WORDS not in text
        assert not opens(browser)
        assert browser.get(reverse("accounts:own")).status_code == 200
    with freeze(LATER + timedelta(minutes=11)):
        OpenSession.objects.update(seen_at=LATER + timedelta(minutes=11))
        assert knock(browser, "vault", passphrase=WORDS).status_code == 302
        assert opens(browser)
