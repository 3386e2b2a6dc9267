"""Who may bring a roster in, and who may decide about one that was read."""

from uuid import uuid4

import pytest

from xinqiao.core.access import ANYONE, PROGRAM, Actor, Held, Post
from xinqiao.register.people import policy
from xinqiao.register.people.models import RosterDraft

BRINGS = {Post.COUNSELLOR, Post.DIRECTOR, Post.PROGRAM}


def holder(post: Post) -> Actor:
    return Actor(pk=uuid4(), posts=frozenset({Held(post)}))


@pytest.mark.parametrize("post", Post)
def test_a_roster_is_brought_in_by_these_posts_only(post: Post) -> None:
    assert policy.may_import_roster(holder(post)) is (post in BRINGS)


@pytest.mark.parametrize("post", Post)
def test_a_draft_is_its_makers_as_long_as_the_post_is_held(post: Post) -> None:
    actor = holder(post)
    assert policy.may_use_draft(actor, RosterDraft(made_by_id=actor.pk)) is (post in BRINGS)
    assert policy.may_use_draft(actor, RosterDraft(made_by_id=uuid4())) is False


def test_the_programs_draft_is_the_programs() -> None:
    assert policy.may_use_draft(PROGRAM, RosterDraft(made_by_id=None)) is True
    assert policy.may_use_draft(ANYONE, RosterDraft(made_by_id=None)) is False
