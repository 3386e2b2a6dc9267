"""May: the director enters and checks, everybody sees what is their own, and nobody else sees anything."""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.register.credentials.models import ConfidentialityAgreement, Qualification
from xinqiao.register.credentials.rules import needs_of
from xinqiao.register.people.models import Staff


def may_look(actor: Actor) -> bool:
    """Whoever has to show or sign something may look at what is there."""
    return bool(needs_of(held.post for held in actor.posts))


def may_keep_credentials(actor: Actor) -> bool:
    """The director answers for who works in the room."""
    return actor.holds(Post.DIRECTOR)


def may_see_of(actor: Actor, staff: Staff) -> bool:
    """The director sees everybody's, and each their own."""
    return may_keep_credentials(actor) or actor.pk == staff.pk


def may_enter(actor: Actor, staff: Staff) -> bool:
    """The director enters for everybody, the own papers too; what was seen must have been seen by somebody else."""
    return may_keep_credentials(actor)


def may_see(actor: Actor, paper: Qualification | ConfidentialityAgreement) -> bool:
    """The director sees every paper, and each their own."""
    return may_keep_credentials(actor) or (actor.pk is not None and actor.pk == paper.staff_id)


def visible(actor: Actor) -> Q:
    """`may_see`, as a filter."""
    if may_keep_credentials(actor):
        return Q()
    return Q(staff=actor.pk) if actor.pk else Q(pk__in=[])


def may_withdraw(actor: Actor, qualification: Qualification) -> bool:
    """The director takes back what does not count any more."""
    return may_keep_credentials(actor)


def may_end(actor: Actor, agreement: ConfidentialityAgreement) -> bool:
    """The director ends what does not stand any more."""
    return may_keep_credentials(actor)
