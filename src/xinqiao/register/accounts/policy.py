"""Who may make, reset and close accounts, and who may do what with an own one."""

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.register.accounts.answers import Answer
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import (
    Account,
    ComputerCode,
    KnownComputer,
    OpenSession,
    Passkey,
    RecoveryCode,
    Totp,
)
from xinqiao.register.accounts.proving import Proof
from xinqiao.register.accounts.states import Step

NEED_KEYS = (
    Post.COUNSELLOR, Post.DIRECTOR, Post.KEEPER, Post.SUPERVISOR, Post.LEADING_GROUP, Post.PRINCIPAL,
)  # fmt: skip
Owned = ComputerCode | KnownComputer | OpenSession | Passkey | RecoveryCode | Totp


def may_see_accounts(actor: Actor) -> bool:
    """The director runs the accounts; the principal sees them, to help when the director is locked out."""
    return actor.holds(Post.DIRECTOR, Post.PRINCIPAL)


def may_make_accounts(actor: Actor) -> bool:
    """The director makes accounts; the program does at set-up."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM)


def may_close(actor: Actor, account: Account) -> bool:
    """The director closes and opens any account but the own one, so that nobody shuts the last door from inside."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM) and account.staff_id != actor.pk


def may_reset(actor: Actor, account: Account) -> bool:
    """The director lets others in again, and the principal the director; nobody resets the own account."""
    return actor.holds(Post.DIRECTOR, Post.PRINCIPAL, Post.PROGRAM) and account.staff_id != actor.pk


def may_renew_first_codes(actor: Actor) -> bool:
    """The program, at set-up: nobody has come in yet who could let others in."""
    return actor.holds(Post.PROGRAM)


def may_issue_computer_code(actor: Actor, account: Account) -> bool:
    """The director says which computer counts, the own one included: it is the director's word that counts."""
    return actor.holds(Post.DIRECTOR, Post.PROGRAM)


def may_forget_computer(actor: Actor, computer: KnownComputer) -> bool:
    """A computer is forgotten by its account's owner or by the director."""
    return owns(actor, computer) or actor.holds(Post.DIRECTOR, Post.PROGRAM)


def is_own(actor: Actor, account: Account) -> bool:
    """An open account is its owner's, and nobody else's."""
    return actor.pk is not None and account.staff_id == actor.pk and account.closed_at is None


def owns(actor: Actor, thing: Owned) -> bool:
    """What hangs on an own, open account."""
    return is_own(actor, thing.account)


def may_begin(actor: Actor, account: Account, proof: Proof) -> bool:
    """Whoever has just shown the passphrase or start code that is still in force, of an account that is open."""
    return is_own(actor, account) and proof.still_fits(account)


def may_set_passphrase(actor: Actor, account: Account, session: OpenSession, proof: Proof) -> bool:
    """The owner, signed in with both steps, who has just shown the old passphrase."""
    return may_begin(actor, account, proof) and is_in(actor, session)


def is_in(actor: Actor, session: OpenSession) -> bool:
    """An own session with both steps done."""
    return owns(actor, session) and session.step == Step.IN


def may_add_factor(actor: Actor, session: OpenSession) -> bool:
    """An own session, signed in or about to choose its first second step."""
    return owns(actor, session) and session.step in {Step.IN, Step.ENROL}


def may_remove_passkey(actor: Actor, session: OpenSession, passkey: Passkey) -> bool:
    """The owner of the passkey, signed in with both steps."""
    return is_in(actor, session) and owns(actor, passkey)


def may_have_keys(actor: Actor) -> bool:
    """Whose post may ever lead to a record has keys to open it with; a technician's never does."""
    return actor.pk is not None and actor.holds(*NEED_KEYS)


def may_open_vault(actor: Actor, account: Account, session: OpenSession, proof: Proof) -> bool:
    """The owner, signed in with both steps, who has just shown the passphrase."""
    return may_set_passphrase(actor, account, session, proof) and proof.way is Way.PASSPHRASE


@clause("CNF-12")
def may_open_screen(actor: Actor, session: OpenSession, answer: Answer) -> bool:
    """The owner of the session opens its screen, by PIN, passkey or passphrase."""
    return is_in(actor, session) and answer.way in {Way.PIN, Way.PASSKEY, Way.PASSPHRASE}


def own_accounts(actor: Actor) -> Q:
    """`is_own`, as a filter; somebody without an id has none."""
    return Q(staff=actor.pk, closed_at=None) if actor.pk else Q(pk__in=[])


def owned_by(actor: Actor) -> Q:
    """`owns`, as a filter; somebody without an id owns nothing."""
    return Q(account__staff=actor.pk, account__closed_at=None) if actor.pk else Q(pk__in=[])


def manageable(actor: Actor) -> Q:
    """`may_see_accounts`, as a filter."""
    return Q() if may_see_accounts(actor) else Q(pk__in=[])
