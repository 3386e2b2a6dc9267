"""May: who hands out slips and codes; and each person has the own account and the own session, and nobody else's."""

from dataclasses import dataclass
from uuid import UUID

from xinqiao.core.access import Actor, Post
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal.models import HandCode, PersonalAccount, PersonalSession

HAND_OUT = (Post.COUNSELLOR, Post.DIRECTOR)


@dataclass(frozen=True)
class Served:
    """A client to whom a code might be given: what they are, and who of the staff serves or meets them."""

    kind: ClientKind
    by: frozenset[UUID]


def may_leave(actor: Actor) -> bool:
    """Whoever is here may leave."""
    return actor.is_client


def may_end(actor: Actor, session: PersonalSession) -> bool:
    """Whoever is here ends the session they are in; so does whoever has only shown a slip, and is nobody yet."""
    return may_leave(actor) or bool(session.who.get("slip"))


def may_hand_out_slips(actor: Actor) -> bool:
    """Counsellors and the director print slips. A slip opens an empty account, so that whom they pass through learns nothing."""
    return actor.holds(*HAND_OUT)


def may_set_door_rules(actor: Actor) -> bool:
    """The director decides from which age there are accounts, and which networks are the school's."""
    return actor.holds(Post.DIRECTOR)


def may_give_codes(actor: Actor) -> bool:
    """Counsellors; to whom, `may_give_code` says."""
    return actor.holds(Post.COUNSELLOR)


def may_give_code(actor: Actor, served: Served) -> bool:
    """A counsellor gives it to a client of theirs, whom they know by sight: a pupil, or a guardian."""
    if not may_give_codes(actor) or actor.pk is None:
        return False
    return served.kind in (ClientKind.STUDENT, ClientKind.GUARDIAN) and actor.pk in served.by


def may_use_code(actor: Actor, code: HandCode) -> bool:
    """The client to whom it was given, at the own door, and nobody a second time."""
    return actor.is_client and actor.pk == code.client_id and code.start is None


def may_come_in(actor: Actor, account: PersonalAccount, seen: str) -> bool:
    """Whoever has just shown the PIN or the slip that is in force; `seen` is what was matched."""
    slip = (account.state["slip"] or {}).get("digest", "")
    return not account.closed and bool(seen) and seen in (account.state["verifier"], slip)


def may_begin(actor: Actor, account: PersonalAccount, session: PersonalSession) -> bool:
    """Whoever has shown the slip in this browser, as long as nobody has used it and no newer one was printed."""
    slip = (account.state["slip"] or {}).get("digest", "")
    return not account.closed and bool(slip) and session.who.get("slip") == slip


def may_keep_own(actor: Actor, account: PersonalAccount, session: PersonalSession) -> bool:
    """The owner, in a session of this start, changes the own PIN and ends the own sessions."""
    start = account.state["start"]
    return actor.is_client and start is not None and session.who.get("start") == start == str(actor.start)
