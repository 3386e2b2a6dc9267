"""Who sees a promise, who ends it, and who learns whom it is about."""

from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Held, Post
from xinqiao.office.obligations import policy
from xinqiao.office.obligations.models import Obligation, Step, StepTaken
from xinqiao.office.obligations.tests.promises import promised
from xinqiao.register.people.selectors import actor_for
from xinqiao.register.people.services import give_post

COLUMNS = ("sees", "keeps", "waives", "knows whom", "hands to lu", "hands to qin")
TABLE = {
    "shen": "yes yes no yes yes no",
    "deputy": "yes yes no yes yes no",
    "xu": "yes yes yes no yes no",
    "lu": "no no no no no no",
    "he": "no no no no no no",
    "told": "yes no no no no no",
    "bai": "no no no no no no",
    "ma": "no no no no no no",
    "qin": "no no no no no no",
    "anyone": "no no no no no no",
    "program": "no no no no no no",
}


def who(cast: Cast, name: str) -> Actor:
    if name in ("anyone", "program"):
        return ANYONE if name == "anyone" else PROGRAM
    if name == "told":
        return Actor(pk=uuid4(), posts=frozenset({Held(Post.SUPERVISOR)}))
    if name == "deputy":
        return Actor(pk=uuid4(), posts=frozenset({Held(Post.COUNSELLOR, for_staff=cast.staff["shen"].pk)}))
    return cast.actor(name)


@pytest.fixture
def owed(cast: Cast) -> Obligation:
    made = promised(at=NOW, owner=cast.staff["shen"].pk, about=cast.number("lin"))
    made.reached = ["supervisor"]
    made.save()
    return made


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(cast: Cast, owed: Obligation, name: str) -> None:
    actor = who(cast, name)

    said = (
        policy.may_see(actor, owed),
        policy.may_keep(actor, owed),
        policy.may_waive(actor, owed),
        policy.may_know_whom(actor, owed),
        policy.may_hand_over(actor, owed, cast.actor("lu")),
        policy.may_hand_over(actor, owed, cast.actor("qin")),
    )

    expected = dict(zip(COLUMNS, TABLE[name].split(), strict=True))
    assert dict(zip(COLUMNS, ("yes" if one else "no" for one in said), strict=True)) == expected


@pytest.mark.parametrize("name", TABLE)
def test_the_filters_agree_with_the_rules(cast: Cast, owed: Obligation, name: str) -> None:
    promised(at=NOW, owner=None, post=Post.COUNSELLOR)
    promised(at=NOW, owner=None, post=Post.DIRECTOR)
    promised(at=NOW, owner=cast.staff["lu"].pk)
    for row in Obligation.objects.all():
        Step.objects.create(obligation=row, number=1, what=StepTaken.REMINDED, at=NOW)
    actor = who(cast, name)
    rows, steps = list(Obligation.objects.all()), list(Step.objects.select_related("obligation"))

    assert set(Obligation.objects.filter(policy.visible(actor))) == {o for o in rows if policy.may_see(actor, o)}
    assert set(Obligation.objects.filter(policy.owed(actor))) == {o for o in rows if policy.owes(actor, o)}
    assert set(Step.objects.filter(policy.visible_steps(actor))) == {s for s in steps if policy.may_see_step(actor, s)}


def test_a_matter_that_is_about_nobody_may_go_to_any_post(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    assert policy.may_hand_over(cast.actor("shen"), owed, cast.actor("bai"))
    assert not policy.may_hand_over(cast.actor("shen"), owed, cast.actor("shen"))
    assert not policy.may_hand_over(cast.actor("shen"), owed, ANYONE)


def test_the_name_goes_to_any_counsellor_only_where_the_counsellors_owe_it(cast: Cast) -> None:
    owed = promised(at=NOW, owner=None, post=Post.COUNSELLOR, about=cast.number("lin"))

    assert policy.may_know_whom(cast.actor("lu"), owed)
    assert not policy.may_know_whom(cast.actor("xu"), owed)


def test_nobody_signed_in_owns_nothing(cast: Cast) -> None:
    owed = promised(at=NOW, owner=None, post=Post.DIRECTOR)

    assert not policy.is_owner(ANYONE, owed)


@pytest.mark.parametrize(
    ("name", "lists", "lets_off"),
    [("shen", True, False), ("xu", True, True), ("ma", False, False), ("qin", True, False)],
)
def test_whose_pages_open(cast: Cast, name: str, lists: bool, lets_off: bool) -> None:
    assert policy.may_list(cast.actor(name)) is lists
    assert policy.may_let_off(cast.actor(name)) is lets_off


def test_only_the_program_sweeps(cast: Cast, owed: Obligation) -> None:
    assert policy.may_sweep(PROGRAM, owed)
    assert not policy.may_sweep(cast.actor("xu"), owed)


def test_a_deputy_from_the_register_sees_and_keeps(cast: Cast, owed: Obligation) -> None:
    give_post(
        actor=PROGRAM,
        staff=cast.staff["lu"].pk,
        post=Post.COUNSELLOR,
        deputy_for=cast.staff["shen"].pk,
        starts_on=A_SCHOOL_DAY,
        at=NOW,
    )
    deputy = actor_for(cast.staff["lu"].pk, A_SCHOOL_DAY)

    assert policy.may_keep(deputy, owed)
    assert policy.may_know_whom(deputy, owed)
