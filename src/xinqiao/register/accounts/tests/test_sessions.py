"""A session ends when it is told to, for everybody who has its cookie."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Denied, Missing
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Why
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.sessions import SessionStore
from xinqiao.register.accounts.tests.builders import (
    OTHER_WORDS,
    WORDS,
    Ready,
    is_in,
    knock,
    proof_of,
    ready_account,
    with_cookie,
)
from xinqiao.register.people.models import PostHeld

LATER = NOW + timedelta(minutes=1)


def sign_out(cast: Cast, ready: Ready) -> None:
    with freeze(LATER):
        knock(with_cookie(ready.cookie), "sign-out")


def close(cast: Cast, ready: Ready) -> None:
    services.close_account(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)


def reset(cast: Cast, ready: Ready) -> None:
    services.reset_account(
        actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=LATER
    )


def leave(cast: Cast, ready: Ready) -> None:
    cast.staff["shen"].left_on = NOW.date()
    cast.staff["shen"].save()


def wait(cast: Cast, ready: Ready) -> None:
    OpenSession.objects.filter(pk=ready.session.pk).update(until=LATER)


def end_elsewhere(cast: Cast, ready: Ready) -> None:
    services.end_session(actor=cast.actor("shen"), session=ready.session.pk, why=Why.BY_OWNER, at=LATER)


@pytest.mark.parametrize("end", [sign_out, close, reset, leave, wait, end_elsewhere])
def test_an_ended_session_opens_nothing(cast: Cast, end: Callable[[Cast, Ready], None]) -> None:
    ready = ready_account(cast)
    with freeze(LATER):
        assert is_in(with_cookie(ready.cookie))
    end(cast, ready)

    with freeze(LATER):
        browser = with_cookie(ready.cookie)
        answer = browser.get(reverse("accounts:own"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign-in"))


def test_a_changed_passphrase_ends_every_session_but_this(cast: Cast) -> None:
    ready, other = ready_account(cast), with_cookie("")
    elsewhere = services.open_session(
        actor=cast.actor("shen"), proof=proof_of("shen", WORDS, LATER), label="", computers=(), at=LATER
    )
    with freeze(LATER):
        browser = with_cookie(ready.cookie)
        knock(browser, "passphrase", old=WORDS, new=OTHER_WORDS, again=OTHER_WORDS)

        assert is_in(browser)
        assert not is_in(other)
    assert not OpenSession.objects.filter(pk=elsewhere.session.pk).exists()


def test_a_post_that_ended_is_gone_with_the_next_request(cast: Cast) -> None:
    ready = ready_account(cast, "xu")
    browser = with_cookie(ready.cookie)
    with freeze(LATER):
        assert browser.get(reverse("accounts:staff")).status_code == 200
        PostHeld.objects.filter(staff=cast.staff["xu"]).update(ends_on=A_SCHOOL_DAY - timedelta(days=1))

        assert browser.get(reverse("accounts:staff")).status_code == 403


def test_the_own_sessions_are_listed_and_ended_one_by_one_or_all(cast: Cast) -> None:
    ready = ready_account(cast)
    proof = proof_of("shen", WORDS, LATER)
    other = services.open_session(actor=proof.actor, proof=proof, label="Android WeChat", computers=(), at=LATER)
    browser = with_cookie(ready.cookie)
    with freeze(LATER):
        page = browser.get(reverse("accounts:own")).content.decode()
        assert "Android WeChat" in page
        browser.post(reverse("accounts:end-session", args=[other.session.pk]))
        assert not OpenSession.objects.filter(pk=other.session.pk).exists()
        browser.post(reverse("accounts:end-others"))

        assert is_in(browser)


def test_nobody_ends_the_session_of_somebody_else(cast: Cast) -> None:
    shen, lu = ready_account(cast), ready_account(cast, "lu")
    with pytest.raises(Denied):
        services.end_session(actor=cast.actor("lu"), session=shen.session.pk, why=Why.BY_OWNER, at=NOW)

    with freeze(LATER):
        stranger = with_cookie(lu.cookie).post(reverse("accounts:end-session", args=[shen.session.pk]))
    assert stranger.status_code == 404
    assert OpenSession.objects.filter(pk=shen.session.pk).exists()


def test_ending_what_has_ended_is_ending_what_never_was(cast: Cast) -> None:
    ready = ready_account(cast)
    ready.session.delete()

    with pytest.raises(Missing):
        services.end_session(actor=cast.actor("shen"), session=ready.session.pk, why=Why.BY_OWNER, at=NOW)


def test_a_copy_of_the_table_opens_no_session(cast: Cast) -> None:
    ready = ready_account(cast)
    row = OpenSession.objects.get(pk=ready.session.pk)

    for stolen in (bytes(row.cookie).hex(), str(row.pk), bytes(row.cookie).decode("latin-1")):
        with freeze(LATER):
            assert SessionStore(stolen).load() == {}


def test_a_message_waits_sealed(cast: Cast) -> None:
    ready = ready_account(cast)
    with freeze(LATER):
        store = SessionStore(ready.cookie)
        store["said"] = "林晚舟 明天来"
        store.save()

        assert SessionStore(ready.cookie)["said"] == "林晚舟 明天来"
    closed = OpenSession.objects.values_list("data", flat=True).get(pk=ready.session.pk)
    assert "林晚舟".encode() not in bytes(closed)
    assert b"said" not in bytes(closed)


def test_the_browser_keeps_nothing_after_signing_out(cast: Cast) -> None:
    ready = ready_account(cast)
    browser: Browser = with_cookie(ready.cookie)
    with freeze(LATER):
        page = browser.get(reverse("accounts:own"))
        assert "no-store" in page["Cache-Control"]
        gone = knock(browser, "sign-out")

    assert '"cache"' in gone["Clear-Site-Data"]


def test_sessions_end_after_twelve_hours_whatever_happens(cast: Cast) -> None:
    ready = ready_account(cast)
    browser = with_cookie(ready.cookie)
    at = NOW
    while at < NOW + timedelta(hours=11, minutes=55):
        at += timedelta(minutes=5)
        with freeze(at):
            assert is_in(browser)

    with freeze(NOW + timedelta(hours=12)):
        assert not is_in(browser)
