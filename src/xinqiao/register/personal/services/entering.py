"""Coming in: with the words of one's own, or with a slip, which asks for words of one's own first.

No account is locked when somebody signs in, so that not even a lock tells the
day. An account is written when a slip is used, and then nothing of the work is.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import ANYONE, Missing, Problem, take
from xinqiao.core.clock import local
from xinqiao.register.accounts.services import cookie_digest, make_cookie, pins
from xinqiao.register.people.selectors import school
from xinqiao.register.personal import policy
from xinqiao.register.personal.choosing import secret_faults
from xinqiao.register.personal.company import take_company, write
from xinqiao.register.personal.models import PersonalAccount, PersonalSession, account_index
from xinqiao.register.personal.proving import Proof, WrongNameOrWords, let_in, the_rules
from xinqiao.register.personal.rules import HALF_IN_LASTS, LASTS_AT_MOST, SESSIONS_AT_MOST
from xinqiao.register.personal.selectors import COOKIE, Owner, owner_of


class SlipOver(Problem):
    """The slip was used by somebody else a moment ago, or a newer one was printed, or its day is past."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("这张纸条已经用过了，或者过期了。找给你纸条的老师要一张新的。"))


@dataclass(frozen=True)
class Opened:
    """A new session with the value of its cookie."""

    session: PersonalSession
    cookie: str = field(repr=False)


@transaction.atomic
def come_in(*, proof: Proof, shared: bool, at: datetime) -> Opened:
    """A session for whoever has just shown the words of an account. Raises `WrongNameOrWords` where they changed since."""
    account = _still_right(proof)
    _end_the_oldest(account)
    return _session(account, {"start": account.state["start"]}, shared, LASTS_AT_MOST, at)


@transaction.atomic
def show_slip(*, proof: Proof, shared: bool, at: datetime) -> Opened:
    """Half a session for whoever has just shown a slip: with it words of one's own are chosen, and nothing else."""
    account = _still_right(proof)
    return _session(account, {"slip": proof.seen}, shared, HALF_IN_LASTS, at)


def _still_right(proof: Proof) -> PersonalAccount:
    """The account, if what was shown is still in force. A refusal would be written down, with the account: none is made."""
    account = take(PersonalAccount, proof.account, lock=False)
    if policy.may_come_in(ANYONE, account, proof.seen) is not True:
        raise WrongNameOrWords
    return account


def begin(*, session: UUID, words: str, at: datetime) -> Opened:
    """Words of one's own in place of the slip: a new start of the account, which is shown nothing older.

    All its sessions end. The slow hash runs before anything is locked. Raises
    `SlipOver`, `NotForYouYet`, and `Problem` for words that will not do.
    """
    half = take(PersonalSession, session, lock=False)
    account = take(PersonalAccount, UUID(half.who["account"]), lock=False)
    owner = owner_of(account)
    if owner is None:
        raise SlipOver
    let_in(owner, the_rules(), at)
    check_words(owner, words, at)
    return _begin(session=session, account=account.pk, verifier=pins.encode(words.strip(), pins.salt()), at=at)


def check_words(owner: Owner, words: str, at: datetime) -> None:
    """Raises `Problem` with the first thing that is wrong with new words."""
    ours = school()
    known = [owner.name, owner.number, ours.name if ours else ""]
    faults = secret_faults(
        words, by_pin=owner.uses_pin(local(at).date()), known=known, born=owner.born, number=owner.number
    )
    if faults:
        raise Problem(str(faults[0]), status=422)


@transaction.atomic
def _begin(*, session: UUID, account: UUID, verifier: str, at: datetime) -> Opened:
    taken, company = take_company(account)
    try:
        half = take(PersonalSession, session)
    except Missing:
        raise SlipOver from None
    if policy.may_begin(ANYONE, taken, half) is not True or at >= datetime.fromisoformat(taken.state["slip"]["until"]):
        raise SlipOver
    start = str(uuid4())
    write(company, {taken.pk: {"verifier": verifier, "start": start, "slip": None}})
    PersonalSession.objects.filter(account_index=account_index(taken.pk)).delete()
    return _session(taken, {"start": start}, half.shared, LASTS_AT_MOST, at)


def _session(account: PersonalAccount, who: dict[str, str], shared: bool, lasts: timedelta, at: datetime) -> Opened:
    cookie = make_cookie()
    session = PersonalSession.objects.create(
        cookie=cookie_digest(COOKIE, cookie),
        account_index=account_index(account.pk),
        who={"account": str(account.pk), **who},
        shared=shared,
        seen_at=at,
        until=at + lasts,
    )
    return Opened(session, cookie)


def _end_the_oldest(account: PersonalAccount) -> None:
    rows = PersonalSession.objects.filter(account_index=account_index(account.pk)).order_by("-seen_at", "-until")
    kept = list(rows.values_list("pk", flat=True)[: SESSIONS_AT_MOST - 1])
    rows.exclude(pk__in=kept).delete()
