"""May: counsellors ask for consent and see it, as with the book; the director sets the rules and sees nobody's.

By the own door somebody sees and decides what was put to them, and takes back what they gave.
"""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.register.consents.models import Consent, ConsentRequest, index_of
from xinqiao.register.consents.rules import Giver, Whose
from xinqiao.register.people.models import Client, ClientKind


def may_keep_consents(actor: Actor) -> bool:
    """Counsellors, whoever among them receives the client: not the director as such, nor anybody else."""
    return actor.holds(Post.COUNSELLOR)


def may_see_of(actor: Actor, client: Client, whose: Whose) -> bool:
    """Any counsellor; of a colleague who comes, only who serves them, and nobody their own.

    A colleague whom nobody serves yet has nothing to show, and can be begun with.
    """
    if not may_keep_consents(actor) or actor.pk is None or actor.pk == whose.person:
        return False
    return whose.kind is not ClientKind.STAFF or not whose.served_by or actor.pk in whose.served_by


def may_know_whom(actor: Actor, client: Client, whose: Whose) -> bool:
    """Who a client is, is known to counsellors; who of the staff comes, only to the counsellor who serves them."""
    if not may_see_of(actor, client, whose):
        return False
    return whose.kind is not ClientKind.STAFF or actor.pk in whose.served_by


def may_enter_for(actor: Actor, client: Client, whose: Whose) -> bool:
    """Whoever may see a client's consents enters what was signed."""
    return may_see_of(actor, client, whose)


def may_take_back(actor: Actor, client: Client, whose: Whose) -> bool:
    """Any counsellor who may see it writes a withdrawal down: it must not wait for one of them."""
    return may_see_of(actor, client, whose)


def may_strike(actor: Actor, consent: Consent, whose: Whose) -> bool:
    """What was entered by mistake is struck out by any counsellor who may see it; the line stays."""
    return may_see_of(actor, consent.client, whose)


def may_handle_scan(actor: Actor, consent: Consent, whose: Whose) -> bool:
    """Whoever may see a consent may add the scan of its form; to open it the key of the case is needed besides."""
    return may_see_of(actor, consent.client, whose)


def may_set_rules(actor: Actor) -> bool:
    """The director decides what the school asks; the program does at set-up."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM)


def may_read_told(actor: Actor) -> bool:
    """Whoever came in by the own door reads what the service is, what stays secret and what cannot."""
    return actor.is_client


def may_see_request(actor: Actor, request: ConsentRequest) -> bool:
    """Only the one who is asked, known to a counsellor; a guardian only while acting for this child."""
    if not actor.is_known or actor.pk is None or bytes(request.to_index) != index_of(actor.pk):
        return False
    if request.giver == Giver.CLIENT:
        return actor.is_client and request.client_id == actor.pk
    return request.client_id in actor.scopes(Post.GUARDIAN)


def requests_to(actor: Actor) -> Q:
    """`may_see_request`, as a filter. test_policy.py holds the two together."""
    if not (actor.is_known and actor.is_client) or actor.pk is None:
        return Q(pk__in=[])
    own = Q(giver=Giver.CLIENT, client=actor.pk)
    for_child = Q(giver=Giver.GUARDIAN, client__in=list(actor.scopes(Post.GUARDIAN)))
    return Q(to_index=index_of(actor.pk)) & (own | for_child)


def may_decide(actor: Actor, request: ConsentRequest, is_entitled: bool) -> bool:
    """Who sees the question decides it, and nobody for them. `is_entitled`: asked again as the client stands now."""
    return may_see_request(actor, request) and is_entitled


def may_see_own(actor: Actor, consent: Consent, is_signer: bool) -> bool:
    """What somebody agreed to themselves, on whatever paper or screen: known accounts, and guardians while they act."""
    if not (actor.is_known and actor.is_client):
        return False
    if consent.given_by == Giver.CLIENT:
        return consent.client_id == actor.pk
    return is_signer and consent.client_id in actor.scopes(Post.GUARDIAN)


def own_consents(actor: Actor) -> Q:
    """`may_see_own` as far as columns tell; which guardian signed lies under the seal and is asked of each row."""
    if not (actor.is_known and actor.is_client):
        return Q(pk__in=[])
    for_child = Q(given_by=Giver.GUARDIAN, client__in=list(actor.scopes(Post.GUARDIAN)))
    return Q(given_by=Giver.CLIENT, client=actor.pk) | for_child


def may_take_back_own(actor: Actor, consent: Consent, is_signer: bool) -> bool:
    """Whoever agreed takes it back alone, at any time, and says no reason."""
    return may_see_own(actor, consent, is_signer)


def may_call_off(actor: Actor, request: ConsentRequest, whose: Whose) -> bool:
    """A question that was put on somebody's page is taken off by any counsellor who may see the client's consents."""
    return may_see_of(actor, request.client, whose)


def may_write_situation(actor: Actor, client: Client, whose: Whose) -> bool:
    """Whom to ask is written down by any counsellor who may see the client's consents; pupils only have guardians."""
    return may_see_of(actor, client, whose) and whose.kind is ClientKind.STUDENT
