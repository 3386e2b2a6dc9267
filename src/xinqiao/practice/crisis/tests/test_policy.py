"""Who may call, go, end and see."""

from uuid import uuid4

import pytest

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, Actor
from xinqiao.practice.crisis import policy
from xinqiao.practice.crisis.models import HelpCall

from .builders import answer, press

ANSWERING = {"shen", "lu", "xu", "he"}
EVERYBODY = ("shen", "lu", "xu", "he", "bai", "ma", "qin", "tang")


@pytest.mark.clause("CRI-02")
def test_anybody_may_call(cast: Cast) -> None:
    actors = [ANYONE, own_actor(cast, "lin"), own_actor(cast, "mother"), own_actor(cast, "ayi", known=False)]
    assert all(policy.may_call(actor) is True for actor in [*actors, cast.actor("qin")])


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_answers_for_the_room_may_open_and_take(cast: Cast, name: str) -> None:
    call, actor, wanted = press(), cast.actor(name), name in ANSWERING

    assert policy.may_answer(actor) is wanted
    assert policy.may_open(actor, call) is wanted
    assert policy.may_take(actor, call) is wanted


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_went_and_the_director_may_say_how_it_ended(cast: Cast, name: str) -> None:
    call = answer(cast, press(), "lu")

    assert policy.may_end(cast.actor(name), call) is (name in {"lu", "xu"})


def test_nobody_may_end_what_nobody_has_taken(cast: Cast) -> None:
    assert policy.may_end(ANYONE, press()) is False


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_director_sets_the_numbers(cast: Cast, name: str) -> None:
    assert policy.may_set_lines(cast.actor(name)) is (name == "xu")


def test_pupils_and_guardians_answer_nothing(cast: Cast) -> None:
    for name in ("lin", "mother"):
        actor = own_actor(cast, name)
        assert not policy.may_answer(actor)
        assert not policy.may_set_lines(actor)


def test_a_caller_sees_the_own_call_and_no_other(cast: Cast) -> None:
    """The filter says in SQL what the rule says in Python."""
    slip = own_actor(cast, "ayi", known=False)
    press(slip)
    press(own_actor(cast, "lin"))
    press(own_actor(cast, "mother"))
    press()
    other_start = Actor(slip.pk, slip.posts, slip.name, uuid4(), is_known=False)
    known = Actor(slip.pk, slip.posts, slip.name, uuid4(), is_known=True)
    seen = {}
    for key, actor in {"slip": slip, "other": other_start, "known": known, "nobody": ANYONE}.items():
        by_rule = {call.pk for call in HelpCall.objects.all() if policy.may_see_own(actor, call)}
        assert by_rule == set(HelpCall.objects.filter(policy.own_calls(actor)).values_list("pk", flat=True)), key
        seen[key] = len(by_rule)

    assert seen == {"slip": 1, "other": 0, "known": 1, "nobody": 0}


def test_staff_see_no_call_as_their_own(cast: Cast) -> None:
    call = press(own_actor(cast, "lin"))
    assert not policy.may_see_own(cast.actor("shen"), call)
    assert not HelpCall.objects.filter(policy.own_calls(cast.actor("shen"))).exists()
