"""May: whoever asks sees the own request, whoever is to answer reads it, and nobody whom it may be about.

An account that nobody has met in person (`is_known` is false) may be held by whoever
has the slip. It may ask, as on paper; it is shown only what came from this start, never an answer.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.rights.rules import APART, FOR_A_CHILD, LADDER, Right, is_late, posts_above
from xinqiao.register.people.models import Client

NOBODY = Q(pk__in=[])


# The own door -------------------------------------------------------------------


def may_ask(actor: Actor, client: Client, right: Right) -> bool:
    """Everybody for themselves; a guardian who acts for a child, what guardians may ask (see `rules`)."""
    if not actor.is_client:
        return False
    return client.pk == actor.pk or (client.pk in actor.scopes(Post.GUARDIAN) and right in FOR_A_CHILD)


def may_see_own(actor: Actor, request: RightsRequest) -> bool:
    """What one asked oneself: about oneself, or about a child as long as one acts for it."""
    if not actor.is_client or request.asker_id != actor.pk:
        return False
    if request.client_id != actor.pk and request.client_id not in actor.scopes(Post.GUARDIAN):
        return False
    return actor.is_known or (actor.start is not None and request.made_in == actor.start)


def own_visible(actor: Actor) -> Q:
    """`may_see_own`, as a filter."""
    if not actor.is_client or actor.pk is None:
        return NOBODY
    mine = Q(asker=actor.pk) & Q(client__in={actor.pk, *actor.scopes(Post.GUARDIAN)})
    return mine if actor.is_known else mine & Q(made_in=actor.start, made_in__isnull=False)


def may_read_answer(actor: Actor, request: RightsRequest) -> bool:
    """The answer is for somebody whom a counsellor has met."""
    return actor.is_known and may_see_own(actor, request)


def may_know_of(actor: Actor, request: RightsRequest) -> bool:
    """That a guardian asked about them, and what became of it, is the client's to know; not in which words."""
    return actor.is_client and actor.is_known and request.client_id == actor.pk and request.asker_id != actor.pk


def known_of(actor: Actor) -> Q:
    """`may_know_of`, as a filter."""
    if not actor.is_client or not actor.is_known or actor.pk is None:
        return NOBODY
    return Q(client=actor.pk) & ~Q(asker=actor.pk)


def may_withdraw(actor: Actor, request: RightsRequest) -> bool:
    """Whoever asked takes it back."""
    return may_see_own(actor, request)


def may_stop_at_once(actor: Actor, client: Client) -> bool:
    """Stopping has effect at once for somebody known, and for oneself; a slip alone cancels nobody's talks."""
    return actor.is_client and actor.is_known and client.pk == actor.pk


# The desk -----------------------------------------------------------------------


def may_answer_some(actor: Actor) -> bool:
    """Those who may have to answer."""
    return actor.holds(Post.COUNSELLOR, *LADDER)


def _stands_in_for(actor: Actor) -> frozenset[UUID]:
    return frozenset(held.for_staff for held in actor.posts if held.for_staff)


def may_answer(actor: Actor, request: RightsRequest, at: datetime) -> bool:
    """Who owes the answer reads and answers; nobody whom it may be about does, whatever posts they hold.

    What goes to the counsellor is read by that counsellor or a deputy. What is answered apart
    is read by the post that was asked, and by those above it once it is late.
    """
    if actor.pk is None or actor.is_client:
        return False
    if not request.is_apart:
        if request.owner_id is None:
            return actor.holds(Post.COUNSELLOR)
        return actor.holds(Post.COUNSELLOR) and request.owner_id in {actor.pk, *_stands_in_for(actor)}
    if actor.pk in request.concerned:
        return False
    asked = Post(request.post)
    return actor.holds(asked) or (is_late(request.due_at, at) and actor.holds(*posts_above(asked)))


def answerable(actor: Actor, at: datetime) -> Q:
    """`may_answer`, as a filter."""
    if actor.pk is None or actor.is_client:
        return NOBODY
    found = NOBODY
    if actor.holds(Post.COUNSELLOR):
        own = Q(owner=None) | Q(owner__in={actor.pk, *_stands_in_for(actor)})
        found |= ~Q(kind__in=sorted(APART)) & own
    apart = Q(kind__in=sorted(APART)) & ~Q(concerned__contains=[actor.pk])
    held = [post.value for post in LADDER if actor.holds(post)]
    below = [post.value for post in LADDER if actor.holds(*posts_above(post))]
    return found | (apart & (Q(post__in=held) | Q(post__in=below, due_at__lt=at)))


def may_oversee(actor: Actor) -> bool:
    """The director sees how many are open and late, and of whom: never whose they are or what they say."""
    return actor.holds(Post.DIRECTOR)


def may_pass_on(actor: Actor, request: RightsRequest, receiver: Actor, at: datetime) -> bool:
    """What a counsellor owes goes to another counsellor: by whoever owes it, or the director, who does not read it.

    What is answered apart is not passed on: it climbs.
    """
    if receiver.pk in {None, request.owner_id} or not receiver.holds(Post.COUNSELLOR):
        return False
    return may_choose_whom(actor, request, at)


def may_choose_whom(actor: Actor, request: RightsRequest, at: datetime) -> bool:
    """Whoever may pass it on to somebody looks for whom; the page shows the right and the day and nothing else."""
    return not request.is_apart and (may_answer(actor, request, at) or may_oversee(actor))


def to_pass_on(actor: Actor, at: datetime) -> Q:
    """`may_choose_whom`, as a filter."""
    own = ~Q(kind__in=sorted(APART))
    return own if may_oversee(actor) else own & answerable(actor, at)


def may_enter(actor: Actor) -> bool:
    """Somebody came in person: a counsellor, or the director for who would rather not tell the counsellor."""
    return actor.holds(Post.COUNSELLOR, Post.DIRECTOR)


def may_enter_for(actor: Actor, client: Client) -> bool:
    """For whoever comes; the person in front of them decides what is written."""
    return may_enter(actor)


def may_set_days(actor: Actor) -> bool:
    """The director sets within how many school days the school answers."""
    return actor.holds(Post.DIRECTOR)


def may_look_after(actor: Actor, request: RightsRequest) -> bool:
    """The program sees that every answer is owed by somebody."""
    return actor.holds(Post.PROGRAM)
