"""May: who prints what, and who sees what was printed."""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.office.papers.models import Paper
from xinqiao.office.papers.rules import FormSpec

OVERSEERS = (Post.DIRECTOR, Post.KEEPER)
BLANKS = (Post.COUNSELLOR, Post.DIRECTOR, Post.KEEPER)


def may_print(actor: Actor, form: FormSpec) -> bool:
    """The area that owns a form says who may have it filled; and it is always a person."""
    return actor.pk is not None and form.may(actor) is True


def may_print_blank(actor: Actor) -> bool:
    """Empty forms are for those who work in the room."""
    return actor.holds(*BLANKS)


def may_list(actor: Actor) -> bool:
    """Those who work in the room find the empty forms and what they printed."""
    return actor.holds(*BLANKS)


def may_see(actor: Actor, paper: Paper) -> bool:
    """Everybody sees what they printed themselves; director and keeper see all of it."""
    return actor.holds(*OVERSEERS) or (actor.pk is not None and paper.printed_by_id == actor.pk)


def visible(actor: Actor) -> Q:
    """`may_see`, as a filter."""
    if actor.holds(*OVERSEERS):
        return Q()
    return Q(printed_by=actor.pk) if actor.pk else Q(pk__in=[])
