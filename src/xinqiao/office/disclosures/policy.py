"""May: a client's counsellor gives; each client sees their own; a guardian what is for them, and nobody anything else."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.office.disclosures.models import Disclosure, addressed_to
from xinqiao.register.people.models import Client

NOBODY = Q(pk__in=[])


def may_keep_disclosures(actor: Actor) -> bool:
    """Counsellors give things out; whether this client is theirs is asked with the client."""
    return actor.holds(Post.COUNSELLOR)


def may_give_to_client(actor: Actor, client: Client, serving: Collection[UUID]) -> bool:
    """A counsellor gives a client something of their own: who serves them, and no colleague or superior."""
    return may_keep_disclosures(actor) and actor.pk is not None and actor.pk in serving


@clause("CNS-03", missing="经批准打印的纸面交给谁，只凭批准上写的去向。")
def may_give_to_others(actor: Actor, client: Client, serving: Collection[UUID]) -> bool:
    """Only who serves a client lets anything be seen outside of the relationship, and only by the client's consent.

    Whether the consent stands is checked beside it, at the same moment.
    """
    return may_give_to_client(actor, client, serving)


@clause("CNF-03", missing="接收方看前的确认与承诺；事后复核。")
def may_tell_by_ground(actor: Actor, client: Client, serving: Collection[UUID]) -> bool:
    """Who serves a client tells by a ground of the closed list what is necessary, to whom can act, and writes down why."""
    return may_give_to_client(actor, client, serving)


def may_take_back(actor: Actor, given: Disclosure) -> bool:
    """Whoever gave a copy takes it back, as long as nobody has seen it."""
    return may_keep_disclosures(actor) and actor.pk is not None and actor.pk == given.given_by_id


def doors_of(actor: Actor) -> frozenset[bytes]:
    """Where copies for somebody wait: their own, and as a guardian those about the children they act for.

    Unknown accounts have none: nobody was ever handed a code, so whoever holds the slip may be anybody. The children end with
    the guardian's part, at eighteen, without anybody doing anything.
    """
    if not actor.is_client or not actor.is_known or actor.pk is None:
        return frozenset()
    own = addressed_to(actor.pk, actor.pk)
    return frozenset({own, *(addressed_to(child, actor.pk) for child in actor.scopes(Post.GUARDIAN))})


@clause("CNF-14", missing="通过电话和面谈告诉监护人的，凭咨询师登记。")
def may_see_given(actor: Actor, given: Disclosure) -> bool:
    """Whoever a copy is for opens it at their own door: a guardian what is addressed to them, and nothing else of the child's."""
    return given.addressed is not None and bytes(given.addressed) in doors_of(actor) and not given.is_taken_back


def visible_given(actor: Actor) -> Q:
    """`may_see_given`, as a filter."""
    return Q(addressed__in=doors_of(actor)) & ~Q(state="taken_back")


def may_see_left(actor: Actor, given: Disclosure) -> bool:
    """A client sees everything that left about them: no guardian sees the child's list."""
    return actor.is_client and actor.is_known and actor.pk is not None and actor.pk == given.client_id


def visible_left(actor: Actor) -> Q:
    """`may_see_left`, as a filter."""
    return Q(client=actor.pk) if actor.is_client and actor.is_known and actor.pk else NOBODY


def visible_handled(actor: Actor) -> Q:
    """`may_take_back`, as a filter: what one has given out oneself."""
    return Q(given_by=actor.pk) if may_keep_disclosures(actor) and actor.pk else NOBODY
