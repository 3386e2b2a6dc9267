"""Setting a passphrase: one place, in which the owner's key follows, or the passphrase stays as it was."""

import ast
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

import xinqiao
from tests.cast import NOW, Cast, key_grant
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.vault.passphrase import Cost
from xinqiao.core.vault.person_keys import (
    NoPersonKey,
    OldPassphraseNeeded,
    WrongPassphraseKey,
    open_person_key,
    person_key_of,
    reseal_person_key,
)
from xinqiao.register.accounts import hashing, services
from xinqiao.register.accounts.hashing import PepperedArgon2
from xinqiao.register.accounts.limiter import TooManyTries
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.services import WrongNameOrPassphrase, WrongPassphrase
from xinqiao.register.accounts.tests.builders import (
    OTHER_WORDS,
    WORDS,
    knock,
    new_account,
    opened,
    proof_of,
    ready_account,
    with_cookie,
)

LATER = NOW + timedelta(minutes=1)


def change(cast: Cast, ready_session: UUID, old: str = WORDS, new: str = OTHER_WORDS) -> None:
    proof = services.prove_for_change(session=ready_session, words=old, moment=LATER)
    services.change_passphrase(actor=cast.actor("shen"), session=ready_session, proof=proof, words=new, at=LATER)


def test_the_new_one_is_in_force_and_the_old_one_is_not(cast: Cast) -> None:
    ready = ready_account(cast)
    change(cast, ready.session.pk)

    assert proof_of("shen", OTHER_WORDS, LATER)
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", WORDS, LATER)


def sealing_key_of(words: str) -> bytes:
    made = hashing.passphrases.opened(words, Account.objects.get(sign_in="shen").password)
    assert made is not None
    return made.sealing_key


def key_opens(words: str) -> bool:
    account = Account.objects.get(sign_in="shen")
    made = hashing.passphrases.opened(words, account.password)
    try:
        return made is not None and bool(open_person_key(person_key_of(account.staff_id), made.sealing_key))
    except WrongPassphraseKey:
        return False


def test_the_owner_s_key_follows(cast: Cast) -> None:
    ready = ready_account(cast)
    before = person_key_of(ready.account.staff_id).pk
    assert key_opens(WORDS)

    change(cast, ready.session.pk)

    assert key_opens(OTHER_WORDS)
    assert not key_opens(WORDS)
    assert person_key_of(ready.account.staff_id).pk == before


def test_where_the_key_cannot_follow_the_passphrase_stays_as_it_was(cast: Cast) -> None:
    ready = ready_account(cast)
    key = person_key_of(ready.account.staff_id)
    reseal_person_key(
        grant=key_grant(cast.actor("shen")), owner=key.owner, old=sealing_key_of(WORDS), new=bytes(32), at=NOW
    )

    with pytest.raises(WrongPassphraseKey):
        change(cast, ready.session.pk)

    assert proof_of("shen", WORDS, LATER)


@pytest.mark.parametrize("act", ["reset", "reopen"])
def test_a_passphrase_under_which_a_key_lies_is_taken_away_only_knowingly(cast: Cast, act: str) -> None:
    ready, xu = ready_account(cast), cast.actor("xu")
    acts = {"reset": partial(services.reset_account, clear_factors=True), "reopen": services.reopen_account}
    if act == "reopen":
        services.close_account(actor=xu, account=ready.account.pk, at=LATER)

    with pytest.raises(services.KeyWouldBeLost, match="信封"):
        acts[act](actor=xu, account=ready.account.pk, at=LATER)
    assert person_key_of(ready.account.staff_id).ended_at is None

    acts[act](actor=xu, account=ready.account.pk, end_key=True, at=LATER)
    with pytest.raises(NoPersonKey):
        person_key_of(ready.account.staff_id)


def test_a_first_passphrase_leaves_no_older_key_behind(cast: Cast) -> None:
    begun = opened("shen", new_account(cast).start_code)
    cast.person_key("shen")

    with pytest.raises(OldPassphraseNeeded):
        services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=WORDS, at=NOW)
    assert not Account.objects.get(sign_in="shen").password


def test_verifiers_are_written_and_removed_in_two_places_which_see_to_the_key() -> None:
    """Over the whole program: whatever assigns a password, or writes one by the side."""
    writing = {}
    for file in Path(xinqiao.__file__).parent.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef) and any(map(_writes, ast.walk(one))):
                writing[one.name] = {ast.unparse(call.func) for call in ast.walk(one) if isinstance(call, ast.Call)}

    assert set(writing) == {"lay_passphrase", "take_passphrase_away"}
    assert "reseal_person_key" in writing["lay_passphrase"]
    assert {"end_person_key", "has_person_key"} <= writing["take_passphrase_away"]


def _writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        each = [part for target in node.targets for part in ast.walk(target)]
        return any(isinstance(part, ast.Attribute) and part.attr == "password" for part in each)
    called = isinstance(node, ast.Call) and ast.unparse(node.func)
    return bool(called) and any(
        word.arg == "password" and str(called).startswith("Account.")
        for word in node.keywords  # type: ignore[attr-defined]
    )


def test_without_the_old_one_nothing_changes_and_ten_guesses_are_enough(cast: Cast) -> None:
    ready = ready_account(cast)
    for _ in range(10):
        with pytest.raises(WrongPassphrase):
            change(cast, ready.session.pk, old="不是这一句话呀")

    with pytest.raises(TooManyTries):
        change(cast, ready.session.pk)


def test_a_proof_of_somebody_else_is_no_proof(cast: Cast) -> None:
    shen, lu = ready_account(cast), ready_account(cast, "lu")
    proof = services.prove_for_change(session=lu.session.pk, words=WORDS, moment=LATER)

    with pytest.raises(Denied):
        services.change_passphrase(
            actor=cast.actor("lu"), session=shen.session.pk, proof=proof, words=OTHER_WORDS, at=LATER
        )
    with pytest.raises(Denied):
        services.change_passphrase(
            actor=cast.actor("shen"), session=shen.session.pk, proof=proof, words=OTHER_WORDS, at=LATER
        )


def test_a_session_that_is_half_done_changes_nothing(cast: Cast) -> None:
    ready_account(cast)
    half = opened("shen", WORDS, LATER)

    with pytest.raises(Denied):
        change(cast, half.session.pk)


def test_the_page_keeps_nothing_typed_and_says_what_is_wrong(cast: Cast) -> None:
    ready = ready_account(cast)
    browser = with_cookie(ready.cookie)
    with freeze(LATER):
        wrong = knock(browser, "passphrase", old="不是这一句话呀", new=OTHER_WORDS, again=OTHER_WORDS)
        weak = knock(browser, "passphrase", old=WORDS, new="心桥实验学校1234", again="心桥实验学校1234")
        unequal = knock(browser, "passphrase", old=WORDS, new=OTHER_WORDS, again=WORDS)

    for page, sentence in ((wrong, "现在的口令不对"), (weak, "别人也知道"), (unequal, "两遍写得不一样")):
        text = page.content.decode()
        assert page.status_code == 422
        assert sentence in text
        assert OTHER_WORDS not in text


@pytest.mark.parametrize("words", ["shenzhiwei2026", "沈知微沈知微沈知微123", "shen-shen-shen-1", "xinqiao2026!!"])
def test_what_others_know_of_the_owner_is_no_passphrase(cast: Cast, words: str) -> None:
    begun = opened("shen", new_account(cast).start_code)

    with pytest.raises(Problem):
        services.set_first_passphrase(actor=cast.actor("shen"), session=begun.session.pk, words=words, at=NOW)


def test_a_verifier_of_another_cost_still_opens(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ready_account(cast)
    monkeypatch.setattr(PepperedArgon2, "cost", Cost(memory_kib=128, passes=2))

    assert proof_of("shen", WORDS, LATER)
