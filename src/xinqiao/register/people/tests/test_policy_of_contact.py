"""Who may be rung, and who says how: rule and filter beside each other."""

from uuid import uuid4

import pytest

from tests.cast import Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, Actor
from xinqiao.register.people import policy
from xinqiao.register.people.models import Client, ContactWish


@pytest.mark.parametrize(
    ("name", "closed", "may"),
    [
        ("he_mother", False, True),
        ("he_mother", True, False),
        ("he_father", False, True),
        ("an_stepfather", False, False),
        ("an_stepfather", True, False),
    ],
)
def test_who_may_be_called(cast: Cast, name: str, closed: bool, may: bool) -> None:
    guardian = make_families(cast).adults[name]
    assert policy.may_be_called(guardian, {guardian.pk} if closed else {uuid4()}) is may


def test_each_guardian_sees_the_own_wish(cast: Cast) -> None:
    ContactWish.objects.create(client_id=cast.number("mother"), said={})
    ContactWish.objects.create(client=Client.objects.create(), said={})
    actors: dict[str, tuple[Actor, int]] = {
        "mother": (own_actor(cast, "mother"), 1),
        "by a slip": (own_actor(cast, "mother", known=False), 0),
        "pupil": (own_actor(cast, "lin"), 0),
        "counsellor": (cast.actor("shen"), 0),
        "nobody": (ANYONE, 0),
    }
    for name, (actor, count) in actors.items():
        by_rule = {one.pk for one in ContactWish.objects.all() if policy.may_see_wish(actor, one)}
        assert by_rule == set(ContactWish.objects.filter(policy.own_wishes(actor)).values_list("pk", flat=True)), name
        assert len(by_rule) == count, name
        assert policy.may_say_how_to_reach(actor) is (count == 1), name
