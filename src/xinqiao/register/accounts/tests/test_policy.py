"""Who may do what with accounts: a table of rules, and the filters held to them."""

from collections.abc import Callable

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.register.accounts import policy, proving, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import Account, KnownComputer, OpenSession, Passkey
from xinqiao.register.accounts.services import Answer
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    Ready,
    code,
    new_account,
    opened,
    proof_of,
    ready_account,
)

EVERYBODY = ("shen", "lu", "xu", "he", "bai", "ma", "qin", "tang")


def somebody(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (policy.may_see_accounts, {"xu", "he"}),
        (policy.may_make_accounts, {"xu", "program"}),
        (policy.may_renew_first_codes, {"program"}),
    ],
)
def test_who_sees_and_makes_accounts(cast: Cast, rule: Callable[[Actor], bool], allowed: set[str]) -> None:
    assert {name for name in (*EVERYBODY, "anyone", "program") if rule(somebody(cast, name))} == allowed


@pytest.mark.parametrize(
    ("rule", "of_shen", "of_the_director"),
    [
        (policy.may_close, {"xu", "program"}, {"program"}),
        (policy.may_reset, {"xu", "he", "program"}, {"he", "program"}),
        (policy.may_issue_computer_code, {"xu", "program"}, {"xu", "program"}),
        (policy.is_own, {"shen"}, {"xu"}),
    ],
)
def test_who_does_what_with_an_account(
    cast: Cast, rule: Callable[[Actor, Account], bool], of_shen: set[str], of_the_director: set[str]
) -> None:
    for owner, allowed in (("shen", of_shen), ("xu", of_the_director)):
        account = new_account(cast, owner).account
        assert {n for n in (*EVERYBODY, "anyone", "program") if rule(somebody(cast, n), account)} == allowed


def test_who_forgets_a_computer(cast: Cast) -> None:
    ready_account(cast)
    computer = KnownComputer.objects.get()

    allowed = {n for n in (*EVERYBODY, "anyone", "program") if policy.may_forget_computer(somebody(cast, n), computer)}

    assert allowed == {"shen", "xu", "program"}


@pytest.mark.parametrize(
    ("step", "is_in", "may_add"),
    [(Step.START, False, False), (Step.SECOND, False, False), (Step.ENROL, False, True), (Step.IN, True, True)],
)
def test_what_each_step_of_a_session_allows(cast: Cast, step: Step, is_in: bool, may_add: bool) -> None:
    ready = ready_account(cast)
    session = OpenSession.objects.get(pk=ready.session.pk)
    session.step = step
    shen, lu, proof = cast.actor("shen"), cast.actor("lu"), proof_of("shen", WORDS)
    passkey = Passkey(account=session.account)
    by_pin, by_code = Answer(Way.PIN, words="402918"), Answer(Way.TOTP, words="123456")

    assert policy.is_in(shen, session) is is_in
    assert policy.may_add_factor(shen, session) is may_add
    assert policy.may_set_passphrase(shen, session.account, session, proof) is is_in
    assert policy.may_remove_passkey(shen, session, passkey) is is_in
    assert policy.may_open_screen(shen, session, by_pin) is is_in
    assert policy.may_open_vault(shen, session.account, session, proof) is is_in
    assert not policy.may_open_vault(lu, session.account, session, proof)
    assert not policy.may_open_screen(shen, session, by_code)
    assert not policy.may_add_factor(lu, session)
    assert not policy.may_set_passphrase(lu, session.account, session, proof)
    assert not policy.may_remove_passkey(lu, session, passkey)
    assert not policy.may_open_screen(lu, session, by_pin)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("shen", True), ("xu", True), ("he", True), ("bai", True), ("ma", False), ("qin", False), ("tang", False)],
)
def test_who_has_keys(cast: Cast, name: str, expected: bool) -> None:
    assert policy.may_have_keys(cast.actor(name)) is expected
    assert not policy.may_have_keys(Actor(pk=None))


def test_who_begins_a_session(cast: Cast) -> None:
    ready = ready_account(cast)
    proof = proof_of("shen", WORDS)

    allowed = {
        n for n in (*EVERYBODY, "anyone", "program") if policy.may_begin(somebody(cast, n), ready.account, proof)
    }

    assert allowed == {"shen"}


def test_a_closed_account_is_nobodys_own(cast: Cast) -> None:
    ready = ready_account(cast)
    services.close_account(actor=cast.actor("xu"), account=ready.account.pk, at=NOW)
    ready.account.refresh_from_db()

    assert not policy.is_own(cast.actor("shen"), ready.account)
    assert not policy.may_begin(cast.actor("shen"), ready.account, proof_before(ready))


def proof_before(ready: Ready) -> services.Proof:
    """A proof from before the closing."""
    proof = proving.prove_again(ready.account, WORDS)
    assert proof is not None
    return proof


def test_the_filters_agree_with_their_rules(cast: Cast) -> None:
    for name in ("shen", "lu", "xu"):
        ready = ready_account(cast, name)
        opened(name, WORDS)
        assert code(ready.secret, NOW)
    services.close_account(actor=cast.actor("xu"), account=Account.objects.get(sign_in="lu").pk, at=NOW)
    accounts, sessions = list(Account.objects.all()), list(OpenSession.objects.select_related("account"))

    for name in (*EVERYBODY, "anyone", "program"):
        actor = somebody(cast, name)
        own = set(Account.objects.filter(policy.own_accounts(actor)))
        assert own == {account for account in accounts if policy.is_own(actor, account)}
        owned = set(OpenSession.objects.filter(policy.owned_by(actor)))
        assert owned == {session for session in sessions if policy.owns(actor, session)}
        seen = set(Account.objects.filter(policy.manageable(actor)))
        assert seen == (set(accounts) if policy.may_see_accounts(actor) else set())
