"""The table of the own door's rules."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_account, own_actor
from xinqiao.core.access import ANYONE, Actor
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import policy
from xinqiao.register.personal.models import HandCode, PersonalSession
from xinqiao.register.personal.policy import Served

OWN = ("lin", "mother")


def somebody(cast: Cast, who: str | None) -> Actor:
    """By whichever door this person comes."""
    return own_actor(cast, who) if who in OWN else cast.actor(who) if who else ANYONE


@pytest.mark.parametrize(("who", "yes"), [("lin", True), ("mother", True), ("shen", False), (None, False)])
def test_may_leave(cast: Cast, who: str | None, yes: bool) -> None:
    assert policy.may_leave(somebody(cast, who)) is yes


@pytest.mark.parametrize(
    ("who", "half", "yes"), [("lin", False, True), ("shen", False, False), (None, False, False), (None, True, True)]
)
def test_may_end(cast: Cast, who: str | None, half: bool, yes: bool) -> None:
    session = PersonalSession(who={"slip": "a"} if half else {"start": str(uuid4())})

    assert policy.may_end(somebody(cast, who), session) is yes


@pytest.mark.parametrize(
    ("who", "slips", "rules", "codes"),
    [
        ("shen", True, False, True),
        ("xu", True, True, False),
        ("he", False, False, False),
        ("bai", False, False, False),
        ("ma", False, False, False),
        ("qin", False, False, False),
        ("tang", False, False, False),
        ("lin", False, False, False),
        ("mother", False, False, False),
        (None, False, False, False),
    ],
)
def test_who_hands_out_and_who_decides(cast: Cast, who: str | None, slips: bool, rules: bool, codes: bool) -> None:
    actor = somebody(cast, who)

    assert policy.may_hand_out_slips(actor) is slips
    assert policy.may_set_door_rules(actor) is rules
    assert policy.may_give_codes(actor) is codes


@pytest.mark.parametrize("kind", ClientKind)
@pytest.mark.parametrize(
    ("who", "serves", "yes"), [("shen", True, True), ("shen", False, False), ("xu", True, False), ("lin", True, False)]
)
def test_a_code_is_given_by_whom_the_client_knows(
    cast: Cast, kind: ClientKind, who: str, serves: bool, yes: bool
) -> None:
    actor = somebody(cast, who)
    assert actor.pk is not None
    served = Served(kind, frozenset({actor.pk}) if serves else frozenset({uuid4()}))

    assert policy.may_give_code(actor, served) is (yes and kind in (ClientKind.STUDENT, ClientKind.GUARDIAN))


@pytest.mark.parametrize(
    ("who", "whose", "used", "yes"),
    [
        ("lin", "lin", False, True),
        ("lin", "lin", True, False),
        ("lin", "ayi", False, False),
        ("shen", "lin", False, False),
    ],
)
def test_a_code_is_used_by_its_client_once(cast: Cast, who: str, whose: str, used: bool, yes: bool) -> None:
    code = HandCode(client_id=cast.number(whose), until=NOW, start=uuid4() if used else None)

    assert policy.may_use_code(somebody(cast, who), code) is yes


@pytest.mark.parametrize(
    ("seen", "closed", "yes"),
    [
        ("words", False, True),
        ("slip", False, True),
        ("other", False, False),
        ("", False, False),
        ("words", True, False),
    ],
)
def test_whoever_showed_what_is_in_force_comes_in(cast: Cast, seen: str, closed: bool, yes: bool) -> None:
    account = own_account(cast, "lin")
    account.lay(verifier="words", slip={"digest": "slip", "until": NOW.isoformat()})
    account.closed = closed

    assert policy.may_come_in(ANYONE, account, seen) is yes


def test_an_account_that_nobody_has_started_is_entered_by_no_empty_words(cast: Cast) -> None:
    account = own_account(cast, "lin")

    assert policy.may_come_in(ANYONE, account, account.state["verifier"]) is False


@pytest.mark.parametrize(
    ("slip", "shown", "closed", "yes"),
    [("a", "a", False, True), ("a", "b", False, False), ("", "", False, False), ("a", "a", True, False)],
)
def test_half_a_session_is_good_for_its_slip_alone(cast: Cast, slip: str, shown: str, closed: bool, yes: bool) -> None:
    account = own_account(cast, "lin")
    account.lay(slip={"digest": slip, "until": NOW.isoformat()} if slip else None)
    account.closed = closed

    assert policy.may_begin(ANYONE, account, PersonalSession(who={"slip": shown} if shown else {})) is yes


@pytest.mark.parametrize(
    ("who", "in_", "yes"),
    [("lin", "own", True), ("lin", "older", False), ("shen", "own", False), ("mother", "own", False)],
)
def test_the_owner_keeps_the_own_account(cast: Cast, who: str, in_: str, yes: bool) -> None:
    account = own_account(cast, "lin")
    start = account.state["start"] if in_ == "own" else str(uuid4())

    assert policy.may_keep_own(somebody(cast, who), account, PersonalSession(who={"start": start})) is yes


def test_half_a_session_keeps_nothing_even_of_an_account_that_nobody_has_started(cast: Cast) -> None:
    account = own_account(cast, "lin")
    actor = replace(own_actor(cast, "lin"), start=UUID(int=0))
    account.lay(start=None)

    assert policy.may_keep_own(actor, account, PersonalSession(who={})) is False
