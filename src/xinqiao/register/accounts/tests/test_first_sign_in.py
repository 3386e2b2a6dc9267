"""From the start code that the director handed over to the desk."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import services
from xinqiao.register.accounts.models import Account, OpenSession, RecoveryCode
from xinqiao.register.accounts.services import WrongNameOrPassphrase
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.tests.builders import WORDS, code, knock, new_account, opened, proof_of, ready_account


def test_a_newcomer_comes_in_by_start_code_passphrase_and_phone(cast: Cast) -> None:
    made, browser = new_account(cast), Browser()
    with freeze(NOW):
        there = knock(browser, "sign-in", sign_in="Shen", passphrase=made.start_code)
        assert there.url == reverse("accounts:start")
        there = knock(browser, "start", new=WORDS, again=WORDS)
        assert there.url == reverse("accounts:enrol")
        page = browser.get(there.url).content.decode()
        secret = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)[0].replace(" ", "")
        picture = browser.get(reverse("accounts:phone-picture"))
        assert picture["Content-Type"] == "image/svg+xml"
        assert b"style=" not in picture.content
        there = knock(browser, "enrol-phone", phone_code=code(secret, NOW))
        assert there.url == reverse("accounts:recovery-codes")
        shown = knock(browser, "recovery-codes").content.decode()
        assert len(re.findall(r">[2-9a-z]{5}-[2-9a-z]{5}<", shown)) == 10
        there = knock(browser, "pin", pin="402918", again="402918")
        assert there.status_code == 302

        assert browser.get(reverse("accounts:own")).status_code == 200
    assert RecoveryCode.objects.filter(account=made.account).count() == 10
    assert Account.objects.get(pk=made.account.pk).start_code is None


def test_the_start_code_is_good_once(cast: Cast) -> None:
    made = new_account(cast)
    begun = opened("shen", made.start_code)
    services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=WORDS, at=NOW)

    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", made.start_code)


def test_the_start_code_runs_out_after_two_weeks(cast: Cast) -> None:
    made = new_account(cast)

    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", made.start_code, NOW + timedelta(days=14))


def test_a_half_opened_session_of_the_start_code_ends_when_the_passphrase_is_set(cast: Cast) -> None:
    made = new_account(cast)
    overheard = opened("shen", made.start_code)
    begun = opened("shen", made.start_code)
    services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=WORDS, at=NOW)

    assert not OpenSession.objects.filter(pk=overheard.session.pk).exists()


def test_somebody_else_cannot_set_the_passphrase(cast: Cast) -> None:
    begun = opened("shen", new_account(cast).start_code)

    with pytest.raises(Denied):
        services.set_first_passphrase(actor=cast.actor("lu"), session=begun.session.pk, words=WORDS, at=NOW)


def test_a_weak_passphrase_is_refused_with_a_sentence_and_nothing_changes(cast: Cast) -> None:
    begun = opened("shen", new_account(cast).start_code)

    with pytest.raises(Problem, match="全是数字"):
        services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words="20240301123", at=NOW)

    assert OpenSession.objects.get(pk=begun.session.pk).step == Step.START


@pytest.mark.parametrize("page", ["own", "recovery-codes", "pin", "passphrase", "staff"])
def test_nothing_opens_before_both_steps_are_done(cast: Cast, page: str) -> None:
    browser = Browser()
    with freeze(NOW):
        knock(browser, "sign-in", sign_in="shen", passphrase=new_account(cast).start_code)
        answer = browser.get(reverse(f"accounts:{page}"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:start"))


def test_a_second_phone_needs_the_first_one_gone(cast: Cast) -> None:
    ready = ready_account(cast)

    with pytest.raises(Problem, match="已经有一部手机"):
        services.confirm_totp(actor=cast.actor("shen"), session=ready.session.pk, words="123456", computers=(), at=NOW)
