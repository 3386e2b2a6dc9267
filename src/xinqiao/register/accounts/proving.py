"""Asking for a name and a passphrase. The only place that does, and the only maker of a `Proof`.

A wrong name and a wrong passphrase are told apart neither by the words of the
answer nor by what is done to find it: every try asks the same questions of the
database, runs Argon2id once and compares one code. It runs outside of any
transaction, so that a slow hash holds no lock.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, take
from xinqiao.core.vault.unlocking import locks_before
from xinqiao.register.accounts import limiter
from xinqiao.register.accounts.codes import code_digest, cookie_digest
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.hashing import nobodys_verifier, passphrases
from xinqiao.register.accounts.models import Account, KnownComputer, OpenSession
from xinqiao.register.accounts.rules import normal

COMPUTER, START_CODE = "computer", "start_code"
NOBODY = UUID(int=0)
_NO_CODE = bytes(32)
_MAKER = object()


class WrongNameOrPassphrase(Problem):
    """One of the two is wrong, and nobody is told which."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("登录名或口令不对。留意大小写和输入法；忘了口令，请主任重新开通。"))


class WrongPassphrase(Problem):
    """The passphrase that was given once more is not the one in force."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("现在的口令不对。"))


@dataclass(frozen=True)
class Proof:
    """That somebody knew an account's passphrase or its start code a moment ago.

    `seen` is the verifier or code that was matched: if it has changed by the time
    the proof is used, the proof is worth nothing. `locks` is how often the owner's
    vault had been locked before the passphrase was looked at.
    """

    account: UUID
    owner: UUID
    way: Way
    seen: bytes
    first_try: UUID | None
    computer: UUID | None = None
    sealing_key: bytes = field(default=b"", repr=False)
    locks: int = 0
    _maker: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._maker is not _MAKER:
            raise TypeError("A proof is made by proving.py and by nothing else.")

    @property
    def actor(self) -> Actor:
        """The owner, without any post: enough to begin a session and for nothing else."""
        return Actor(pk=self.owner)

    def still_fits(self, account: Account) -> bool:
        """Whether the account is the one, and what was matched is still in force."""
        return account.pk == self.account and hmac.compare_digest(self.seen, _matched(account, self.way))


def prove(*, sign_in: str, words: str, computers: tuple[str, ...], address: str, moment: datetime) -> Proof:
    """Whoever knows the passphrase or the start code. Raises `WrongNameOrPassphrase` or `TooManyTries`."""
    name = normal_name(sign_in)
    known = _known_computer(name, computers)
    first_try = limiter.admit(name, limiter.Visitor(known, address), moment)
    account = Account.objects.filter(sign_in=name, staff__left_on=None).first()
    locks = locks_before(account.staff_id if account else NOBODY)
    stretched = passphrases.opened(words, (account and account.password) or _nobody())
    knows_code = _knows_start_code(account, words, moment)
    if account is None or account.closed_at or not (stretched or knows_code):
        limiter.note_failure(first_try)
        raise WrongNameOrPassphrase
    way = Way.PASSPHRASE if stretched else Way.START_CODE
    key = stretched.sealing_key if stretched else b""
    return Proof(account.pk, account.staff_id, way, _matched(account, way), first_try, known, key, locks, _MAKER)


def prove_again(account: Account, words: str) -> Proof | None:
    """The passphrase once more, from somebody whose session is open already; the caller counts the tries."""
    locks = locks_before(account.staff_id)
    stretched = passphrases.opened(words, account.password or _nobody())
    if stretched is None:
        return None
    seen = _matched(account, Way.PASSPHRASE)
    return Proof(account.pk, account.staff_id, Way.PASSPHRASE, seen, None, None, stretched.sealing_key, locks, _MAKER)


def prove_for_change(*, session: UUID, words: str, moment: datetime) -> Proof:
    """The passphrase once more before it is changed. Raises `WrongPassphrase` or `TooManyTries`, which count by session."""
    return _prove_in(session, words, moment, None)


def prove_for_vault(*, session: UUID, words: str, moment: datetime) -> Proof:
    """The passphrase once more, to unlock. Raises `WrongPassphrase`, and `TooManyTries` after five wrong ones."""
    return _prove_in(session, words, moment, limiter.VAULT_TIERS)


def _prove_in(session: UUID, words: str, moment: datetime, tiers: limiter.Tiers | None) -> Proof:
    account = take(OpenSession, session, lock=False).account
    first_try = limiter.admit(account.sign_in, limiter.Visitor(session, ""), moment, tiers)
    proof = prove_again(account, words)
    if proof is None:
        raise WrongPassphrase
    limiter.note_success(first_try)
    return proof


def normal_name(sign_in: str) -> str:
    """A sign-in name as it is kept: width and capitals do not matter."""
    return normal(sign_in[:200]).strip()[:40]


@cache
def _nobody() -> str:
    """Made once: for names that do not exist and accounts that wait for their owner."""
    return nobodys_verifier()


def _matched(account: Account, way: Way) -> bytes:
    return account.password.encode() if way is Way.PASSPHRASE else bytes(account.start_code or b"")


def _knows_start_code(account: Account | None, words: str, moment: datetime) -> bool:
    given = code_digest(START_CODE, account.pk if account else NOBODY, words)
    kept = bytes(account.start_code) if account and account.start_code else _NO_CODE
    fits = hmac.compare_digest(given, kept)
    return fits and account is not None and account.start_code_until is not None and moment < account.start_code_until


def _known_computer(name: str, cookies: tuple[str, ...]) -> UUID | None:
    digests = [cookie_digest(COMPUTER, cookie) for cookie in cookies]
    found = KnownComputer.objects.filter(account__sign_in=name, cookie__in=digests, ended_at=None)
    return found.values_list("pk", flat=True).first()
