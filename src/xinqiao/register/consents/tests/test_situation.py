"""Whom to ask, as a counsellor writes it down, and who else heeds it."""

from collections.abc import Iterator

import pytest

from tests.cast import NOW, Cast
from tests.families import Families, make_families
from tests.own_door import own_actor
from xinqiao.core.access import Post, Problem
from xinqiao.core.clock import freeze
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.models import Situation
from xinqiao.register.consents.rules import ORDINARY, Circumstances, Ground, HowMany
from xinqiao.register.people.selectors import may_call

from .builders import in_days, written


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


@pytest.fixture
def families(cast: Cast) -> Families:
    return make_families(cast)


def test_it_comes_back_from_under_the_seal_as_it_was_written(cast: Cast, families: Families) -> None:
    aunt, father = families.adults["hang_aunt"].pk, families.adults["hang_father"].pk
    here = Circumstances(
        how_many=HowMany.ALL,
        barred=frozenset({father}),
        delegated=frozenset({(aunt, in_days(90))}),
        is_unable=True,
        ground=Ground.LIFE,
    )

    written(cast, families.numbers["yuhang"], here)

    assert selectors.circumstances_of(families.numbers["yuhang"]) == here
    assert selectors.circumstances_of(families.numbers["siqi"]) == ORDINARY
    written(cast, families.numbers["yuhang"], ORDINARY, why="")
    assert selectors.circumstances_of(families.numbers["yuhang"]) == ORDINARY
    assert Situation.objects.count() == 1


@pytest.mark.clause("HOM-01")
def test_a_guardian_who_may_be_the_danger_is_rung_by_nobody_and_stands_for_nobody(
    cast: Cast, families: Families
) -> None:
    grandmother = families.adults["an_grandmother"]
    assert may_call(grandmother).phones == ("13900000000",)

    written(cast, families.numbers["anan"], Circumstances(barred=frozenset({grandmother.pk})))

    found = may_call(grandmother)
    assert (found.allowed, found.phones, found.why_not) == (False, (), "")
    assert own_actor(families, "an_grandmother").scopes(Post.GUARDIAN) == frozenset()


def test_a_carer_stands_for_the_child_by_a_delegation_in_writing(cast: Cast, families: Families) -> None:
    aunt = families.adults["hang_aunt"].pk
    assert own_actor(families, "hang_aunt").scopes(Post.GUARDIAN) == frozenset()

    written(cast, families.numbers["yuhang"], Circumstances(delegated=frozenset({(aunt, None)})))

    assert own_actor(families, "hang_aunt").scopes(Post.GUARDIAN) == {families.numbers["yuhang"]}


@pytest.mark.parametrize(
    ("here", "why", "reported", "says"),
    [
        (Circumstances(is_unable=True), " ", "", "请写明为什么要这样办"),
        (Circumstances(ground=Ground.LIFE), "有危险", " ", "报告"),
        (Circumstances(is_unable=True), "字" * 401, "", "请写短一些"),
    ],
)
def test_what_is_out_of_the_ordinary_says_why(
    cast: Cast, here: Circumstances, why: str, reported: str, says: str
) -> None:
    with pytest.raises(Problem, match=says):
        services.write_situation(
            actor=cast.actor("shen"), client=cast.number("lin"), circumstances=here, why=why, reported=reported, at=NOW
        )


def test_somebody_elses_guardian_is_no_guardian_of_this_child(cast: Cast, families: Families) -> None:
    with pytest.raises(Problem, match="名册里没有"):
        written(cast, families.numbers["xiaohe"], Circumstances(barred=frozenset({cast.guardian.pk})))
