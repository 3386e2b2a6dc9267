"""Over HTTP: every address, asked once per person as a stranger, once as the right person, once without a token."""

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tests.access.world import OWN_PEOPLE, PEOPLE, World, unknown
from tests.doors import browser_of
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import ANYONE, Actor
from xinqiao.core.access.gate import Gate, gate_of, patterns

ADDRESSES = {name: pattern for _, name, pattern in patterns() if gate_of(pattern)}
SAFE = {"GET", "HEAD"}
ANSWERED = {200, 204, 302, 303, 400, 401, 404, 409, 413, 422}
# They end the very session that asks, or answer only while the screen is locked.
OWN_SESSION = {"accounts:sign-out", "accounts:lock", "accounts:unlock"}


def people_at(gate: Gate) -> tuple[str, ...]:
    """Who may stand at a door; the wrong door is where they are nobody (`test_standing` of the own door)."""
    return OWN_PEOPLE if gate.door == "me" else PEOPLE


def actor_at_door(world: World, gate: Gate, person: str | None) -> Actor:
    if person is None:
        return ANYONE
    return own_actor(world.cast, person) if gate.door == "me" else world.cast.actor(person)


def browser_at(world: World, gate: Gate, person: str | None, *, checks_tokens: bool = False) -> Browser:
    if gate.door == "me":
        return own_browser(world.cast, person, checks_tokens=checks_tokens)
    return browser_of(world.cast, person, checks_tokens=checks_tokens)


def ask(browser: Browser, address: str, method: str) -> HttpResponse:
    return browser.generic(method, address)


def address_of(world: World, name: str) -> str:
    return reverse(name, kwargs=world.arguments(name, list(ADDRESSES[name].pattern.converters)))


def with_unknown_ids(world: World, name: str) -> str | None:
    known = world.arguments(name, list(ADDRESSES[name].pattern.converters))
    if not any(isinstance(value, UUID) for value in known.values()):
        return None
    return reverse(name, kwargs={key: unknown() if isinstance(value, UUID) else value for key, value in known.items()})


def the_right_person(world: World, gate: Gate) -> str:
    return next(one for one in people_at(gate) if gate.may(actor_at_door(world, gate, one)) is True)


def first_method(name: str) -> str:
    return gate_of(ADDRESSES[name]).methods[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_those_whom_the_rule_names_are_let_in(world: World, name: str) -> None:
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    address, wrong = address_of(world, name), {}

    for person in people_at(gate):
        answer = ask(browser_at(world, gate, person), address, first_method(name))
        let_in = answer.status_code != 403
        if let_in != (gate.may(actor_at_door(world, gate, person)) is True) or answer.status_code >= 500:
            wrong[person] = answer.status_code

    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in ADDRESSES if not gate_of(ADDRESSES[name]).may(ANYONE)])  # type: ignore[union-attr]
def test_somebody_off_the_street_is_sent_to_the_door(world: World, name: str) -> None:
    """A page leads to the sign-in; a form is answered by a page that keeps what was typed."""
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    answer = ask(browser_of(world.cast, None), address_of(world, name), first_method(name))

    if first_method(name) == "GET":
        way_in = "personal:enter" if gate.door == "me" else "accounts:sign-in"
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse(way_in))
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_is_not_there_is_refused_in_the_same_words(world: World, name: str) -> None:
    address = with_unknown_ids(world, name)
    gate = gate_of(ADDRESSES[name])
    if address is None or gate is None:
        assert "<uuid:" not in str(ADDRESSES[name].pattern)
        return
    allowed = [person for person in people_at(gate) if gate.may(actor_at_door(world, gate, person)) is True]

    statuses = {
        person: ask(browser_at(world, gate, person), address, first_method(name)).status_code for person in allowed
    }

    assert set(statuses.values()) <= {404}, statuses


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_right_person_gets_an_answer(world: World, name: str) -> None:
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    person = the_right_person(world, gate)

    for method in gate.methods:
        answer = ask(browser_at(world, gate, person), address_of(world, name), method)
        assert answer.status_code in ANSWERED, f"{method} {answer.status_code}"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", [name for name in ADDRESSES if set(gate_of(ADDRESSES[name]).methods) - SAFE])  # type: ignore[union-attr]
def test_without_a_token_nothing_is_changed(world: World, name: str) -> None:
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    browser = browser_at(world, gate, the_right_person(world, gate), checks_tokens=True)

    for method in set(gate.methods) - SAFE:
        assert ask(browser, address_of(world, name), method).status_code == 403


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_method_that_is_not_registered_is_refused(world: World, name: str) -> None:
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(gate.methods):
        answer = ask(browser_of(world.cast, "xu"), address_of(world, name), method)
        assert answer.status_code in {405, 403, 302, 404}


@pytest.mark.matrix
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("person", [None, *PEOPLE, *OWN_PEOPLE])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("there", [True, False], ids=["there", "unknown"])
def test_the_full_product(world: World, name: str, person: str | None, method: str, there: bool) -> None:
    gate = gate_of(ADDRESSES[name])
    assert gate is not None
    address = address_of(world, name) if there else with_unknown_ids(world, name)
    if address is None or (person and person not in people_at(gate)):
        return
    actor = actor_at_door(world, gate, person)
    answer = ask(browser_at(world, gate, person), address, method)

    assert answer.status_code < 500
    if gate.may(actor) is not True:
        assert answer.status_code in {302, 401, 403, 405}
