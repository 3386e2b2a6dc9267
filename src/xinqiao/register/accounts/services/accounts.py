"""Making, resetting and closing accounts: the director's part."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import Removed, record, said_of_each
from xinqiao.core.vault.unlocking import lock
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.codes import code_digest, make_code
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import (
    AccountClosed,
    AccountMade,
    AccountReopened,
    AccountReset,
    PassphraseSet,
)
from xinqiao.register.accounts.models import (
    Account,
    ComputerCode,
    KnownComputer,
    OpenSession,
    Passkey,
    RecoveryCode,
    Totp,
)
from xinqiao.register.accounts.proving import START_CODE, normal_name
from xinqiao.register.accounts.rules import START_CODE_LASTS, is_invented_school, sign_in_faults
from xinqiao.register.accounts.services.computers import COMPUTER_CODE
from xinqiao.register.accounts.services.passphrases import lay_passphrase, take_passphrase_away
from xinqiao.register.accounts.services.vault import make_key_ahead
from xinqiao.register.people.models import Staff

_FOR_A_DEMO = timedelta(days=3650)


@dataclass(frozen=True)
class NewAccount:
    """An account with the code that opens it once; shown to the director, kept nowhere."""

    account: Account
    start_code: str = field(repr=False)


@transaction.atomic
def make_account(*, actor: Actor, staff: UUID, sign_in: str, at: datetime) -> NewAccount:
    """An account for a member of staff, to be opened by its owner with the start code within two weeks."""
    owner = take(Staff, staff)
    grant = require(actor, policy.may_make_accounts)
    account = _new_account(owner, sign_in, at)
    code = _lay_start_code(account, at)
    record(AccountMade(subject=account.pk), grant, rows=[account], at=at)
    return NewAccount(account, code)


@transaction.atomic
def reset_account(
    *, actor: Actor, account: UUID, clear_factors: bool, end_key: bool = False, at: datetime
) -> NewAccount:
    """Open the way in again for somebody who forgot: all sessions end, a new start code is made.

    Whoever has a key loses it with the passphrase. That must be meant
    (`end_key`); else raises `KeyWouldBeLost`. Records come back by the envelope.
    """
    taken = take(Account, account)
    grant = require(actor, policy.may_reset, taken)
    if taken.closed_at:
        raise Problem(_("这个账号已经关闭，要先重新开启。"))
    end_sessions(OpenSession.objects.filter(account=taken), actor=actor, at=at)
    take_passphrase_away(taken, end_key=end_key, grant=grant, at=at)
    rows = _clear_factors(taken) if clear_factors else []
    code = _lay_start_code(taken, at)
    record(AccountReset(subject=taken.pk, factors_cleared=clear_factors), grant, rows=[taken, *rows], at=at)
    return NewAccount(taken, code)


@transaction.atomic
def renew_first_codes(*, actor: Actor, at: datetime) -> list[NewAccount]:
    """New start codes for every account of a school in which nobody has ever set a passphrase.

    Set-up may have been interrupted before its codes were seen, and there is
    nobody who could let them in. Whoever runs it could have set up the school.
    """
    grant = require(actor, policy.may_renew_first_codes)
    accounts = list(Account.objects.select_for_update(of=("self",)).select_related("staff").order_by("made_at", "pk"))
    if not accounts:
        raise Problem(_("还没有学校，也没有账号；请先运行 xinqiao setup。"))
    said = said_of_each([account.pk for account in accounts], [PassphraseSet.kind])
    if any(said.values()):
        raise Problem(_("已经有人登录过，这里不再给启动码：请主任在“人员与账号”里重新开通，主任自己的由校长开通。"))
    made = []
    for account in accounts:
        end_sessions(OpenSession.objects.filter(account=account), actor=actor, at=at)
        made.append(NewAccount(account, _lay_start_code(account, at)))
        record(AccountReset(subject=account.pk), grant, rows=[account], at=at)
    return made


@transaction.atomic
def close_account(*, actor: Actor, account: UUID, at: datetime) -> Account:
    """Nobody signs in by this account any more; its sessions end with this transaction, and its owner's vault is locked.

    The keys stay, under a passphrase that opens nothing here.
    """
    taken = take(Account, account)
    grant = require(actor, policy.may_close, taken)
    if taken.closed_at:
        raise Problem(_("这个账号已经关闭了。"))
    taken.closed_at, taken.start_code, taken.start_code_until = at, None, None
    taken.save(update_fields=["closed_at", "start_code", "start_code_until"])
    end_sessions(OpenSession.objects.filter(account=taken), actor=actor, at=at)
    lock(actor=actor, owner=taken.staff_id, at=at)
    record(AccountClosed(subject=taken.pk), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def reopen_account(*, actor: Actor, account: UUID, end_key: bool = False, at: datetime) -> NewAccount:
    """A closed account is opened again; its owner begins with a start code, and chooses the second step anew.

    For the owner's key as `reset_account`. Raises `KeyWouldBeLost`.
    """
    taken = take(Account, account)
    grant = require(actor, policy.may_close, taken)
    if not taken.closed_at:
        raise Problem(_("这个账号没有关闭。"))
    end_sessions(OpenSession.objects.filter(account=taken), actor=actor, at=at)
    take_passphrase_away(taken, end_key=end_key, grant=grant, at=at)
    rows = _clear_factors(taken)
    taken.closed_at = None
    taken.save(update_fields=["closed_at"])
    code = _lay_start_code(taken, at)
    record(AccountReopened(subject=taken.pk), grant, rows=[taken, *rows], at=at)
    return NewAccount(taken, code)


@transaction.atomic
def seed_account(
    *, actor: Actor, staff: UUID, sign_in: str, passphrase: str, computer_code: str, at: datetime
) -> Account:
    """An account of an invented school, ready to be tried: its passphrase and its computer code are no secrets.

    Refuses in a real school, whoever asks.
    """
    owner = take(Staff, staff)
    grant = require(actor, policy.may_make_accounts)
    if not is_invented_school():
        raise Problem(_("只有演示用的学校才能有这样的账号。"))
    account = _new_account(owner, sign_in, at)
    sealing_key = lay_passphrase(account, passphrase, old_key=None, by=None, grant=grant, at=at)
    make_key_ahead(owner=staff, sealing_key=sealing_key, at=at)
    code = _lay_demo_code(account, computer_code, at)
    record(AccountMade(subject=account.pk), grant, rows=[account, code], at=at)
    return account


def _new_account(owner: Staff, sign_in: str, at: datetime) -> Account:
    name = normal_name(sign_in)
    if faults := sign_in_faults(name):
        raise Problem(str(faults[0]), status=422)
    if owner.left_on:
        raise Problem(_("这位同事已经离开，不能再开账号。"))
    if Account.objects.filter(staff=owner).exists():
        raise Problem(_("这位同事已经有账号了。"))
    try:
        with transaction.atomic():
            return Account.objects.create(sign_in=name, staff=owner, made_at=at)
    except IntegrityError:
        raise Problem(_("这个登录名已经有人用了，换一个。"), status=422) from None


def _lay_start_code(account: Account, at: datetime) -> str:
    """A new start code for an account without a passphrase, in which nothing is open."""
    code = make_code()
    account.start_code = code_digest(START_CODE, account.pk, code)
    account.start_code_until = at + START_CODE_LASTS
    account.save(update_fields=["password", "passphrase_set_at", "pin", "start_code", "start_code_until"])
    return code


def _clear_factors(account: Account) -> list[Removed]:
    """Take every way of the second step away; a telephone that was lost must not open anything."""
    removed: list[Removed] = []
    for model in (Totp, Passkey, RecoveryCode, ComputerCode, KnownComputer):
        rows = model._default_manager.filter(account=account)
        removed += [Removed(model, pk) for pk in rows.values_list("pk", flat=True)]
        rows.delete()
    return removed


def _lay_demo_code(account: Account, written: str, at: datetime) -> ComputerCode:
    """A computer code that stays good: for invented schools, and refused everywhere else when it is used."""
    digest = code_digest(COMPUTER_CODE, account.pk, written)
    return ComputerCode.objects.create(account=account, digest=digest, made_at=at, until=at + _FOR_A_DEMO, stays=True)
