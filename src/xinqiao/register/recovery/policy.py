"""May: who sees how things stand, who asks for keys, and who may open the envelope for whom.

Two people are always needed: whoever is to have the keys asks, signed in with
the own passphrase, and somebody else types the words. The director does it for
everybody, the principal for the director: the second person of a small school.
Whoever issued the start code could have come in with it, and so does not count
as the second person: then it is somebody else who may open the envelope.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.register.people.models import Staff
from xinqiao.register.recovery.models import KeysAsk

OPENERS = (Post.DIRECTOR, Post.PRINCIPAL)
HOLDERS = (Post.COUNSELLOR, Post.DIRECTOR, Post.KEEPER, Post.SUPERVISOR)


def may_make_envelope(actor: Actor) -> bool:
    """The program, at set-up: the words are shown to whoever sits at that computer."""
    return actor.holds(Post.PROGRAM)


def may_confirm(actor: Actor) -> bool:
    """Whoever may open the envelope may say that its sheet is legible; so may set-up."""
    return actor.holds(*OPENERS, Post.PROGRAM)


def may_see_status(actor: Actor) -> bool:
    """Whoever answers for the envelope or for the machine sees how envelope and backups stand."""
    return actor.holds(*OPENERS, Post.KEEPER, Post.TECHNICIAN)


def may_see_envelope(actor: Actor) -> bool:
    """The technician sees the backups alone."""
    return actor.holds(*OPENERS, Post.KEEPER)


def may_see_wishes(actor: Actor) -> bool:
    """Who asked for keys, and who was given any."""
    return actor.holds(*OPENERS)


def may_ask(actor: Actor) -> bool:
    """Whoever may hold keys of others' confidence."""
    return actor.holds(*HOLDERS)


def may_ask_for(actor: Actor, staff: Staff) -> bool:
    """Each for themselves: the wish shows that they are here, and at their own passphrase."""
    return may_ask(actor) and actor.pk == staff.pk


def may_give(
    actor: Actor, asked: KeysAsk, posts: Collection[Post], let_in: UUID | None, openers: Collection[UUID]
) -> bool:
    """The director to others, the principal to a director; nobody to themselves, nor to whom they let in.

    `posts` are the asker's, and `let_in` issued the start code with which the asker
    came in last; somebody else of the `openers`, who may open the envelope, does it
    then. Only where a director asks and there is nobody else does the principal give
    either way: a school of three adults has no third.
    """
    if actor.pk is None or actor.pk == asked.staff_id:
        return False
    is_director, is_principal = actor.holds(Post.DIRECTOR), actor.holds(Post.PRINCIPAL)
    if actor.pk == let_in:
        has_third = bool(set(openers) - {asked.staff_id, let_in})
        return is_principal and not is_director and Post.DIRECTOR in posts and not has_third
    return is_director or (is_principal and (Post.DIRECTOR in posts or let_in is not None))


def may_drop(actor: Actor, asked: KeysAsk) -> bool:
    """Whoever asked, or whoever may open the envelope."""
    return actor.pk is not None and (actor.pk == asked.staff_id or may_see_wishes(actor))


def may_settle_any(actor: Actor) -> bool:
    """Whoever may have a wish of their own, or sees those of others."""
    return may_ask(actor) or may_see_wishes(actor)


def may_see(actor: Actor, asked: KeysAsk) -> bool:
    """The own wish, and for those who open the envelope every one."""
    return may_drop(actor, asked)


def visible(actor: Actor) -> Q:
    """`may_see`, as a filter."""
    if actor.pk is None:
        return Q(pk__in=[])
    return Q() if may_see_wishes(actor) else Q(staff=actor.pk)
