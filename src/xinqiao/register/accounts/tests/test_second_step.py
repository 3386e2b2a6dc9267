"""The second step: what is right is right once; five wrong answers end the session."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser

from tests.cast import NOW, Cast
from xinqiao.core.access import PROGRAM, Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import ComputerCode, KnownComputer, OpenSession, RecoveryCode
from xinqiao.register.accounts.services import Outcome
from xinqiao.register.accounts.states import Step, WrongStep
from xinqiao.register.accounts.tests.builders import (
    WORDS,
    Ready,
    answer,
    code,
    is_in,
    knock,
    opened,
    ready_account,
)

LATER = NOW + timedelta(minutes=1)
DEMO_CODE = "DEMO-DEMO"


def tried(cast: Cast, session: OpenSession, way: Way, words: str, at: datetime = LATER) -> Outcome:
    return services.take_second_step(
        actor=cast.actor("shen"), session=session.pk, answer=answer(way, words), computers=(), at=at
    )


def begun(at: datetime = LATER) -> OpenSession:
    return opened("shen", WORDS, at).session


def recovery_codes(cast: Cast, ready: Ready) -> list[str]:
    return services.make_recovery_codes(actor=cast.actor("shen"), session=ready.session.pk, at=NOW)


def test_the_code_of_the_phone_is_taken_once(cast: Cast) -> None:
    ready = ready_account(cast)
    shown = code(ready.secret, LATER)
    assert tried(cast, begun(), Way.TOTP, shown).is_right

    assert not tried(cast, begun(), Way.TOTP, shown).is_right


def test_the_code_that_proved_the_phone_does_not_sign_in(cast: Cast) -> None:
    ready = ready_account(cast)

    assert not tried(cast, begun(NOW), Way.TOTP, code(ready.secret, NOW), NOW).is_right


@pytest.mark.parametrize(("seconds", "is_right"), [(-90, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(cast: Cast, seconds: int, is_right: bool) -> None:
    ready, at = ready_account(cast), NOW + timedelta(minutes=10)

    shown = code(ready.secret, at + timedelta(seconds=seconds))

    assert tried(cast, begun(at), Way.TOTP, shown, at).is_right is is_right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５", "0" * 500, "\x00" * 6])
def test_odd_codes_are_wrong_codes(cast: Cast, typed: str) -> None:
    ready_account(cast)

    assert not tried(cast, begun(), Way.TOTP, typed).is_right


def test_full_width_digits_with_blanks_are_the_same_code(cast: Cast) -> None:
    ready = ready_account(cast)
    shown = code(ready.secret, LATER)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in shown)

    assert tried(cast, begun(), Way.TOTP, f" {wide[:3]} {wide[3:]} ").is_right


def test_five_wrong_answers_end_the_session(cast: Cast) -> None:
    ready_account(cast)
    session = begun()
    left = [tried(cast, session, Way.TOTP, "000000").tries_left for _ in range(5)]

    assert left == [4, 3, 2, 1, 0]
    assert not OpenSession.objects.filter(pk=session.pk).exists()


def test_a_recovery_code_is_good_once_however_it_is_typed(cast: Cast) -> None:
    ready = ready_account(cast)
    codes = recovery_codes(cast, ready)
    assert tried(cast, begun(), Way.RECOVERY_CODE, codes[3].upper().replace("-", " ")).is_right

    assert not tried(cast, begun(), Way.RECOVERY_CODE, codes[3]).is_right
    assert RecoveryCode.objects.filter(used_at=None).count() == 9


def test_new_recovery_codes_void_the_old_ones(cast: Cast) -> None:
    ready = ready_account(cast)
    old, new = recovery_codes(cast, ready), recovery_codes(cast, ready)

    assert not tried(cast, begun(), Way.RECOVERY_CODE, old[0]).is_right
    assert tried(cast, begun(), Way.RECOVERY_CODE, new[0]).is_right


def test_a_recovery_code_of_somebody_else_is_wrong(cast: Cast) -> None:
    ready_account(cast)
    lu = ready_account(cast, "lu")
    codes = services.make_recovery_codes(actor=cast.actor("lu"), session=lu.session.pk, at=NOW)

    assert not tried(cast, begun(), Way.RECOVERY_CODE, codes[0]).is_right


def test_the_directors_code_registers_this_computer_and_no_other(cast: Cast) -> None:
    ready = ready_account(cast)
    new = services.issue_computer_code(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)
    came = tried(cast, begun(), Way.COMPUTER_CODE, new.code)
    assert came.is_right
    assert came.cookies is not None

    at = LATER + timedelta(hours=1)
    assert opened("shen", WORDS, at, (came.cookies.computer,)).session.step == Step.IN
    assert opened("shen", WORDS, at).session.step == Step.SECOND


def test_the_computers_cookie_changes_with_each_sign_in(cast: Cast) -> None:
    ready = ready_account(cast)
    new = services.issue_computer_code(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)
    came = tried(cast, begun(), Way.COMPUTER_CODE, new.code)
    assert came.cookies is not None
    first = came.cookies.computer
    second = opened("shen", WORDS, LATER, (first,)).computer
    assert second not in {None, first}

    assert opened("shen", WORDS, LATER, (first,)).session.step == Step.SECOND


@pytest.mark.parametrize("minutes", [15, 16])
def test_the_directors_code_lasts_a_quarter_of_an_hour(cast: Cast, minutes: int) -> None:
    ready = ready_account(cast)
    new = services.issue_computer_code(actor=cast.actor("xu"), account=ready.account.pk, at=NOW)
    at = NOW + timedelta(minutes=minutes)

    assert not tried(cast, begun(at), Way.COMPUTER_CODE, new.code, at).is_right


def test_the_directors_code_is_good_once_and_for_one_account(cast: Cast) -> None:
    ready, lu = ready_account(cast), ready_account(cast, "lu")
    of_lu = services.issue_computer_code(actor=cast.actor("xu"), account=lu.account.pk, at=LATER)
    of_shen = services.issue_computer_code(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)

    assert not tried(cast, begun(), Way.COMPUTER_CODE, of_lu.code).is_right
    assert tried(cast, begun(), Way.COMPUTER_CODE, of_shen.code).is_right
    assert not tried(cast, begun(), Way.COMPUTER_CODE, of_shen.code).is_right


def test_only_the_director_gives_codes_for_computers(cast: Cast) -> None:
    ready = ready_account(cast)

    with pytest.raises(Denied):
        services.issue_computer_code(actor=cast.actor("shen"), account=ready.account.pk, at=NOW)


def seeded(cast: Cast) -> None:
    services.seed_account(
        actor=PROGRAM,
        staff=cast.staff["shen"].pk,
        sign_in="shen",
        passphrase=WORDS,
        computer_code=DEMO_CODE,
        at=NOW,
    )


def test_in_a_demonstration_the_printed_code_is_good_again_and_again(cast: Cast) -> None:
    seeded(cast)

    assert tried(cast, begun(), Way.COMPUTER_CODE, DEMO_CODE.lower()).is_right
    assert tried(cast, begun(), Way.COMPUTER_CODE, DEMO_CODE).is_right


def test_in_a_real_school_no_such_account_is_made(cast: Cast, settings: pytest.FixtureRequest) -> None:
    settings.XINQIAO_KIND = "school"  # type: ignore[attr-defined]

    with pytest.raises(Problem, match="演示"):
        seeded(cast)


def test_in_a_real_school_such_a_code_opens_nothing_even_if_it_lies_in_the_database(
    cast: Cast, settings: pytest.FixtureRequest
) -> None:
    seeded(cast)
    assert ComputerCode.objects.filter(stays=True).exists()
    settings.XINQIAO_KIND = "school"  # type: ignore[attr-defined]
    session = begun()
    assert session.step == Step.ENROL

    assert not tried(cast, session, Way.COMPUTER_CODE, DEMO_CODE).is_right


def test_a_forgotten_computer_counts_no_longer(cast: Cast) -> None:
    ready = ready_account(cast)
    new = services.issue_computer_code(actor=cast.actor("xu"), account=ready.account.pk, at=LATER)
    came = tried(cast, begun(), Way.COMPUTER_CODE, new.code)
    assert came.cookies is not None
    registered = KnownComputer.objects.get(registered_until__isnull=False)
    services.forget_computer(actor=cast.actor("shen"), computer=registered.pk, at=LATER)

    assert opened("shen", WORDS, LATER, (came.cookies.computer,)).session.step == Step.SECOND


def test_somebody_else_cannot_take_the_second_step(cast: Cast) -> None:
    ready = ready_account(cast)
    session = begun()

    with pytest.raises(Denied):
        services.take_second_step(
            actor=cast.actor("lu"),
            session=session.pk,
            answer=answer(Way.TOTP, code(ready.secret, LATER)),
            computers=(),
            at=LATER,
        )


def test_whoever_is_in_takes_no_second_step(cast: Cast) -> None:
    ready = ready_account(cast)

    with pytest.raises(WrongStep):
        tried(cast, ready.session, Way.TOTP, code(ready.secret, LATER))


def test_one_code_sent_twice_at_one_moment_comes_in_once(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    ready = ready_account(fresh_cast)
    shown, sessions, actor = code(ready.secret, LATER), [begun(), begun()], fresh_cast.actor("shen")

    outcomes = at_once(
        *[
            lambda session=session: services.take_second_step(
                actor=actor, session=session.pk, answer=answer(Way.TOTP, shown), computers=(), at=LATER
            )
            for session in sessions
        ]
    )

    assert sorted(outcome.is_right for outcome in outcomes) == [False, True]  # type: ignore[attr-defined]


def test_one_recovery_code_used_twice_at_one_moment_comes_in_once(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    ready = ready_account(fresh_cast)
    written, sessions = recovery_codes(fresh_cast, ready)[0], [begun(), begun()]
    actor = fresh_cast.actor("shen")

    outcomes = at_once(
        *[
            lambda session=session: services.take_second_step(
                actor=actor, session=session.pk, answer=answer(Way.RECOVERY_CODE, written), computers=(), at=LATER
            )
            for session in sessions
        ]
    )

    assert sorted(outcome.is_right for outcome in outcomes) == [False, True]  # type: ignore[attr-defined]


def test_the_page_says_how_many_tries_are_left_and_then_that_it_is_over(cast: Cast) -> None:
    ready_account(cast)
    browser = Browser()
    with freeze(LATER):
        knock(browser, "sign-in", sign_in="shen", passphrase=WORDS)
        pages = [knock(browser, "second-step", way="totp", phone_code="000000").content.decode() for _ in range(5)]

        assert "还可以再试 4 次" in pages[0]
        assert "重新登录" in pages[4]
        assert not is_in(browser)
