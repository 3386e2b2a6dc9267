"""Who enters and sees consents, and who sets the rules."""

from collections.abc import Iterator

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Denied
from xinqiao.core.clock import freeze
from xinqiao.register.consents import policy, selectors, services

from .builders import signed


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


# of lin: keeps · sees, enters, takes back, strikes, knows whom · of a colleague whom Shen serves: the same · sets rules
TABLE = {
    "shen": "yes yes yes no",
    "lu": "yes yes no no",
    "xu": "no no no yes",
    "he": "no no no no",
    "bai": "no no no no",
    "ma": "no no no no",
    "qin": "no no no no",
    "tang": "no no no no",
    "anyone": "no no no no",
    "program": "no no no yes",
}


def who(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


def answers(actor: Actor, cast: Cast, name: str) -> bool:
    loaded = selectors.load(cast.number(name))
    said = {
        rule(actor, loaded.client, loaded.whose)
        for rule in (policy.may_see_of, policy.may_know_whom, policy.may_enter_for, policy.may_take_back)
    } | {rule(actor, loaded.rows[0], loaded.whose) for rule in (policy.may_strike, policy.may_handle_scan)}
    assert len(said) == 1
    return said.pop()


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(cast: Cast, name: str) -> None:
    actor = who(cast, name)
    signed(cast, "lin")
    signed(cast, "tang")

    found = (
        policy.may_keep_consents(actor),
        answers(actor, cast, "lin"),
        answers(actor, cast, "tang"),
        policy.may_set_rules(actor),
    )
    assert " ".join("yes" if one else "no" for one in found) == TABLE[name]


def test_a_colleague_whom_nobody_serves_can_be_begun_with_and_is_not_named(cast: Cast) -> None:
    loaded = selectors.load(cast.number("tang"))

    assert policy.may_enter_for(cast.actor("lu"), loaded.client, loaded.whose)
    assert not policy.may_know_whom(cast.actor("lu"), loaded.client, loaded.whose)
    assert services.open_consents(actor=cast.actor("lu"), client=cast.number("tang"), at=NOW).name == "一位教职工"


def test_who_serves_a_colleague_is_asked_of_the_areas_above(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "xinqiao.register.consents.selectors.stands.on_who_serves.hung", [lambda _c: [cast.staff["shen"].pk]]
    )

    with pytest.raises(Denied):
        signed(cast, "tang", actor=cast.actor("lu"))
    assert services.open_consents(actor=cast.actor("shen"), client=cast.number("tang"), at=NOW).name == "唐主任"


def test_a_counsellor_neither_reads_nor_receives_the_own_consent(cast: Cast) -> None:
    signed(cast, "lu")

    with pytest.raises(Denied):
        services.open_consents(actor=cast.actor("lu"), client=cast.number("lu"), at=NOW)
    with pytest.raises(Denied):
        signed(cast, "shen")
