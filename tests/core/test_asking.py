"""Taking and asking: unknown means no, and only `require` makes a grant."""

from uuid import uuid4

import pytest
from django.db import transaction

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Denied, Grant, Missing, Post, require, take, take_all
from xinqiao.register.people.models import Staff


def always(actor: Actor) -> bool:
    return True


def truthy_but_not_true(actor: Actor) -> object:
    return "yes"


def only_directors(actor: Actor, staff: Staff) -> bool:
    return actor.holds(Post.DIRECTOR)


def test_a_yes_is_a_grant_that_names_its_rule() -> None:
    grant = require(PROGRAM, always)

    assert grant.actor is PROGRAM
    assert grant.rule.endswith("test_asking.always")


def test_anything_but_true_is_a_no() -> None:
    with pytest.raises(Denied):
        require(PROGRAM, truthy_but_not_true)  # type: ignore[arg-type]


def test_nobody_makes_a_grant_by_hand() -> None:
    with pytest.raises(TypeError):
        Grant(ANYONE, "rule", ())


def test_a_refusal_knows_what_was_asked_for(cast: Cast) -> None:
    with pytest.raises(Denied) as refused:
        require(cast.actor("shen"), only_directors, cast.staff["xu"])

    assert refused.value.asked_for == cast.staff["xu"].pk


def test_what_is_not_there_is_refused_like_what_is_not_allowed(cast: Cast) -> None:
    unknown = uuid4()

    with pytest.raises(Missing) as refused:
        take(Staff, unknown)

    assert refused.value.asked_for == unknown


@pytest.mark.usefixtures("fresh_cast")
def test_taking_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        take(Staff, uuid4())


def test_taking_several_misses_none(cast: Cast) -> None:
    both = [cast.staff["xu"].pk, cast.staff["shen"].pk]

    assert {row.pk for row in take_all(Staff, both)} == set(both)
    with pytest.raises(Missing):
        take_all(Staff, [*both, uuid4()])


@pytest.mark.parametrize("post", [post for post in Post if post is not Post.PROGRAM])
def test_nobody_holds_anything(post: Post) -> None:
    assert not ANYONE.holds(post)
    assert not PROGRAM.holds(post)
    assert not ANYONE.holds()
    assert ANYONE.scopes(post) == frozenset()
