"""The locked screen: the server's clock locks, and nothing of the page behind is shown."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied
from xinqiao.core.access.gate import gate_of, patterns
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.tests.builders import WORDS, Ready, answer, is_in, knock, ready_account, with_cookie

PIN = "402918"
IDLE = NOW + timedelta(minutes=10)


def with_pin(cast: Cast) -> Ready:
    ready = ready_account(cast)
    services.set_pin(actor=cast.actor("shen"), account=ready.account.pk, pin=PIN, at=NOW)
    return ready


@pytest.mark.parametrize(("minutes", "is_open"), [(5, True), (9, True), (10, False), (60, False)])
def test_ten_idle_minutes_lock_the_screen(cast: Cast, minutes: int, is_open: bool) -> None:
    ready = with_pin(cast)

    with freeze(NOW + timedelta(minutes=minutes)):
        assert is_in(with_cookie(ready.cookie)) is is_open


def test_signs_of_life_put_the_lock_off(cast: Cast) -> None:
    ready = with_pin(cast)
    for minutes in range(0, 60, 9):
        with freeze(NOW + timedelta(minutes=minutes)):
            assert with_cookie(ready.cookie).post(reverse("accounts:awake")).status_code == 204


@pytest.mark.clause("CNF-12")
def test_no_sign_of_life_opens_what_is_locked(cast: Cast) -> None:
    ready = with_pin(cast)
    browser = with_cookie(ready.cookie)
    for minutes in (10, 11, 12):
        with freeze(NOW + timedelta(minutes=minutes)):
            assert browser.post(reverse("accounts:awake")).status_code == 302
            assert not is_in(browser)


def test_the_lock_leads_back_to_where_one_was(cast: Cast) -> None:
    ready, browser = with_pin(cast), Browser()
    browser = with_cookie(ready.cookie)
    with freeze(NOW + timedelta(minutes=1)):
        there = knock(browser, "lock", next="/desk/people/")
        assert there.url == reverse("accounts:unlock") + "?next=/desk/people/"
        page = browser.get(there.url).content.decode()
        assert "<title>校园服务</title>" in page
        assert "心桥" not in page
        back = knock(browser, "unlock", words=PIN, next="/desk/people/")

        assert back.url == "/desk/people/"
        assert is_in(browser)


def test_while_locked_every_address_but_the_few_leads_to_the_lock(cast: Cast) -> None:
    ready = with_pin(cast)
    browser = with_cookie(ready.cookie)
    opened_while_locked = {name for _, name, pattern in patterns() if (gate := gate_of(pattern)) and gate.locked_too}
    assert {name for name in opened_while_locked if name.startswith("accounts:")} == {
        "accounts:lock",
        "accounts:passkey-ask",
        "accounts:sign-in",
        "accounts:sign-out",
        "accounts:unlock",
    }
    with freeze(IDLE):
        for _, name, pattern in patterns():
            gate = gate_of(pattern)
            if gate is None or gate.locked_too or "<" in str(pattern.pattern) or "GET" not in gate.methods:
                continue
            if gate.door != "desk":  # where the desk's session is nobody's, locked or not
                continue
            there = browser.get(reverse(name))
            assert there.status_code == 302, name
            assert there.url.startswith(reverse("accounts:unlock")), name


def test_the_sign_in_page_does_not_lead_around_the_lock(cast: Cast) -> None:
    ready = with_pin(cast)
    with freeze(IDLE):
        there = with_cookie(ready.cookie).get(reverse("accounts:sign-in"), follow=True)

    assert there.redirect_chain[-1][0].startswith(reverse("accounts:unlock"))


def test_a_request_from_a_script_is_told_where_the_lock_is(cast: Cast) -> None:
    ready = with_pin(cast)
    with freeze(IDLE):
        told = with_cookie(ready.cookie).get(reverse("accounts:own"), headers={"HX-Request": "true"})

    assert told["HX-Redirect"].startswith(reverse("accounts:unlock"))


def test_five_wrong_pins_end_the_session(cast: Cast) -> None:
    ready = with_pin(cast)
    browser = with_cookie(ready.cookie)
    with freeze(IDLE):
        pages = [knock(browser, "unlock", words="111222").content.decode() for _ in range(5)]
        assert "再试错 4 次" in pages[0]
        assert "这次登录已经结束" in pages[4]
        answer = with_cookie(ready.cookie).get(reverse("accounts:own"))

    assert answer.url.startswith(reverse("accounts:sign-in"))


def test_the_passphrase_opens_and_counts_among_the_five(cast: Cast) -> None:
    ready = with_pin(cast)
    browser = with_cookie(ready.cookie)
    with freeze(IDLE):
        for _ in range(2):
            knock(browser, "unlock", words="111222")
        for _ in range(2):
            knock(browser, "unlock", by="passphrase", words="不是这一句话呀")
        knock(browser, "unlock", by="passphrase", words=WORDS)

        assert is_in(browser)
    assert OpenSession.objects.get(pk=ready.session.pk).wrong_tries == 0


def test_without_a_pin_the_passphrase_is_asked_for(cast: Cast) -> None:
    ready = ready_account(cast)
    browser = with_cookie(ready.cookie)
    with freeze(IDLE):
        assert "口令" in browser.get(reverse("accounts:unlock")).content.decode()
        knock(browser, "unlock", words="")
        knock(browser, "unlock", words=WORDS)

        assert is_in(browser)


def test_a_pin_signs_nobody_in(cast: Cast) -> None:
    with_pin(cast)
    with freeze(NOW + timedelta(minutes=1)):
        assert knock(Browser(), "sign-in", sign_in="shen", passphrase=PIN).status_code == 422


def test_a_changed_passphrase_takes_the_pin_away(cast: Cast) -> None:
    ready = with_pin(cast)
    services.reset_account(actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=NOW)
    ready.account.refresh_from_db()

    assert ready.account.pin == ""


def test_somebody_else_neither_locks_nor_opens(cast: Cast) -> None:
    ready = with_pin(cast)
    with pytest.raises(Denied):
        services.lock_screen(actor=cast.actor("lu"), session=ready.session.pk, at=NOW)
    with pytest.raises(Denied):
        services.open_screen(actor=cast.actor("lu"), session=ready.session.pk, answer=answer(Way.PIN, PIN), at=NOW)


def test_a_code_for_the_second_step_does_not_open_the_screen(cast: Cast) -> None:
    ready = with_pin(cast)

    with pytest.raises(Denied):
        services.open_screen(
            actor=cast.actor("shen"), session=ready.session.pk, answer=answer(Way.TOTP, "123456"), at=NOW
        )


def test_twenty_wrong_pins_at_one_moment_are_five(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ready, actor, at = with_pin(fresh_cast), fresh_cast.actor("shen"), datetime(2026, 10, 15, 6, 30, tzinfo=NOW.tzinfo)

    outcomes = at_once(
        *[
            lambda: services.open_screen(actor=actor, session=ready.session.pk, answer=answer(Way.PIN, "111222"), at=at)
            for _ in range(20)
        ]
    )

    assert sum(isinstance(outcome, services.Outcome) for outcome in outcomes) == 5
    assert not OpenSession.objects.filter(pk=ready.session.pk).exists()
