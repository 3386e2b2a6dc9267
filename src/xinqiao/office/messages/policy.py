"""May: a message is for the client it was written to, and nobody at the desk reads an address."""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.office.messages.models import Delivery, Message

NOBODY = Q(pk__in=[])


def may_have_messages(actor: Actor) -> bool:
    """Whoever came by the own door has messages, and says how to be reminded."""
    return actor.is_client


def may_see_message(actor: Actor, message: Message) -> bool:
    """One's own; an account that no counsellor knows sees what came from its own start alone."""
    if not may_have_messages(actor) or message.client_id != actor.pk:
        return False
    return actor.is_known or (actor.start is not None and message.made_in == actor.start)


def own_messages(actor: Actor) -> Q:
    """`may_see_message`, as a filter."""
    if not may_have_messages(actor) or actor.pk is None:
        return NOBODY
    if actor.is_known:
        return Q(client=actor.pk)
    return Q(client=actor.pk, made_in=actor.start) if actor.start is not None else NOBODY


def may_deliver(actor: Actor, delivery: Delivery) -> bool:
    """The program alone sends, and no person's key is needed for it."""
    return actor.holds(Post.PROGRAM)


def may_forget(actor: Actor, message: Message) -> bool:
    """The program alone deletes what is too old to be of use."""
    return actor.holds(Post.PROGRAM)


def may_run_messages(actor: Actor) -> bool:
    """The director decides what messages that leave the house may name."""
    return actor.holds(Post.DIRECTOR)
