"""Setting a passphrase: one place, so that what hangs on a passphrase is never left behind."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.access.asking import Grant
from xinqiao.core.ledger import record
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.events import PassphraseSet, PinSet, Way
from xinqiao.register.accounts.hashing import passphrases, pins
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.proving import Proof
from xinqiao.register.accounts.rules import HALF_SIGNED_IN_LASTS, passphrase_faults, pin_faults
from xinqiao.register.accounts.selectors.factors import has_second_step, telltales_of
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.states import Step

Resealer: TypeAlias = Callable[[UUID, bytes | None, bytes | None], None]
_resealers: list[Resealer] = []


def on_passphrase_change(reseal: Resealer) -> None:
    """Have `reseal(account, old_key, new_key)` called inside every change of a passphrase.

    It re-seals what lay under the old key to the new one, or raises `Problem`,
    and then the passphrase stays as it was. `old_key` is None where the old
    passphrase was not given (the first one, or after a reset); `new_key` is
    None where the passphrase is taken away.
    """
    _resealers.append(reseal)


def tell_resealers(account: UUID, old_key: bytes | None, new_key: bytes | None) -> None:
    """Ask everything that is sealed under this account's passphrase to follow. Raises what they raise."""
    for reseal in _resealers:
        reseal(account, old_key, new_key)


@transaction.atomic
def set_first_passphrase(*, actor: Actor, session: UUID, words: str, at: datetime) -> OpenSession:
    """The owner sets a passphrase after coming in with the start code, which is good for nothing from then on."""
    account, mine = take_session(session)
    grant = require(actor, policy.is_own, account)
    wanted = Step.SECOND if has_second_step(account.pk, at) else Step.ENROL
    mine.move(wanted, at=at, until=at + HALF_SIGNED_IN_LASTS)
    account.start_code = account.start_code_until = None
    _set_passphrase(account, words, old_key=None, by=Way.START_CODE, grant=grant, at=at)
    OpenSession.objects.filter(account=account).exclude(pk=mine.pk).delete()
    return mine


@transaction.atomic
def change_passphrase(*, actor: Actor, session: UUID, proof: Proof, words: str, at: datetime) -> None:
    """The owner changes the passphrase, having shown the old one; all other sessions end."""
    account, mine = take_session(session)
    grant = require(actor, policy.may_set_passphrase, account, mine, proof)
    _set_passphrase(account, words, old_key=proof.sealing_key, by=Way.PASSPHRASE, grant=grant, at=at)
    OpenSession.objects.filter(account=account).exclude(pk=mine.pk).delete()


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


def _set_passphrase(
    account: Account, words: str, *, old_key: bytes | None, by: Way, grant: Grant, at: datetime
) -> None:
    """The one place. The PIN goes with the old passphrase: whoever knew that may know this."""
    if faults := passphrase_faults(words, telltales_of(account)):
        raise Problem(str(faults[0]), status=422)
    salt = passphrases.salt()
    made = passphrases.stretched(words, salt, passphrases.cost)
    tell_resealers(account.pk, old_key, made.sealing_key)
    account.password = passphrases.written(made, salt, passphrases.cost)
    account.passphrase_set_at, account.pin = at, ""
    account.save(update_fields=["password", "passphrase_set_at", "pin", "start_code", "start_code_until"])
    record(PassphraseSet(subject=account.pk, by=by), grant, rows=[account], at=at)
