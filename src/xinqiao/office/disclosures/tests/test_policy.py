"""Who may what, as a table; and each filter says what its rule says."""

from collections.abc import Callable

import pytest

from tests.cast import NOW, Cast
from tests.families import Families
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.office.disclosures import policy, services
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.register.people.models import Client

from .builders import AGREED, DANGER, POLICE, agree, give, to_guardian

#              gives out  serves this client
STAFF = {
    "shen": (True, True),
    "lu": (True, False),
    "xu": (False, False),
    "he": (False, False),
    "bai": (False, False),
    "ma": (False, False),
    "qin": (False, False),
    "tang": (False, False),
}
OWN_DOOR = ("siqi", "qi_mother", "yuhang", "he_father")
UNKNOWN = "siqi, by a slip"


def actor_of(cast: Cast, families: Families, who: str) -> Actor:
    known: dict[str, Callable[[], Actor]] = {
        "nobody": lambda: ANYONE,
        "program": lambda: PROGRAM,
        UNKNOWN: lambda: own_actor(families, "siqi", known=False),
        **{name: (lambda name=name: own_actor(families, name)) for name in OWN_DOOR},  # type: ignore[misc]
    }
    return known[who]() if who in known else cast.actor(who)


EVERYBODY = (*STAFF, *OWN_DOOR, UNKNOWN, "nobody", "program")


@pytest.mark.clause("CNS-03", "CNF-03")
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_give_something_out(cast: Cast, families: Families, who: str) -> None:
    actor, serving = actor_of(cast, families, who), {cast.staff["shen"].pk}
    gives, serves = STAFF.get(who, (False, False))

    assert policy.may_keep_disclosures(actor) is gives
    for rule in (policy.may_give_to_client, policy.may_give_to_others, policy.may_tell_by_ground):
        assert rule(actor, Client(), serving) is serves
    assert policy.may_take_back(actor, Disclosure(given_by=cast.staff["shen"])) is (who == "shen")


@pytest.mark.clause("CNF-14")
@pytest.mark.parametrize("who", EVERYBODY)
def test_the_filters_say_what_the_rules_say(cast: Cast, families: Families, who: str) -> None:
    """One of everything: for the pupil, the mother, somebody outside, another pupil, and one that was taken back."""
    shen, child = cast.actor("shen"), families.numbers["siqi"]
    agree(cast, child)
    rows = [
        give(shen, child),
        give(shen, child, "support", to_guardian(families.numbers["qi_mother"]), AGREED),
        give(shen, child, "notice", POLICE, DANGER),
        give(shen, families.numbers["yuhang"]),
        services.take_back(actor=shen, given=give(shen, child, "goals").pk, at=NOW),
    ]
    actor = actor_of(cast, families, who)

    for rule, found in (
        (policy.may_see_given, Disclosure.objects.filter(policy.visible_given(actor))),
        (policy.may_see_left, Disclosure.objects.filter(policy.visible_left(actor))),
        (policy.may_take_back, Disclosure.objects.filter(policy.visible_handled(actor))),
    ):
        assert {row.pk for row in found} == {row.pk for row in rows if rule(actor, row)}, rule.__name__


@pytest.mark.parametrize(
    ("who", "finds", "lists"),
    [
        ("siqi", {"note"}, {"note", "support", "notice", "goals"}),
        ("qi_mother", {"support"}, set()),
        ("yuhang", set(), set()),
        (UNKNOWN, set(), set()),
    ],
)
def test_each_finds_their_own(cast: Cast, families: Families, who: str, finds: set[str], lists: set[str]) -> None:
    shen, child = cast.actor("shen"), families.numbers["siqi"]
    agree(cast, child)
    given = [
        give(shen, child),
        give(shen, child, "support", to_guardian(families.numbers["qi_mother"]), AGREED),
        give(shen, child, "notice", POLICE, DANGER),
        services.take_back(actor=shen, given=give(shen, child, "goals").pk, at=NOW),
    ]
    actor = actor_of(cast, families, who)

    assert {row.kind for row in given if policy.may_see_given(actor, row)} == finds
    assert {row.kind for row in given if policy.may_see_left(actor, row)} == lists


def test_nobody_without_an_account_has_a_door() -> None:
    assert policy.doors_of(ANYONE) == policy.doors_of(PROGRAM) == frozenset()
