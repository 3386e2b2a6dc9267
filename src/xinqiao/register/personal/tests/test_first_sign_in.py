"""From the slip to a PIN or passphrase of one's own: a new start, which is shown nothing older."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_browser
from xinqiao.core.access import Problem
from xinqiao.core.clock import freeze
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import services
from xinqiao.register.personal.models import HandCode, PersonalSession
from xinqiao.register.personal.selectors import actor_at
from xinqiao.register.personal.services import NotForYouYet, SlipOver, WrongNameOrWords

from .builders import PIN, WORDS, a_slip, account, cookie_of, half_in, is_in, knock, proof, started

LATER = NOW + timedelta(minutes=5)


def test_slip_then_words_of_ones_own_lead_in(cast: Cast) -> None:
    slip, browser = a_slip(cast), Browser()
    with freeze(LATER):
        there = knock(browser, "enter", sign_in=slip.sign_in, words=slip.code)
        assert there.url == reverse("personal:begin")
        assert not is_in(browser)
        there = knock(browser, "begin", new=WORDS, again=WORDS)

        assert there.url == reverse("pages:me")
        assert is_in(browser)


def test_the_new_start_is_unknown_and_every_session_of_before_ends(cast: Cast) -> None:
    before = own_browser(cast, "lin", known=True)
    first = account(cast).state["start"]
    assert actor_at(account(cast), NOW).is_known  # type: ignore[union-attr]

    services.begin(session=half_in(a_slip(cast)).session.pk, words=WORDS, at=NOW)

    actor = actor_at(account(cast), NOW)
    assert actor is not None
    assert (actor.is_known, str(actor.start) != first) == (False, True)
    assert HandCode.objects.filter(start=first).exists()
    assert not is_in(before)


def test_half_a_session_opens_nothing(cast: Cast) -> None:
    slip, browser = a_slip(cast), Browser()
    started(cast)
    slip = a_slip(cast)
    with freeze(LATER):
        knock(browser, "enter", sign_in=slip.sign_in, words=slip.code)

        for name in ("pages:me", "personal:own", "personal:words", "personal:code"):
            assert browser.get(reverse(name)).headers["Location"] == reverse("personal:enter")


def test_a_slip_is_used_once(cast: Cast) -> None:
    slip = a_slip(cast)
    services.begin(session=half_in(slip).session.pk, words=WORDS, at=NOW)

    with pytest.raises(WrongNameOrWords):
        proof(slip.sign_in, slip.code)


def test_two_at_once_use_one_slip_and_one_of_them_comes_in(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    slip = a_slip(fresh_cast)
    halves = [half_in(slip).session.pk for _ in range(2)]

    done = at_once(*[lambda one=one: services.begin(session=one, words=WORDS, at=NOW) for one in halves])

    assert sorted(type(one).__name__ for one in done) == ["Opened", "SlipOver"]
    assert PersonalSession.objects.count() == 1


def test_a_slip_is_good_for_fourteen_days(cast: Cast) -> None:
    slip = a_slip(cast)
    late = NOW + timedelta(days=14)

    assert proof(slip.sign_in, slip.code, late - timedelta(seconds=1)).by_slip
    with pytest.raises(WrongNameOrWords):
        proof(slip.sign_in, slip.code, late)


def test_half_a_session_does_not_outlast_its_slip(cast: Cast) -> None:
    late = NOW + timedelta(days=14)
    half = half_in(a_slip(cast), late - timedelta(seconds=1)).session.pk

    with pytest.raises(SlipOver):
        services.begin(session=half, words=WORDS, at=late)


def test_a_newer_slip_takes_the_place_of_an_older(cast: Cast) -> None:
    older = a_slip(cast)
    half = half_in(older).session.pk
    a_slip(cast)

    with pytest.raises(WrongNameOrWords):
        proof(older.sign_in, older.code)
    with pytest.raises(SlipOver):
        services.begin(session=half, words=WORDS, at=NOW)


def test_a_slip_of_another_opens_nothing(cast: Cast) -> None:
    mine, yours = a_slip(cast, "lin"), a_slip(cast, "ayi")

    with pytest.raises(WrongNameOrWords):
        proof(mine.sign_in, yours.code)


def test_a_slip_used_expired_or_anothers_is_answered_by_one_sentence(cast: Cast) -> None:
    used, others = a_slip(cast, "lin"), a_slip(cast, "ayi")
    services.begin(session=half_in(used).session.pk, words=WORDS, at=NOW)
    said = set()
    for sign_in, code, at in (
        (used.sign_in, used.code, NOW),
        (others.sign_in, others.code, NOW + timedelta(days=20)),
        (used.sign_in, others.code, NOW),
        ("nobody", others.code, NOW),
    ):
        with pytest.raises(WrongNameOrWords) as wrong:
            proof(sign_in, code, at)
        said.add(str(wrong.value))

    assert len(said) == 1


def test_a_new_slip_leaves_an_account_in_use_as_it_is(cast: Cast) -> None:
    started(cast)
    a_slip(cast)

    assert not proof("20240301", WORDS).by_slip


@pytest.mark.parametrize(
    ("name", "words", "good"),
    [
        ("yuhang", PIN, True),
        ("yuhang", "４０２９１７", True),
        ("yuhang", "123456", False),
        ("yuhang", "130509", False),
        ("yuhang", "20130509", False),
        ("yuhang", "260902", False),
        ("yuhang", WORDS, False),
        ("siqi", PIN, False),
        ("siqi", WORDS, True),
        ("siqi", "欧阳思琪20260903", False),
        ("qi_mother", PIN, False),
        ("qi_mother", WORDS, True),
    ],
)
def test_a_pin_under_fourteen_and_a_passphrase_from_then_on(cast: Cast, name: str, words: str, good: bool) -> None:
    families = make_families(cast)
    kind = ClientKind.STUDENT if name in families.children else ClientKind.GUARDIAN
    person = (families.children | families.adults)[name].pk
    slip = services.make_one_slip(actor=cast.actor("shen"), kind=kind, person=person, at=NOW).slips[0]
    half = half_in(slip).session.pk

    if good:
        assert services.begin(session=half, words=words, at=NOW).cookie
    else:
        with pytest.raises(Problem):
            services.begin(session=half, words=words, at=NOW)


def test_who_is_too_young_by_now_is_told_kindly_whom_to_ask(cast: Cast) -> None:
    families = make_families(cast)
    child = families.children["yuhang"].pk
    slip = services.make_one_slip(actor=cast.actor("shen"), kind=ClientKind.STUDENT, person=child, at=NOW).slips[0]
    set_rules(cast, lowest_age=14)

    with pytest.raises(NotForYouYet, match="直接走过去"):
        proof(slip.sign_in, slip.code)
    with pytest.raises(WrongNameOrWords):
        proof(slip.sign_in, "not the code")


def test_guardians_are_told_when_the_school_takes_theirs_back(cast: Cast) -> None:
    slip = a_slip(cast, "mother")
    set_rules(cast, guardians=False)

    with pytest.raises(NotForYouYet, match="家长"):
        proof(slip.sign_in, slip.code)


def set_rules(cast: Cast, *, lowest_age: int = 12, guardians: bool = True) -> None:
    services.set_door_rules(
        actor=cast.actor("xu"), lowest_age=lowest_age, guardians=guardians, networks="10.0.0.0/8", address="", at=NOW
    )


def test_the_cookie_of_half_a_session_is_not_the_one_of_after(cast: Cast) -> None:
    slip, browser = a_slip(cast), Browser()
    browser.cookies["xq-me"] = "planted" * 6
    with freeze(LATER):
        knock(browser, "enter", sign_in=slip.sign_in, words=slip.code)
        half = cookie_of(browser)
        knock(browser, "begin", new=WORDS, again=WORDS)

        assert len({"planted" * 6, half, cookie_of(browser)}) == 3
        thief = Browser()
        thief.cookies["xq-me"] = half
        assert not is_in(thief)


def test_whoever_knows_no_slip_is_led_away_from_choosing_words(cast: Cast) -> None:
    assert Browser().get(reverse("personal:begin")).headers["Location"] == reverse("personal:enter")
