"""May: who sees a promise, who ends it, and who learns whom it is about.

A promise tells that somebody uses the service. So its owner, the owner's deputy
and the director see it, and above them only the posts that it has climbed to;
the name behind it is shown to the counsellor who owes it and to nobody else.
"""

from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.office.obligations.models import Obligation, Step


def _stands_in_for(actor: Actor) -> frozenset[UUID]:
    return frozenset(held.for_staff for held in actor.posts if held.for_staff)


def _posts(actor: Actor) -> list[str]:
    return sorted({held.post.value for held in actor.posts})


def is_owner(actor: Actor, obligation: Obligation) -> bool:
    """It is this person's own promise."""
    return obligation.owner_id is not None and obligation.owner_id == actor.pk


def owes(actor: Actor, obligation: Obligation) -> bool:
    """The owner, whoever stands in for the owner, and for a promise of a post its holders."""
    if obligation.owner_id is None:
        return obligation.post in _posts(actor)
    return is_owner(actor, obligation) or obligation.owner_id in _stands_in_for(actor)


def owed(actor: Actor) -> Q:
    """`owes`, as a filter."""
    own = Q(owner=actor.pk) if actor.pk else Q(pk__in=[])
    return own | Q(owner__in=_stands_in_for(actor)) | Q(owner=None, post__in=_posts(actor))


def may_see(actor: Actor, obligation: Obligation) -> bool:
    """Whoever owes it, the director, and the posts that were told because it is late."""
    if actor.holds(Post.DIRECTOR) or owes(actor, obligation):
        return True
    return not set(obligation.reached).isdisjoint(_posts(actor))


def visible(actor: Actor) -> Q:
    """`may_see`, as a filter."""
    if actor.holds(Post.DIRECTOR):
        return Q()
    return owed(actor) | Q(reached__overlap=_posts(actor))


def may_know_whom(actor: Actor, obligation: Obligation) -> bool:
    """The name goes to the counsellor whose promise it is, in person, in the owner's stead, or by the post."""
    return actor.holds(Post.COUNSELLOR) and owes(actor, obligation)


def may_keep(actor: Actor, obligation: Obligation) -> bool:
    """Whoever owes it says that it is done; so may the director."""
    return owes(actor, obligation) or actor.holds(Post.DIRECTOR)


def may_let_off(actor: Actor) -> bool:
    """Only the director lets anybody off."""
    return actor.holds(Post.DIRECTOR)


def may_waive(actor: Actor, obligation: Obligation) -> bool:
    """The director lets somebody off, with a reason that is kept."""
    return may_let_off(actor)


def may_hand_over(actor: Actor, obligation: Obligation, receiver: Actor) -> bool:
    """Whoever owes it, or the director, hands it to somebody who may do it.

    What is about a person goes to a counsellor only: to be given it is to learn that the person comes.
    """
    if receiver.pk is None or receiver.pk == obligation.owner_id or not may_keep(actor, obligation):
        return False
    return receiver.holds(Post.COUNSELLOR) or (obligation.about_id is None and bool(receiver.posts))


def may_sweep(actor: Actor, obligation: Obligation) -> bool:
    """The program looks after what is due; nobody does so by hand."""
    return actor.holds(Post.PROGRAM)


def may_list(actor: Actor) -> bool:
    """Everybody with a post may look at what they owe themselves; technicians owe nothing here, nor do clients."""
    return not actor.is_client and any(held.post not in (Post.TECHNICIAN, Post.PROGRAM) for held in actor.posts)


def visible_steps(actor: Actor) -> Q:
    """A step is seen with its promise."""
    seen = Obligation.objects.filter(visible(actor)).values("pk")
    return Q(obligation__in=seen)


def may_see_step(actor: Actor, step: Step) -> bool:
    """A step is seen with its promise."""
    return may_see(actor, step.obligation)
