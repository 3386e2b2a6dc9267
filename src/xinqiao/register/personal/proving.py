"""Asking for a sign-in name and a PIN, a passphrase, or the code on a slip. The only place at the own door that does.

A wrong name and a wrong PIN are told apart neither by the words of the answer nor
by what is done to find it: every try asks the same of the database, runs Argon2id
once, at one cost for everybody, and compares one code. It runs outside of any
transaction and locks no account: a lock, too, would leave a trace of the day.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clock import local
from xinqiao.register.accounts.services import (
    ClosedForNow,
    Visitor,
    admit,
    code_digest,
    note_failure,
    note_success,
    pins,
)
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal.models import DoorRules, PersonalAccount, nothing_yet
from xinqiao.register.personal.rules import normal_sign_in, old_enough
from xinqiao.register.personal.selectors import Owner, owner_of

SLIP = "personal_slip"
NOBODY = UUID(int=0)
_MAKER = object()


class WrongNameOrWords(Problem):
    """One of the two is wrong, or the slip is: used, too old, another's. Nobody is told which."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("登录名和密码对不上，或者纸条用过了、过期了。再看一遍；还不行，就找给你纸条的老师要一张新的。")
        )


class TooOften(Problem):
    """The door of this name, there or not, is closed for a while; nothing was looked at."""

    status = 429

    def __init__(self, minutes: int) -> None:
        words = _("试的次数太多了，先歇 %(minutes)d 分钟再试。不想等，就找给你纸条的老师要一张新的，新纸条马上能用。")
        super().__init__(words % {"minutes": minutes})


class NotForYouYet(Problem):
    """The slip or the PIN was right, and the school gives this person no account (any more)."""

    status = 422

    def __init__(self, owner: Owner) -> None:
        if owner.kind is ClientKind.GUARDIAN:
            super().__init__(_("学校现在不在这里接待家长。有事请直接打电话或到学校来，老师会接待您。"))
        else:
            super().__init__(_("你还小，不用在这里登录。想找老师，直接走过去就行，也可以请爸爸妈妈或班主任带你来。"))


@dataclass(frozen=True)
class Proof:
    """That somebody knew an account's words, or had its slip, a moment ago; `seen` is what was matched."""

    account: UUID
    by_slip: bool
    seen: str = field(repr=False)
    _maker: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._maker is not _MAKER:
            raise TypeError("A proof is made by proving.py and by nothing else.")


def prove(*, sign_in: str, words: str, address: str, moment: datetime) -> Proof:
    """Whoever knows the words or has the slip. Raises `WrongNameOrWords`, `TooOften` and `NotForYouYet`."""
    name = normal_sign_in(sign_in)
    account, rules = PersonalAccount.objects.filter(sign_in=name).first(), the_rules()
    state = account.state if account else nothing_yet()
    first_try = knock(f"{name}\0{(state['slip'] or {}).get('digest', '')}", address, moment)
    knows = pins.verify(words.strip(), state["verifier"] or _nobody())
    has_slip = _has_slip(account.pk if account else NOBODY, state["slip"], words, moment)
    owner = owner_of(account) if account and not account.closed and (knows or has_slip) else None
    if account is None or owner is None:
        note_failure(first_try)
        raise WrongNameOrWords
    note_success(first_try)
    let_in(owner, rules, moment)
    return Proof(account.pk, has_slip and not knows, state["verifier"] if knows else state["slip"]["digest"], _MAKER)


def knows_words(account: PersonalAccount, words: str, address: str, moment: datetime) -> bool:
    """The words in force once more, from somebody who is in already. Raises `TooOften`."""
    first_try = knock(f"again\0{account.pk}", address, moment)
    if not pins.verify(words.strip(), account.state["verifier"] or _nobody()):
        note_failure(first_try)
        return False
    note_success(first_try)
    return True


def let_in(owner: Owner, rules: DoorRules, moment: datetime) -> None:
    """Whether the school has an account for this person. Raises `NotForYouYet`."""
    on = local(moment).date()
    wanted = (
        rules.guardians
        if owner.kind is ClientKind.GUARDIAN
        else old_enough(owner.born, owner.grade, rules.lowest_age, on)
    )
    if not wanted:
        raise NotForYouYet(owner)


def the_rules() -> DoorRules:
    """What the school has decided, or what holds until it decides."""
    return DoorRules.objects.first() or DoorRules()


def knock(door: str, address: str, moment: datetime) -> UUID:
    """Count a try. The doors of the desk and the own door's share nothing, not even a school's address.

    A new slip is a new door: who has forgotten and tried too often is let in by it at once. Raises `TooOften`.
    """
    try:
        return admit(f"me\0{door}", Visitor(None, f"me\0{address}"), moment)
    except ClosedForNow as closed:
        raise TooOften(closed.minutes) from None


def _has_slip(account: UUID, slip: dict[str, str] | None, words: str, moment: datetime) -> bool:
    given = code_digest(SLIP, account, words).hex()
    kept = slip or {"digest": "0" * 64, "until": ""}
    fits = hmac.compare_digest(given, kept["digest"])
    return fits and slip is not None and moment < datetime.fromisoformat(kept["until"])


@cache
def _nobody() -> str:
    """A verifier that nothing fits, made once: for names that do not exist and accounts that nobody has started."""
    return pins.encode(secrets.token_urlsafe(32), pins.salt())
