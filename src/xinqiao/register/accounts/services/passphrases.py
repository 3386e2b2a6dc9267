"""Setting a passphrase: one place, so that what hangs on a passphrase is never left behind."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.access.asking import Grant
from xinqiao.core.ledger import record
from xinqiao.core.vault.person_keys import end_person_key, has_person_key, reseal_person_key
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import PassphraseSet, PinSet, Way
from xinqiao.register.accounts.hashing import passphrases, pins
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.proving import Proof
from xinqiao.register.accounts.rules import HALF_SIGNED_IN_LASTS, passphrase_faults, pin_faults
from xinqiao.register.accounts.selectors.factors import has_second_step, telltales_of
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.services.vault import unlock_at_sign_in
from xinqiao.register.accounts.states import Step


class KeyWouldBeLost(Problem):
    """Taking the passphrase away would leave the owner's key closed for good, and nobody has said that this is meant."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "这位同事有自己的钥匙，口令作废，钥匙就再也打不开。要继续，请勾选“停用原来的钥匙”；"
                "记录不会丢，之后凭信封里的恢复钥匙恢复给本人。"
            )
        )


@dataclass(frozen=True)
class Begun:
    """A session whose owner has just set a first passphrase; `browser_key` is the vault's, where it was unlocked."""

    session: OpenSession
    browser_key: bytes | None = field(default=None, repr=False)


@transaction.atomic
def set_first_passphrase(*, actor: Actor, session: UUID, words: str, at: datetime) -> Begun:
    """The owner sets a passphrase after coming in with the start code, which is good for nothing from then on.

    Whoever's post needs keys gets them here, and they are unlocked. Raises
    `OldPassphraseNeeded` where an older key would be left behind.
    """
    account, mine = take_session(session)
    grant = require(actor, policy.is_own, account)
    wanted = Step.SECOND if has_second_step(account.pk, at) else Step.ENROL
    mine.move(wanted, at=at, until=at + HALF_SIGNED_IN_LASTS)
    _refuse_weak(account, words)
    account.start_code = account.start_code_until = None
    _end_others(account, mine, actor, at)
    made = lay_passphrase(account, words, old_key=None, by=Way.START_CODE, grant=grant, at=at)
    key = unlock_at_sign_in(owner=account.staff_id, session=mine.pk, sealing_key=made, locks=0, at=at)
    return Begun(mine, key)


@transaction.atomic
def change_passphrase(*, actor: Actor, session: UUID, proof: Proof, words: str, at: datetime) -> None:
    """The owner changes the passphrase, having shown the old one; all other sessions end, and the vault is locked."""
    account, mine = take_session(session)
    grant = require(actor, policy.may_set_passphrase, account, mine, proof)
    _refuse_weak(account, words)
    _end_others(account, mine, actor, at)
    lay_passphrase(account, words, old_key=proof.sealing_key, by=Way.PASSPHRASE, grant=grant, at=at)


@transaction.atomic
def set_pin(*, actor: Actor, account: UUID, pin: str, at: datetime) -> None:
    """The owner sets the PIN that opens the locked screen."""
    taken = take(Account, account)
    grant = require(actor, policy.is_own, taken)
    if faults := pin_faults(pin):
        raise Problem(str(faults[0]), status=422)
    taken.pin = pins.encode(pin, pins.salt())
    taken.save(update_fields=["pin"])
    record(PinSet(subject=taken.pk), grant, rows=[taken], at=at)


def lay_passphrase(
    account: Account, words: str, *, old_key: bytes | None, by: Way | None, grant: Grant, at: datetime
) -> bytes:
    """The one place where a verifier is written, as part of a service. Returns the new sealing key.

    The owner's keys follow, or the passphrase stays as it was: raises
    `OldPassphraseNeeded` and `WrongPassphraseKey`. The PIN goes with the old
    passphrase: whoever knew that may know this.
    """
    salt = passphrases.salt()
    made = passphrases.stretched(words, salt, passphrases.cost)
    reseal_person_key(grant=grant, owner=account.staff_id, old=old_key, new=made.sealing_key, at=at)
    account.password = passphrases.written(made, salt, passphrases.cost)
    account.passphrase_set_at, account.pin = at, ""
    account.save(update_fields=["password", "passphrase_set_at", "pin", "start_code", "start_code_until"])
    record(PassphraseSet(subject=account.pk, by=by), grant, rows=[account], at=at)
    return made.sealing_key


def take_passphrase_away(account: Account, *, end_key: bool, grant: Grant, at: datetime) -> None:
    """The one place where a verifier is removed, as part of a service that saves the account.

    What lies under the passphrase is lost with it, so that it must have been
    ended knowingly. Raises `KeyWouldBeLost`.
    """
    if end_key:
        end_person_key(grant=grant, owner=account.staff_id, at=at)
    elif has_person_key(account.staff_id):
        raise KeyWouldBeLost
    account.password, account.passphrase_set_at, account.pin = "", None, ""


def _refuse_weak(account: Account, words: str) -> None:
    if faults := passphrase_faults(words, telltales_of(account)):
        raise Problem(str(faults[0]), status=422)


def _end_others(account: Account, mine: OpenSession, actor: Actor, at: datetime) -> None:
    end_sessions(OpenSession.objects.filter(account=account).exclude(pk=mine.pk), actor=actor, at=at)
