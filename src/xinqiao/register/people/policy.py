"""Who may see and change the register. The roster tells nothing of who came to the service, and still is no public list."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.register.people.models import ContactWish, Guardian, RosterDraft, Student

ROSTER_POSTS = (Post.COUNSELLOR, Post.DIRECTOR)


def may_look_people_up(actor: Actor) -> bool:
    """Counsellors and the director find people; a class teacher finds the own class."""
    return actor.holds(*ROSTER_POSTS) or bool(actor.scopes(Post.CLASS_TEACHER))


def may_see_student(actor: Actor, student: Student) -> bool:
    """Counsellors and the director see every student's card; a class teacher those of the own class."""
    if actor.holds(*ROSTER_POSTS):
        return True
    return student.school_class_id is not None and student.school_class_id in actor.scopes(Post.CLASS_TEACHER)


def visible_students(actor: Actor) -> Q:
    """`may_see_student`, as a filter; nobody's scope is nobody."""
    if actor.holds(*ROSTER_POSTS):
        return Q()
    return Q(school_class__in=actor.scopes(Post.CLASS_TEACHER))


def may_receive_people(actor: Actor) -> bool:
    """Counsellors enter somebody who is on no roster."""
    return actor.holds(Post.COUNSELLOR)


def may_import_roster(actor: Actor) -> bool:
    """The director and the counsellors bring the roster in; the program does at set-up."""
    return actor.holds(Post.DIRECTOR, Post.COUNSELLOR, Post.PROGRAM)


def may_use_draft(actor: Actor, draft: RosterDraft) -> bool:
    """Whoever had a roster read decides about it; nobody else sees what was read."""
    return may_import_roster(actor) is True and draft.made_by_id == actor.pk


def may_restrict_contact(actor: Actor) -> bool:
    """Counsellors and the director note who must not be called."""
    return actor.holds(*ROSTER_POSTS)


@clause(
    "HOM-01",
    missing="联系的计划和登记：电话、面谈、家访和定期回访。谁可以联系、怎么联系，和只告诉可以告诉的，已经有了。",
)
def may_be_called(guardian: Guardian, closed: Collection[UUID]) -> bool:
    """Nobody rings a guardian of whom it was noted that they must not be reached, or whose route is closed for the child's sake."""
    return guardian.may_be_contacted and guardian.pk not in closed


def may_say_how_to_reach(actor: Actor) -> bool:
    """A guardian, once a counsellor has met them: else whoever holds the slip could lead a call astray."""
    return actor.holds(Post.GUARDIAN) and actor.is_known


def may_see_wish(actor: Actor, wish: ContactWish) -> bool:
    """Each guardian the own one. Whoever rings reads it beside the number."""
    return may_say_how_to_reach(actor) and wish.client_id == actor.pk


def own_wishes(actor: Actor) -> Q:
    """`may_see_wish`, as a filter."""
    return Q(client=actor.pk) if may_say_how_to_reach(actor) else Q(pk__in=[])


def may_run_school(actor: Actor) -> bool:
    """The director answers for staff, posts, years and the calendar; the program does at set-up."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM)


def may_set_up(actor: Actor) -> bool:
    """Only the program opens a school, when an administrator runs the set-up."""
    return actor.holds(Post.PROGRAM)
