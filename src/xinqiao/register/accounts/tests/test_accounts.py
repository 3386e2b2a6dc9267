"""The director makes, resets, closes and opens accounts."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.access import PROGRAM, Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.accounts import services
from xinqiao.register.accounts.models import Account, KnownComputer, OpenSession, RecoveryCode, Totp
from xinqiao.register.accounts.services import NewAccount, WrongNameOrPassphrase
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    new_account,
    opened,
    proof_of,
    ready_account,
    with_cookie,
)


def test_only_the_director_makes_accounts(cast: Cast) -> None:
    made = services.make_account(actor=cast.actor("xu"), staff=cast.staff["lu"].pk, sign_in="Lu", at=NOW)
    assert made.account.sign_in == "lu"
    assert made.start_code not in repr(made)

    for name in ("shen", "he", "ma", "bai"):
        with pytest.raises(Denied):
            services.make_account(actor=cast.actor(name), staff=cast.staff["shen"].pk, sign_in="shen", at=NOW)


@pytest.mark.parametrize(
    ("sign_in", "sentence"), [("lu", "已经有人用"), ("x", "2 到 40"), ("11010519491231002x", "证件号")]
)
def test_a_sign_in_name_that_will_not_do_is_refused(cast: Cast, sign_in: str, sentence: str) -> None:
    new_account(cast, "lu")

    with pytest.raises(Problem, match=sentence):
        services.make_account(actor=PROGRAM, staff=cast.staff["shen"].pk, sign_in=sign_in, at=NOW)


def test_one_account_is_enough_for_anybody_even_at_one_moment(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    make = partial(services.make_account, actor=PROGRAM, staff=fresh_cast.staff["shen"].pk, at=NOW)

    outcomes = at_once(partial(make, sign_in="shen"), partial(make, sign_in="shen2"))

    assert sorted(type(outcome) is NewAccount for outcome in outcomes) == [False, True]
    assert Account.objects.count() == 1


def test_the_same_name_for_two_at_one_moment_goes_to_one(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    outcomes = at_once(
        *[
            partial(services.make_account, actor=PROGRAM, staff=fresh_cast.staff[name].pk, sign_in="same", at=NOW)
            for name in ("shen", "lu")
        ]
    )

    assert {type(outcome) for outcome in outcomes} == {NewAccount, Problem}


def test_a_reset_takes_passphrase_and_sessions_and_keeps_the_phone(cast: Cast) -> None:
    ready = ready_account(cast)
    new = services.reset_account(
        actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=NOW
    )
    assert not OpenSession.objects.exists()
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", WORDS)

    begun = opened("shen", new.start_code)
    services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=WORDS, at=NOW)

    assert OpenSession.objects.get(pk=begun.session.pk).step == Step.SECOND


def test_a_reset_after_a_lost_phone_takes_every_way_of_the_second_step(cast: Cast) -> None:
    ready = ready_account(cast)
    services.make_recovery_codes(actor=cast.actor("shen"), session=ready.session.pk, at=NOW)
    new = services.reset_account(
        actor=cast.actor("xu"), account=ready.account.pk, clear_factors=True, end_key=True, at=NOW
    )

    for model in (Totp, RecoveryCode, KnownComputer):
        assert not model.objects.exists()
    begun = opened("shen", new.start_code)
    services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=WORDS, at=NOW)
    assert OpenSession.objects.get(pk=begun.session.pk).step == Step.ENROL


def test_the_principal_lets_the_director_in_again_and_nobody_resets_the_own_account(cast: Cast) -> None:
    ready = ready_account(cast, "xu")
    with pytest.raises(Denied):
        services.reset_account(
            actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, end_key=True, at=NOW
        )

    assert services.reset_account(
        actor=cast.actor("he"), account=ready.account.pk, clear_factors=False, end_key=True, at=NOW
    ).start_code


def test_a_closed_account_opens_again_with_a_start_code_only(cast: Cast) -> None:
    ready = ready_account(cast)
    xu = cast.actor("xu")
    services.close_account(actor=xu, account=ready.account.pk, at=NOW)
    with pytest.raises(Problem, match="已经关闭"):
        services.close_account(actor=xu, account=ready.account.pk, at=NOW)
    with pytest.raises(Problem, match="已经关闭"):
        services.reset_account(actor=xu, account=ready.account.pk, clear_factors=False, end_key=True, at=NOW)
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", WORDS)

    new = services.reopen_account(actor=xu, account=ready.account.pk, end_key=True, at=NOW)

    assert opened("shen", new.start_code).session.step == Step.START
    assert not Totp.objects.exists()


def test_the_ledger_tells_who_did_what_and_names_nobody(cast: Cast) -> None:
    ready = ready_account(cast)
    services.close_account(actor=cast.actor("xu"), account=ready.account.pk, at=NOW)
    entries = list(Entry.objects.filter(kind__startswith="accounts."))

    assert {"accounts.account_made", "accounts.signed_in", "accounts.account_closed"} <= {one.kind for one in entries}
    assert next(one for one in entries if one.kind == "accounts.account_closed").actor == cast.staff["xu"].pk
    assert next(one for one in entries if one.kind == "accounts.signed_in").actor == cast.staff["shen"].pk
    assert "shen" not in "".join(one.body for one in entries)


def test_the_directors_pages_show_codes_once_and_stay_within_their_budget(cast: Cast) -> None:
    browser = with_cookie(ready_account(cast, "xu").cookie)
    for name in ("shen", "lu", "bai"):
        ready_account(cast, name)
    account = Account.objects.get(sign_in="shen")
    with freeze(NOW):
        browser.get(reverse("accounts:staff"))
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(reverse("accounts:staff")).content.decode()
        assert len(asked) <= 12
        assert "沈知微" in page
        made = browser.post(reverse("accounts:make"), {"staff": cast.staff["tang"].pk, "sign_in": "tang"})
        assert "启动码" in made.content.decode()
        shown = browser.post(reverse("accounts:computer-code", args=[account.pk])).content.decode()
        assert "15 分钟" in shown
        for page_name in ("account", "reset", "close"):
            assert browser.get(reverse(f"accounts:{page_name}", args=[account.pk])).status_code == 200
        browser.post(reverse("accounts:close", args=[account.pk]))
        asked = browser.get(reverse("accounts:reopen", args=[account.pk])).content.decode()
        unsaid = browser.post(reverse("accounts:reopen", args=[account.pk]))
        again = browser.post(reverse("accounts:reopen", args=[account.pk]), {"end_key": "on"}).content.decode()

    assert "停用原来的钥匙" in asked
    assert unsaid.status_code == 409
    assert "信封" in unsaid.content.decode()
    assert "启动码" in again


@pytest.mark.parametrize("page", ["account", "reset", "close", "reopen", "computer-code"])
def test_a_stranger_learns_nothing_from_the_directors_pages(cast: Cast, page: str) -> None:
    browser = with_cookie(ready_account(cast, "shen").cookie)
    other = new_account(cast, "lu").account
    with freeze(NOW):
        ask = browser.post if page in {"reopen", "computer-code"} else browser.get
        answer = ask(reverse(f"accounts:{page}", args=[other.pk]))

    assert answer.status_code == 403
    assert "lu" not in answer.content.decode().split("<main")[1].split("account/")[0]


def test_a_form_edited_by_hand_gives_no_more(cast: Cast) -> None:
    """Extra fields, and somebody who already has an account."""
    browser = with_cookie(ready_account(cast, "xu").cookie)
    ready_account(cast, "shen")
    with freeze(NOW):
        twice = browser.post(
            reverse("accounts:make"),
            {"staff": cast.staff["shen"].pk, "sign_in": "second", "closed_at": "", "password": "x"},
        )

    assert twice.status_code == 422
    assert Account.objects.count() == 2


def test_as_long_as_nobody_has_come_in_the_program_gives_new_start_codes(cast: Cast) -> None:
    first = {name: new_account(cast, name) for name in ("xu", "he")}

    made = services.renew_first_codes(actor=PROGRAM, at=NOW)

    assert {one.account.pk for one in made} == {one.account.pk for one in first.values()}
    assert {one.start_code for one in made}.isdisjoint(one.start_code for one in first.values())
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("xu", first["xu"].start_code)
    assert all(proof_of(one.account.sign_in, one.start_code) for one in made)
    with pytest.raises(Denied):
        services.renew_first_codes(actor=cast.actor("xu"), at=NOW)


def test_once_somebody_has_come_in_the_program_gives_no_codes_any_more_even_after_a_reset(cast: Cast) -> None:
    other, ready = new_account(cast, "he"), ready_account(cast)
    services.reset_account(actor=PROGRAM, account=ready.account.pk, clear_factors=True, end_key=True, at=NOW)

    with pytest.raises(Problem, match="已经有人登录过"):
        services.renew_first_codes(actor=PROGRAM, at=NOW)
    assert proof_of("he", other.start_code)
