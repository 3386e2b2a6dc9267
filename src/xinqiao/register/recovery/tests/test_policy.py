"""Who sees, asks and opens; the filter agrees with the rule."""

from uuid import UUID

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Held, Post
from xinqiao.register.recovery import policy
from xinqiao.register.recovery.models import KeysAsk

from .builders import ask

# makes · confirms · sees: status envelope wishes · asks · gives to: shen xu · sees and drops shen's · may settle some
TABLE = {
    "shen": "no no · no no no · yes · no no · yes yes",
    "lu": "no no · no no no · yes · no no · no yes",
    "xu": "no yes · yes yes yes · yes · yes no · yes yes",
    "he": "no yes · yes yes yes · no · no yes · yes yes",
    "bai": "no no · yes yes no · yes · no no · no yes",
    "ma": "no no · yes no no · no · no no · no no",
    "qin": "no no · no no no · no · no no · no no",
    "tang": "no no · no no no · no · no no · no no",
    "anyone": "no no · no no no · no · no no · no no",
    "program": "yes yes · no no no · no · no no · no no",
}


def who(cast: Cast, name: str) -> Actor:
    return {"anyone": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


def openers(cast: Cast) -> set[UUID]:
    """Who may open the envelope in a school of three adults."""
    return {cast.staff["xu"].pk, cast.staff["he"].pk}


def said(*answers: bool) -> str:
    return " ".join("yes" if one else "no" for one in answers)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(cast: Cast, name: str) -> None:
    actor, of_shen, of_xu = who(cast, name), ask(cast, "shen"), ask(cast, "xu")
    gives = (
        policy.may_give(actor, of_shen, {Post.COUNSELLOR}, None, openers(cast)),
        policy.may_give(actor, of_xu, {Post.DIRECTOR}, None, openers(cast)),
    )

    assert policy.may_see(actor, of_shen) is policy.may_drop(actor, of_shen)
    assert TABLE[name] == " · ".join(
        (
            said(policy.may_make_envelope(actor), policy.may_confirm(actor)),
            said(policy.may_see_status(actor), policy.may_see_envelope(actor), policy.may_see_wishes(actor)),
            said(policy.may_ask(actor)),
            said(*gives),
            said(policy.may_see(actor, of_shen), policy.may_settle_any(actor)),
        )
    )


@pytest.mark.parametrize("name", TABLE)
def test_each_asks_for_themselves_alone(cast: Cast, name: str) -> None:
    actor = who(cast, name)

    allowed = {key for key, staff in cast.staff.items() if policy.may_ask_for(actor, staff)}

    assert allowed == ({name} if policy.may_ask(actor) else set())


@pytest.mark.parametrize("name", TABLE)
def test_the_filter_agrees_with_the_rule(cast: Cast, name: str) -> None:
    actor = who(cast, name)
    for person in ("shen", "xu", "bai"):
        ask(cast, person)

    rows = list(KeysAsk.objects.all())

    assert set(KeysAsk.objects.filter(policy.visible(actor))) == {row for row in rows if policy.may_see(actor, row)}


def test_nobody_opens_the_envelope_for_themselves_not_even_with_two_posts(cast: Cast) -> None:
    both = Actor(cast.staff["xu"].pk, cast.actor("xu").posts | cast.actor("he").posts)

    assert not policy.may_give(both, ask(cast, "xu"), {Post.DIRECTOR}, None, openers(cast))


# who asks · who issued the start code: who gives
GIVERS = {
    ("shen", None): {"xu"},
    ("shen", "xu"): {"he"},
    ("shen", "he"): {"xu"},
    ("shen", "bai"): {"xu", "he"},
    ("xu", None): {"he"},
    ("xu", "he"): {"he"},
    ("xu", "xu"): {"he"},
}


@pytest.mark.parametrize(("asker", "by"), GIVERS)
def test_whoever_issued_the_start_code_does_not_give(cast: Cast, asker: str, by: str | None) -> None:
    asked, posts = ask(cast, asker), {held.post for held in cast.actor(asker).posts}
    let_in, all_of_them = cast.staff[by].pk if by else None, openers(cast)

    assert {name for name in TABLE if policy.may_give(who(cast, name), asked, posts, let_in, all_of_them)} == GIVERS[
        asker, by
    ]


def test_a_director_who_is_principal_as_well_does_not_give_to_a_colleague_made_director(cast: Cast) -> None:
    both = Actor(cast.staff["xu"].pk, cast.actor("xu").posts | cast.actor("he").posts)

    asked = ask(cast, "shen")

    for posts in ({Post.COUNSELLOR}, {Post.COUNSELLOR, Post.DIRECTOR}):
        assert not policy.may_give(both, asked, posts, both.pk, openers(cast))


@pytest.mark.parametrize("post", [Post.PRINCIPAL, Post.DIRECTOR])
def test_where_somebody_else_may_open_the_envelope_the_principal_does_not_give_to_whom_they_let_in(
    cast: Cast, post: Post
) -> None:
    asked, principal = ask(cast, "xu"), cast.actor("he")
    third = Actor(cast.staff["lu"].pk, frozenset({Held(post)}))
    three = {*openers(cast), cast.staff["lu"].pk}

    assert policy.may_give(principal, asked, {Post.DIRECTOR}, principal.pk, openers(cast))
    assert not policy.may_give(principal, asked, {Post.DIRECTOR}, principal.pk, three)
    assert policy.may_give(third, asked, {Post.DIRECTOR}, principal.pk, three)
