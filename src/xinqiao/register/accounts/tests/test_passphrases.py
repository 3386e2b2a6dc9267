"""Setting a passphrase: one place, which whatever is sealed under the passphrase can follow or refuse."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.vault.passphrase import Cost
from xinqiao.register.accounts import services
from xinqiao.register.accounts.hashing import PepperedArgon2
from xinqiao.register.accounts.limiter import TooManyTries
from xinqiao.register.accounts.services import WrongNameOrPassphrase, WrongPassphrase, passphrases
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


@pytest.fixture
def followers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[UUID, bytes | None, bytes | None]]:
    """What is told to whatever lies sealed under a passphrase."""
    told: list[tuple[UUID, bytes | None, bytes | None]] = []
    monkeypatch.setattr(passphrases, "_resealers", [])
    services.on_passphrase_change(lambda account, old, new: told.append((account, old, new)))
    return told


def change(cast: Cast, ready_session: UUID, old: str = WORDS, new: str = OTHER_WORDS) -> None:
    proof = services.prove_for_change(session=ready_session, words=old, moment=LATER)
    services.change_passphrase(actor=cast.actor("shen"), session=ready_session, proof=proof, words=new, at=LATER)


def test_the_new_one_is_in_force_and_the_old_one_is_not(cast: Cast) -> None:
    ready = ready_account(cast)
    change(cast, ready.session.pk)

    assert proof_of("shen", OTHER_WORDS, LATER)
    with pytest.raises(WrongNameOrPassphrase):
        proof_of("shen", WORDS, LATER)


def test_what_is_sealed_follows_with_the_old_key_and_the_new(
    cast: Cast, followers: list[tuple[UUID, bytes | None, bytes | None]]
) -> None:
    ready = ready_account(cast)
    change(cast, ready.session.pk)
    services.reset_account(actor=cast.actor("xu"), account=ready.account.pk, clear_factors=False, at=LATER)

    (_, none, first), (_, old, second), (account, *last) = followers
    assert (none, last) == (None, [None, None])
    assert first == old != second
    assert account == ready.account.pk


@pytest.mark.parametrize("act", ["change", "reset"])
def test_whoever_cannot_follow_keeps_the_passphrase_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ready = ready_account(cast)

    def cannot(account: UUID, old: bytes | None, new: bytes | None) -> None:
        raise Problem("先把钥匙交给另一个人。")

    monkeypatch.setattr(passphrases, "_resealers", [cannot])
    acts = {
        "change": partial(change, cast, ready.session.pk),
        "reset": partial(
            services.reset_account, actor=cast.actor("xu"), account=ready.account.pk, clear_factors=True, at=LATER
        ),
    }
    with pytest.raises(Problem, match="钥匙"):
        acts[act]()

    assert proof_of("shen", WORDS, LATER)


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
