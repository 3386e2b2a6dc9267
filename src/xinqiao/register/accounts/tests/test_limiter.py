"""Guessing stops after ten; a crowd of honest people behind one address walks through."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client as Browser

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import limiter, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.limiter import TooManyTries, Visitor
from xinqiao.register.accounts.models import Try
from xinqiao.register.accounts.services import WrongNameOrPassphrase
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    answer,
    code,
    knock,
    opened,
    proof_of,
    ready_account,
)

STRANGER = Visitor(None, "198.51.100.4")
SECOND = timedelta(seconds=1)


def guess(name: str, visitor: Visitor, at: datetime) -> bool:
    """One wrong guess: whether the passphrase was looked at."""
    try:
        limiter.note_failure(limiter.admit(name, visitor, at))
    except TooManyTries:
        return False
    return True


def come(name: str, visitor: Visitor, at: datetime) -> bool:
    """One right answer: whether it was let through."""
    try:
        limiter.note_success(limiter.admit(name, visitor, at))
    except TooManyTries:
        return False
    return True


@pytest.mark.django_db
def test_of_ten_thousand_guesses_at_one_account_ten_are_looked_at_in_ten_minutes() -> None:
    looked_at = [
        guess("shen", Visitor(None, f"198.51.{n % 250}.{n % 199}"), NOW + n * SECOND * 0.05) for n in range(10_000)
    ]

    assert sum(looked_at) == 10


@pytest.mark.django_db
def test_a_patient_guesser_gets_fifty_a_day_and_never_more_than_ten_in_ten_minutes() -> None:
    times = [NOW + n * timedelta(minutes=1) for n in range(1440)]
    passed = [at for at in times if guess("shen", STRANGER, at)]

    assert len(passed) == 50
    assert max(sum(at <= other < at + timedelta(minutes=10) for other in passed) for at in passed) <= 10


@pytest.mark.django_db
def test_ten_thousand_accounts_cannot_be_tried_with_one_passphrase_from_one_address() -> None:
    looked_at = [guess(f"name{n}", STRANGER, NOW + n * SECOND * 0.05) for n in range(2_000)]

    assert sum(looked_at) == limiter.NAMES_FREE


@pytest.mark.django_db
def test_two_thousand_honest_people_behind_one_address_come_in() -> None:
    """Every fifth mistypes twice before coming in; all of them within ten minutes, from one address."""
    chance, turned_away = Random(7), 0
    for n in range(2_000):
        at = NOW + n * SECOND * 0.3
        for _ in range(2 * (chance.random() < 0.2)):
            turned_away += not guess(f"person{n}", STRANGER, at)
        turned_away += not come(f"person{n}", STRANGER, at)

    assert turned_away == 0


@pytest.mark.django_db
def test_the_owners_own_computer_is_not_locked_out_by_strangers() -> None:
    while guess("shen", STRANGER, NOW):
        pass
    for n in range(200):
        guess(f"name{n}", STRANGER, NOW)

    assert not come("shen", STRANGER, NOW)
    assert come("shen", Visitor(uuid4(), STRANGER.address), NOW)


@pytest.mark.django_db
def test_a_known_computer_is_limited_like_any_other() -> None:
    known = Visitor(UUID(int=7), STRANGER.address)

    assert sum(guess("shen", known, NOW) for _ in range(50)) == 10


@pytest.mark.django_db
def test_names_that_do_not_exist_are_counted_the_same(cast: Cast) -> None:
    ready_account(cast)
    sentences = []
    for name in ("shen", "nobody at all"):
        for _ in range(10):
            with pytest.raises(WrongNameOrPassphrase):
                proof_of(name, "不是这一句话呀", NOW + timedelta(minutes=1))
        with pytest.raises(TooManyTries) as refused:
            proof_of(name, "不是这一句话呀", NOW + timedelta(minutes=1))
        sentences.append(str(refused.value))

    assert sentences[0] == sentences[1]
    assert "10 分钟" in sentences[0]


def test_the_right_passphrase_does_not_open_a_door_that_is_closed(cast: Cast) -> None:
    ready_account(cast)
    with freeze(NOW + timedelta(minutes=1)):
        for _ in range(10):
            knock(Browser(), "sign-in", sign_in="shen", passphrase="不是这一句话呀")
        page = knock(Browser(), "sign-in", sign_in="shen", passphrase=WORDS)

    assert page.status_code == 429
    assert "平常用的那台电脑" in page.content.decode()


def test_the_owner_comes_in_on_a_known_computer_while_strangers_guess(cast: Cast) -> None:
    ready, at = ready_account(cast), NOW + timedelta(minutes=1)
    while guess("shen", STRANGER, at):
        pass

    assert proof_of("shen", WORDS, at, (ready.computer,)).computer is not None


def test_somebody_with_the_passphrase_alone_is_limited_at_the_second_step(cast: Cast) -> None:
    """The try at the door counts as failed until the second step is done."""
    ready_account(cast)
    at = NOW + timedelta(minutes=1)
    for _ in range(10):
        begun = opened("shen", WORDS, at)
        for _ in range(5):
            services.take_second_step(
                actor=cast.actor("shen"),
                session=begun.session.pk,
                answer=answer(Way.TOTP, "000000"),
                computers=(),
                at=at,
            )

    with pytest.raises(TooManyTries):
        proof_of("shen", WORDS, at)


def test_signing_in_well_counts_against_nobody(cast: Cast) -> None:
    ready = ready_account(cast)
    for n in range(1, 15):
        at = NOW + n * timedelta(seconds=35)
        begun = opened("shen", WORDS, at)
        right = services.take_second_step(
            actor=cast.actor("shen"),
            session=begun.session.pk,
            answer=answer(Way.TOTP, code(ready.secret, at)),
            computers=(),
            at=at,
        )
        assert right.is_right


def test_forty_guesses_at_one_moment_count_as_forty(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    looked_at = at_once(*[partial(guess, "shen", Visitor(None, f"198.51.100.{n}"), NOW) for n in range(40)])

    assert looked_at.count(True) == 10
    assert looked_at.count(False) == 30


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_kept_and_a_day_later_nothing_is() -> None:
    guess("shenzhiwei", STRANGER, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_try::text FROM accounts_try")
        kept = cursor.fetchone()[0]
    assert b"shenzhiwei".hex() not in kept
    assert "198.51" not in kept

    guess("somebody else", STRANGER, NOW + timedelta(days=1, minutes=1))

    assert Try.objects.count() == 1


@pytest.mark.django_db
def test_without_the_limit_the_guesser_would_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the tests above can fail."""
    monkeypatch.setattr(limiter, "TIERS", ((10_000, timedelta(minutes=10)),))

    assert sum(guess("shen", STRANGER, NOW) for _ in range(50)) == 50
