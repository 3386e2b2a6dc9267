"""Whether an answer is right, and using it up: no code and no challenge is good twice.

Called with the account and the session taken, so that the same code sent twice
at one moment is looked at one after the other.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from django.db.models import Model

from xinqiao.register.accounts import passkeys
from xinqiao.register.accounts.codes import code_digest, normal_code
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.hashing import pins
from xinqiao.register.accounts.models import Account, ComputerCode, OpenSession, RecoveryCode, Totp
from xinqiao.register.accounts.proving import prove_again
from xinqiao.register.accounts.rules import is_invented_school

RECOVERY_CODE, COMPUTER_CODE = "recovery_code", "computer_code"
STEP_SECONDS, DIGITS, STEPS_EITHER_SIDE = 30, 6, 1


@dataclass(frozen=True)
class Answer:
    """What somebody answered: typed words, or a passkey's reply with the place it was asked at."""

    way: Way
    words: str = field(default="", repr=False)
    reply: str = field(default="", repr=False)
    place: passkeys.Place | None = None


def answered(account: Account, session: OpenSession, answer: Answer, at: datetime) -> tuple[Model, ...] | None:
    """The rows by which the answer is right, already marked as used; None where it is wrong."""
    if answer.way is Way.TOTP:
        return _totp(account, answer.words, at)
    if answer.way is Way.RECOVERY_CODE:
        return _recovery_code(account, answer.words, at)
    if answer.way is Way.COMPUTER_CODE:
        return _computer_code(account, answer.words, at)
    if answer.way is Way.PASSKEY and answer.place:
        return passkeys.answered(account, session, answer.reply, answer.place, at)
    if answer.way is Way.PIN:
        return () if account.pin and pins.verify(answer.words, account.pin) else None
    if answer.way is Way.PASSPHRASE:
        return () if prove_again(account, answer.words) else None
    return None


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The time step whose code this is, allowing clocks to be half a minute apart (RFC 6238, 5.2)."""
    code = normal_code(typed)
    if len(code) != DIGITS:
        return None
    clock, now = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS), int(at.timestamp()) // STEP_SECONDS
    steps = range(now - STEPS_EITHER_SIDE, now + STEPS_EITHER_SIDE + 1)
    fitting = [step for step in steps if hmac.compare_digest(clock.generate_otp(step).encode(), code.encode())]
    return max(fitting, default=None)


def _totp(account: Account, typed: str, at: datetime) -> tuple[Model, ...] | None:
    phone = Totp.objects.select_for_update().filter(account=account).first()
    step = matching_step(phone.secret, typed, at) if phone else None
    if phone is None or step is None or step <= phone.last_step:
        return None
    phone.last_step = step
    phone.save(update_fields=["last_step"])
    return (phone,)


def _recovery_code(account: Account, typed: str, at: datetime) -> tuple[Model, ...] | None:
    digest = code_digest(RECOVERY_CODE, account.pk, typed)
    code = RecoveryCode.objects.select_for_update().filter(account=account, digest=digest, used_at=None).first()
    if code is None:
        return None
    code.used_at = at
    code.save(update_fields=["used_at"])
    return (code,)


def _computer_code(account: Account, typed: str, at: datetime) -> tuple[Model, ...] | None:
    digest = code_digest(COMPUTER_CODE, account.pk, typed)
    codes = ComputerCode.objects.select_for_update().filter(account=account, digest=digest, used_at=None, until__gt=at)
    code = codes.first()
    if code is None or (code.stays and not is_invented_school()):
        return None
    if not code.stays:
        code.used_at = at
        code.save(update_fields=["used_at"])
    return (code,)
