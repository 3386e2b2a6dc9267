"""Who enters and sees consents, and who sets the rules."""

from collections.abc import Iterator

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Denied
from xinqiao.core.clock import freeze
from xinqiao.register.consents import policy, selectors, services
from xinqiao.register.consents.models import Consent, ConsentRequest
from xinqiao.register.consents.rules import Giver, Purpose

from .builders import asked, signed


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


# Of what Xiaohe was asked, and her mother for her: who sees it · and of what each of them agreed to: who sees it.
OWN = {
    "xiaohe": "hers hers",
    "he_mother": "mothers mothers",
    "he_father": "none none",
    "qi_mother": "none none",
    "siqi": "none none",
    "slip": "none none",
    "mothers slip": "none none",
    "shen": "none none",
    "anyone": "none none",
    "program": "none none",
}


@pytest.mark.parametrize("name", OWN)
def test_who_sees_and_decides_by_the_own_door(cast: Cast, name: str) -> None:
    families = make_families(cast)
    number, mother = families.numbers["xiaohe"], families.adults["he_mother"].pk
    detail = {"guardian": str(mother), "name": "周岚", "relation": "母亲"}
    requests = {"hers": asked(cast, number), "mothers": asked(cast, number, guardian=mother)}
    consents = {
        "hers": signed(cast, "", client=number),
        "mothers": signed(cast, "", Giver.GUARDIAN, client=number, detail=detail),
    }
    asked(cast, families.numbers["siqi"], Purpose.TESTS, guardian=families.adults["qi_mother"].pk)
    match name:
        case "slip":
            actor = own_actor(families, "xiaohe", known=False)
        case "mothers slip":
            actor = own_actor(families, "he_mother", known=False)
        case "shen" | "anyone" | "program":
            actor = who(cast, name)
        case _:
            actor = own_actor(families, name)
    signer = actor.pk == families.numbers["he_mother"]

    sees = [key for key, row in requests.items() if policy.may_see_request(actor, row)]
    owns = [key for key, row in consents.items() if policy.may_see_own(actor, row, signer)]

    assert f"{''.join(sees) or 'none'} {''.join(owns) or 'none'}" == OWN[name]
    assert [key for key, row in requests.items() if policy.may_decide(actor, row, True)] == sees
    assert not any(policy.may_decide(actor, row, False) for row in requests.values())
    assert [key for key, row in consents.items() if policy.may_take_back_own(actor, row, signer)] == owns
    listed = ConsentRequest.objects.filter(policy.requests_to(actor), client=number)
    assert {row.pk for row in listed} == {requests[key].pk for key in sees}
    found = Consent.objects.filter(policy.own_consents(actor))
    assert {row.pk for row in found if policy.may_see_own(actor, row, signer)} == {consents[key].pk for key in owns}
    assert policy.may_read_told(actor) is (name not in {"shen", "anyone", "program"})


@pytest.mark.parametrize(("name", "may"), [("shen", True), ("lu", True), ("xu", False), ("bai", False)])
def test_who_calls_off_and_writes_down_whom_to_ask(cast: Cast, name: str, may: bool) -> None:
    request, loaded = asked(cast, cast.number("lin")), selectors.load(cast.number("lin"))
    colleague = selectors.load(cast.number("tang"))

    assert policy.may_call_off(cast.actor(name), request, loaded.whose) is may
    assert policy.may_write_situation(cast.actor(name), loaded.client, loaded.whose) is may
    assert not policy.may_write_situation(cast.actor(name), colleague.client, colleague.whose)
