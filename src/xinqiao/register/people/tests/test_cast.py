"""The register as the cast fills it: people are found, posts count by the day, numbers lead back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import ANYONE, Denied, Post, Problem
from xinqiao.register.people.models import Client, ClientKind, ClientLink, PostHeld
from xinqiao.register.people.selectors import (
    actor_for,
    client_number,
    deputies_of,
    find_people,
    people_behind,
    staff_holding,
)
from xinqiao.register.people.services import add_outsider, end_post, give_post


def test_the_counsellor_acts_as_counsellor(cast: Cast) -> None:
    assert cast.actor("shen").holds(Post.COUNSELLOR)
    assert not cast.actor("shen").holds(Post.DIRECTOR)


def test_a_post_counts_from_its_first_to_its_last_day(cast: Cast) -> None:
    shen = cast.staff["shen"]
    give_post(
        actor=cast.actor("xu"),
        staff=shen.pk,
        post=Post.KEEPER,
        starts_on=date(2026, 10, 16),
        ends_on=date(2026, 10, 20),
        at=NOW,
    )

    held = {day: actor_for(shen.pk, date(2026, 10, day)).holds(Post.KEEPER) for day in (15, 16, 20, 21)}

    assert held == {15: False, 16: True, 20: True, 21: False}


def test_a_deputy_is_found_and_comes_after_the_holder(cast: Cast) -> None:
    give_post(
        actor=cast.actor("xu"),
        staff=cast.staff["shen"].pk,
        post=Post.DIRECTOR,
        deputy_for=cast.staff["xu"].pk,
        starts_on=A_SCHOOL_DAY,
        at=NOW,
    )

    assert [one.name for one in staff_holding(Post.DIRECTOR, A_SCHOOL_DAY)] == ["许静安", "沈知微"]
    assert [one.name for one in deputies_of(cast.staff["xu"].pk, A_SCHOOL_DAY)] == ["沈知微"]


def test_whoever_left_is_nobody(cast: Cast) -> None:
    cast.staff["shen"].left_on = A_SCHOOL_DAY
    cast.staff["shen"].save()

    assert cast.actor("shen") == ANYONE


def test_a_counsellor_gives_no_posts(cast: Cast) -> None:
    before = PostHeld.objects.count()

    with pytest.raises(Denied, match="may_run_school"):
        give_post(
            actor=cast.actor("shen"), staff=cast.staff["shen"].pk, post=Post.DIRECTOR, starts_on=A_SCHOOL_DAY, at=NOW
        )

    assert PostHeld.objects.count() == before


def test_the_last_director_cannot_end(cast: Cast) -> None:
    held = PostHeld.objects.get(post=Post.DIRECTOR.value)

    with pytest.raises(Problem):
        end_post(actor=cast.actor("xu"), held=held.pk, ends_on=A_SCHOOL_DAY, at=NOW)

    held.refresh_from_db()
    assert held.ends_on is None


def test_everybody_has_a_number_that_leads_back(cast: Cast) -> None:
    number = cast.number("ayi")

    behind = people_behind([number, uuid4()])

    assert [(person.name, person.detail) for person in behind.values()] == [("阿依古丽·买买提", "七年级 12 班")]
    assert client_number(ClientKind.STUDENT, cast.students["ayi"].pk) == number


def test_there_are_always_more_numbers_than_people(cast: Cast) -> None:
    assert Client.objects.count() > ClientLink.objects.count()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lwz", "林晚舟"),
        ("LWZ", "林晚舟"),
        ("oysy", "欧阳思远"),
        ("欧阳", "欧阳思远"),
        ("linwan", "林晚舟"),
        ("20240302", "巴特尔"),
        ("２０２４０３０２", "巴特尔"),
        ("𠮷野", "𠮷野㛃"),
    ],
)
def test_a_student_is_found(cast: Cast, typed: str, found: str) -> None:
    assert found in [person.name for person in find_people(cast.actor("shen"), typed)]


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "\x00", "'; DROP TABLE"])
def test_nothing_sensible_typed_finds_nobody(cast: Cast, typed: str) -> None:
    assert find_people(cast.actor("shen"), typed) == []


def test_a_class_teacher_finds_the_own_class_only(cast: Cast) -> None:
    assert [person.name for person in find_people(cast.actor("qin"), "lwz")] == ["林晚舟"]
    assert find_people(cast.actor("qin"), "oysy") == []


def test_the_technician_finds_nobody(cast: Cast) -> None:
    assert find_people(cast.actor("ma"), "lwz") == []


def test_people_of_every_kind_are_named_in_two_statements(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    outsider = add_outsider(actor=cast.actor("shen"), name="化名", phones=[], at=NOW)
    numbers = [cast.number("lin"), cast.number("mother"), cast.number("qin")]
    numbers += [client_number(ClientKind.OUTSIDER, outsider.pk)]  # type: ignore[list-item]

    with django_assert_num_queries(2):
        behind = people_behind(numbers)

    assert [(behind[number].name, behind[number].detail) for number in numbers] == [
        ("林晚舟", "高二 3 班"),
        ("王女士", "林晚舟 的母亲"),
        ("秦老师", "教职工"),
        ("化名", "校外人员"),
    ]
