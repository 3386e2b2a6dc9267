"""May: anybody may call for help; who answers for the room goes; a caller sees what became of the own call and no other."""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.practice.crisis.models import HelpCall

ANSWERING = (Post.COUNSELLOR, Post.DIRECTOR, Post.PRINCIPAL)


@clause("CRI-02", missing="替别人担心的人，还没有一扇自己的门；现在只有需要帮忙的人自己可以按。")
def may_call(actor: Actor) -> bool:
    """Anybody at all, signed in or not, and as often as they need."""
    return True


def may_answer(actor: Actor) -> bool:
    """Counsellors, the director, and the principal when nobody else is there."""
    return actor.holds(*ANSWERING)


def may_open(actor: Actor, call: HelpCall) -> bool:
    """Whoever may go must know where to and to whom, at once."""
    return may_answer(actor)


def may_take(actor: Actor, call: HelpCall) -> bool:
    """Whoever is first."""
    return may_answer(actor)


def may_end(actor: Actor, call: HelpCall) -> bool:
    """Whoever went says how it ended, or that they cannot go on; so may the director."""
    return actor.pk is not None and (call.taken_by_id == actor.pk or actor.holds(Post.DIRECTOR))


def may_set_lines(actor: Actor) -> bool:
    """The director answers for what the school says to those who need help."""
    return actor.holds(Post.DIRECTOR)


def may_see_own(actor: Actor, call: HelpCall) -> bool:
    """A known caller sees every call under the own number; an unknown one those of the own start alone.

    Whoever holds a slip may be anybody, and must not learn that the pupil has called.
    """
    if not actor.is_client or actor.pk is None or call.client_id != actor.pk:
        return False
    return actor.is_known or (actor.start is not None and call.made_in == actor.start)


def own_calls(actor: Actor) -> Q:
    """`may_see_own`, as a filter."""
    if not actor.is_client or actor.pk is None:
        return Q(pk__in=[])
    if actor.is_known:
        return Q(client=actor.pk)
    return Q(client=actor.pk, made_in=actor.start) if actor.start else Q(pk__in=[])
