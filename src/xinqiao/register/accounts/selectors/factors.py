"""What an account has for its second step, and what others know of its owner."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.core.keys import Keyed
from xinqiao.register.accounts.models import Account, ComputerCode, KnownComputer, Passkey, RecoveryCode, Totp
from xinqiao.register.accounts.rules import is_invented_school
from xinqiao.register.people.selectors import school

_SECRET_BYTES = 20


@dataclass(frozen=True)
class Ways:
    """The ways open to an account at its second step."""

    totp: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes: int
    computer_code: bool
    computers: int

    @property
    def any(self) -> bool:
        """Whether there is a way at all; recovery codes alone are for emergencies and count, too."""
        return bool(self.totp or self.passkeys or self.recovery_codes or self.computer_code or self.computers)

    @property
    def lasting(self) -> int:
        """How many ways there are that do not run out."""
        return int(self.totp) + len(self.passkeys) + self.computers


def ways_of(account: UUID, at: datetime) -> Ways:
    """What this account may show beside its passphrase, right now."""
    codes = ComputerCode.objects.filter(account=account, used_at=None, until__gt=at)
    if not is_invented_school():
        codes = codes.filter(stays=False)
    return Ways(
        totp=Totp.objects.filter(account=account).exists(),
        passkeys=tuple(Passkey.objects.filter(account=account).order_by("added_at")),
        recovery_codes=RecoveryCode.objects.filter(account=account, used_at=None).count(),
        computer_code=codes.exists(),
        computers=registered(account, at),
    )


def registered(account: UUID, at: datetime) -> int:
    """How many computers stand for the second step of this account."""
    return KnownComputer.objects.filter(account=account, ended_at=None, registered_until__gt=at).count()


def has_second_step(account: UUID, at: datetime) -> bool:
    """Whether there is any way of taking the second step; if not, one must be chosen first."""
    return ways_of(account, at).any


def pending_secret(session: UUID) -> str:
    """The secret that this session offers to a phone, before a first code has shown that it arrived there.

    It is worked out anew whenever the page needs it, so that nothing half done lies in the database.
    """
    return base64.b32encode(Keyed("accounts.totp.pending").digest(session.bytes)[:_SECRET_BYTES]).decode("ascii")


def phone_address(account: Account, secret: str) -> str:
    """What the QR code says. The phone will show it, so it names neither the service nor the person's post."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.sign_in, issuer_name=str(_("校园服务")))


def telltales_of(account: Account) -> list[str]:
    """What others know of the owner and therefore try first."""
    found = school()
    names = [found.name, found.short_name] if found else []
    staff = account.staff
    spelt = "".join(letter for letter in staff.sort_key if not letter.isdigit())
    return [account.sign_in, staff.name, spelt.replace(" ", ""), *spelt.split(), *names]


def own_account(actor: Actor) -> Account | None:
    """The account of whoever asks."""
    return Account.objects.select_related("staff").filter(staff=actor.pk, closed_at=None).first() if actor.pk else None
