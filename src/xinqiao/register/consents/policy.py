"""May: counsellors ask for consent and see it, as with the book; the director sets the rules and sees nobody's."""

from xinqiao.core.access import Actor, Post
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Whose
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
