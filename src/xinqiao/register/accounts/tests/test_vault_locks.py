"""What locks the vault, and what leaves it as it is; a lock cannot be undone by what ran beside it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import Post
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.vault.models import PersonKey, UnlockedKey, Witness
from xinqiao.core.vault.unlocking import LockedMeanwhile, lock, lock_everything
from xinqiao.register import accounts
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way, Why
from xinqiao.register.accounts.jobs import sweep
from xinqiao.register.accounts.models import KnownComputer, OpenSession
from xinqiao.register.accounts.services import Answer
from xinqiao.register.accounts.tests.builders import (
    OTHER_WORDS,
    WORDS,
    Ready,
    knock,
    opened,
    ready_account,
    with_cookie,
)
from xinqiao.register.accounts.tests.test_vault import opens
from xinqiao.register.accounts.vault_cookie import VAULT_COOKIE
from xinqiao.register.people.models import PostHeld
from xinqiao.register.people.services import end_post, give_post

LATER = NOW + timedelta(minutes=1)


def at_work(cast: Cast, name: str = "shen") -> tuple[Ready, Browser]:
    """Somebody whose vault is open in a browser."""
    ready = ready_account(cast, name)
    browser = with_cookie(ready.cookie)
    assert knock(browser, "vault", passphrase=WORDS).status_code == 302
    assert opens(browser)
    return ready, browser


def press_lock(cast: Cast, ready: Ready, browser: Browser) -> None:
    assert knock(browser, "lock-vault").status_code == 302


def sign_out(cast: Cast, ready: Ready, browser: Browser) -> None:
    knock(browser, "sign-out")


def end_elsewhere(cast: Cast, ready: Ready, browser: Browser) -> None:
    services.end_session(actor=cast.actor("shen"), session=ready.session.pk, why=Why.BY_OWNER, at=LATER)


def end_others(cast: Cast, ready: Ready, browser: Browser) -> None:
    session = opened("shen", WORDS, LATER, (ready.computer,)).session
    OpenSession.objects.filter(pk=session.pk).update(step="in")
    services.end_other_sessions(actor=cast.actor("shen"), session=session.pk, at=LATER)


def forget_computer(cast: Cast, ready: Ready, browser: Browser) -> None:
    services.forget_computer(actor=cast.actor("xu"), computer=KnownComputer.objects.get().pk, at=LATER)


def wrong_pins(cast: Cast, ready: Ready, browser: Browser) -> None:
    for _ in range(5):
        services.open_screen(
            actor=cast.actor("shen"), session=ready.session.pk, answer=Answer(Way.PIN, words="0"), at=LATER
        )


def close(cast: Cast, ready: Ready, browser: Browser) -> None:
    services.close_account(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)


def reset(cast: Cast, ready: Ready, browser: Browser) -> None:
    services.reset_account(
        actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=LATER
    )


def change(cast: Cast, ready: Ready, browser: Browser) -> None:
    answer = knock(browser, "passphrase", old=WORDS, new=OTHER_WORDS, again=OTHER_WORDS)
    assert answer.status_code == 302


def new_post(cast: Cast, ready: Ready, browser: Browser) -> None:
    give_post(actor=cast.actor("xu"), staff=cast.staff["shen"].pk, post=Post.KEEPER, starts_on=A_SCHOOL_DAY, at=LATER)


def lost_post(cast: Cast, ready: Ready, browser: Browser) -> None:
    held = PostHeld.objects.get(staff=cast.staff["shen"]).pk
    end_post(actor=cast.actor("xu"), held=held, ends_on=A_SCHOOL_DAY, at=LATER)


def start_up(cast: Cast, ready: Ready, browser: Browser) -> None:
    lock_everything(at=LATER)


def twelve_hours(cast: Cast, ready: Ready, browser: Browser) -> None:
    OpenSession.objects.update(until=LATER)
    sweep(timestamp=0)


def eight_hours(cast: Cast, ready: Ready, browser: Browser) -> None:
    with freeze(LATER + timedelta(hours=8)):
        sweep(timestamp=0)


LOCKS = [
    press_lock, sign_out, end_elsewhere, end_others, forget_computer, wrong_pins, close, reset, change, new_post,
    lost_post, start_up, twelve_hours, eight_hours,
]  # fmt: skip


@pytest.mark.parametrize("act", LOCKS)
def test_what_locks(cast: Cast, act: Callable[[Cast, Ready, Browser], None]) -> None:
    with freeze(LATER):
        ready, browser = at_work(cast)
        kept = {VAULT_COOKIE: browser.cookies[VAULT_COOKIE].value}
        act(cast, ready, browser)
        browser.cookies.load(kept)

        assert not opens(browser)
        assert not UnlockedKey.objects.filter(session=ready.session.pk).exists()


def test_signing_in_anew_in_the_same_browser_locks_what_was_open(cast: Cast) -> None:
    with freeze(LATER):
        ready, browser = at_work(cast)
        ready_account(cast, "lu")
        knock(browser, "sign-in", sign_in="lu", passphrase=WORDS)

        assert not UnlockedKey.objects.filter(session=ready.session.pk).exists()


def test_the_eleventh_session_ends_the_oldest_and_stays_open_itself(cast: Cast) -> None:
    with freeze(LATER):
        ready, _browser = at_work(cast)
        OpenSession.objects.filter(pk=ready.session.pk).update(seen_at=NOW - timedelta(hours=1))
        for _ in range(10):
            last = opened("shen", WORDS, LATER, (ready.computer,))

        assert last.browser_key is not None
        assert not OpenSession.objects.filter(pk=ready.session.pk).exists()
        assert not UnlockedKey.objects.filter(session=ready.session.pk).exists()
        assert UnlockedKey.objects.filter(session=last.session.pk).exists()


def test_the_button_locks_this_browser_and_not_the_other(cast: Cast) -> None:
    first, second = browser_of(cast, "shen"), browser_of(cast, "shen")

    first.post(reverse("accounts:lock-vault"), {"next": "/desk/"})

    assert (opens(first), opens(second)) == (False, True)


def test_the_screen_locks_and_opens_and_the_vault_is_as_it_was(cast: Cast) -> None:
    with freeze(LATER):
        ready, browser = at_work(cast)
        services.set_pin(actor=cast.actor("shen"), account=ready.account.pk, pin="846205", at=LATER)
        knock(browser, "lock")
        assert not opens(browser)

        assert knock(browser, "unlock", words="846205").status_code == 302
        assert opens(browser)


def test_sign_out_and_the_button_witness_the_ledger(cast: Cast) -> None:
    seal_once()
    with freeze(LATER):
        _ready, browser = at_work(cast)
        before = Witness.objects.count()
        knock(browser, "lock-vault")
        assert Witness.objects.count() == before + 1
        knock(browser, "vault", passphrase=WORDS)
        knock(browser, "sign-out")
        assert Witness.objects.count() == before + 3


def test_a_lock_during_the_passphrase_wins(cast: Cast) -> None:
    with freeze(LATER):
        ready, _browser = at_work(cast)
        proof = services.prove_for_vault(session=ready.session.pk, words=WORDS, moment=LATER)
        lock(actor=cast.actor("shen"), owner=cast.staff["shen"].pk, at=LATER)

        with pytest.raises(LockedMeanwhile):
            services.open_vault(actor=cast.actor("shen"), session=ready.session.pk, proof=proof, at=LATER)
    assert not UnlockedKey.objects.exists()


def test_a_lock_during_a_sign_in_leaves_the_sign_in_and_no_key(cast: Cast) -> None:
    ready_account(cast)
    proof = services.prove(sign_in="shen", words=WORDS, computers=(), address="", moment=LATER)
    lock(actor=cast.actor("shen"), owner=cast.staff["shen"].pk, at=LATER)
    UnlockedKey.objects.all().delete()

    begun = services.open_session(actor=proof.actor, proof=proof, label="", computers=(), at=LATER)

    assert begun.browser_key is None
    assert not UnlockedKey.objects.exists()


def test_opening_and_ending_a_session_at_once_leaves_no_key(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    ready = ready_account(fresh_cast)
    UnlockedKey.objects.all().delete()
    shen = fresh_cast.actor("shen")
    proof = services.prove_for_vault(session=ready.session.pk, words=WORDS, moment=LATER)
    at_once(
        lambda: services.open_vault(actor=shen, session=ready.session.pk, proof=proof, at=LATER),
        lambda: services.end_session(actor=shen, session=ready.session.pk, why=Why.BY_OWNER, at=LATER),
    )

    assert not UnlockedKey.objects.exists()


def test_two_first_sign_ins_at_once_make_one_key(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ready_account(fresh_cast)
    PersonKey.objects.all().update(ended_at=NOW)
    results = at_once(lambda: opened("shen", WORDS, LATER), lambda: opened("shen", WORDS, LATER))

    assert all(isinstance(one, services.Opened) and one.browser_key for one in results), results
    assert PersonKey.objects.filter(ended_at=None).count() == 1


def test_what_was_opened_and_locked_is_sound_in_the_ledger(fresh_cast: Cast) -> None:
    with freeze(LATER):
        seal_once()
        at_work(fresh_cast)
        _ready, browser = at_work(fresh_cast, "lu")
        knock(browser, "lock-vault")
        seal_once()

    report = verify()
    assert report.is_sound, [one.sentence() for one in report.findings]
    assert report.witnesses >= 3


def test_sessions_end_in_one_place() -> None:
    """Over the area: what deletes sessions anywhere else would leave keys behind."""
    folder = Path(str(accounts.__file__)).parent
    guilty = [
        file.name
        for file in folder.rglob("*.py")
        if "tests" not in file.parts and file.name != "ending.py" and _deletes(file.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def _deletes(source: str) -> bool:
    return (
        any("OpenSession" in line and ".delete()" in line for line in source.splitlines()) or "mine.delete()" in source
    )
