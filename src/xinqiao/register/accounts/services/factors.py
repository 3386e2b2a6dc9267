"""The owner's ways of taking the second step: a phone, passkeys, recovery codes."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import Removed, record
from xinqiao.register.accounts import passkeys, policy
from xinqiao.register.accounts.answers import RECOVERY_CODE, matching_step
from xinqiao.register.accounts.codes import code_digest, make_code
from xinqiao.register.accounts.events import FactorAdded, FactorRemoved, RecoveryCodesMade, Way
from xinqiao.register.accounts.models import Account, Passkey, RecoveryCode, Totp
from xinqiao.register.accounts.rules import PASSKEYS_AT_MOST, RECOVERY_CODES
from xinqiao.register.accounts.selectors.factors import pending_secret, ways_of
from xinqiao.register.accounts.services.sessions import Cookies, come_in
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.states import Step


@transaction.atomic
def confirm_totp(
    *, actor: Actor, session: UUID, words: str, computers: tuple[str, ...], at: datetime
) -> Cookies | None:
    """The phone has the secret: its first code proves it. Who was choosing the second step is signed in by it.

    Returns the new cookies where it completes the sign-in.
    """
    account, mine = take_session(session)
    grant = require(actor, policy.may_add_factor, mine)
    if Totp.objects.filter(account=account).exists():
        raise Problem(_("已经有一部手机了。换手机请先移除旧的。"))
    secret = pending_secret(mine.pk)
    step = matching_step(secret, words, at)
    if step is None:
        raise Problem(_("验证码不对。看看手机的时间准不准，再输入手机上现在显示的六位数字。"), status=422)
    phone = Totp.objects.create(account=account, secret=secret, confirmed_at=at, last_step=step)
    record(FactorAdded(subject=account.pk, way=Way.TOTP), grant, rows=[phone], at=at)
    if mine.step == Step.ENROL:
        return come_in(session=mine, by=Way.TOTP, computers=computers, grant=grant, at=at)
    return None


@transaction.atomic
def add_passkey(
    *,
    actor: Actor,
    session: UUID,
    reply: str,
    place: passkeys.Place,
    name: str,
    computers: tuple[str, ...],
    at: datetime,
) -> Cookies | None:
    """A passkey is added under a name of the owner's choice. As `confirm_totp`, it may complete the sign-in."""
    account, mine = take_session(session)
    grant = require(actor, policy.may_add_factor, mine)
    if Passkey.objects.filter(account=account).count() >= PASSKEYS_AT_MOST:
        raise Problem(_("通行密钥已经很多了，先移除不用的。"))
    new = passkeys.added(mine, reply, place, at)
    if new is None:
        raise Problem(_("浏览器给的通行密钥不能用，请再试一次。"), status=422)
    try:
        with transaction.atomic():
            key = Passkey.objects.create(
                account=account,
                credential=new.credential,
                public_key=new.public_key,
                sign_count=new.sign_count,
                name=name.strip()[:40] or mine.label[:40],
                added_at=at,
            )
    except IntegrityError:
        raise Problem(_("这把通行密钥已经在用了。")) from None
    record(FactorAdded(subject=account.pk, way=Way.PASSKEY), grant, rows=[key], at=at)
    if mine.step == Step.ENROL:
        return come_in(session=mine, by=Way.PASSKEY, computers=computers, grant=grant, at=at)
    return None


@transaction.atomic
def remove_totp(*, actor: Actor, session: UUID, at: datetime) -> None:
    """The owner takes the phone away; not the last way, since nobody could come in."""
    account, mine = take_session(session)
    grant = require(actor, policy.is_in, mine)
    phone = Totp.objects.filter(account=account).first()
    if phone is None:
        raise Problem(_("没有登记手机。"))
    _keep_one_way(account, at)
    removed = Removed(Totp, phone.pk)
    phone.delete()
    record(FactorRemoved(subject=account.pk, way=Way.TOTP), grant, rows=[removed], at=at)


@transaction.atomic
def remove_passkey(*, actor: Actor, session: UUID, passkey: UUID, at: datetime) -> None:
    """The owner takes a passkey away; not the last way, since nobody could come in."""
    account, mine = take_session(session)
    key = take(Passkey, passkey)
    grant = require(actor, policy.may_remove_passkey, mine, key)
    _keep_one_way(account, at)
    removed = Removed(Passkey, key.pk)
    key.delete()
    record(FactorRemoved(subject=account.pk, way=Way.PASSKEY), grant, rows=[removed], at=at)


@transaction.atomic
def make_recovery_codes(*, actor: Actor, session: UUID, at: datetime) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones are void."""
    account, mine = take_session(session)
    grant = require(actor, policy.is_in, mine)
    old = RecoveryCode.objects.filter(account=account)
    removed = [Removed(RecoveryCode, pk) for pk in old.values_list("pk", flat=True)]
    old.delete()
    written = [make_code() for _ in range(RECOVERY_CODES)]
    made = [
        RecoveryCode(account=account, digest=code_digest(RECOVERY_CODE, account.pk, code), made_at=at)
        for code in written
    ]
    RecoveryCode.objects.bulk_create(made)
    record(RecoveryCodesMade(subject=account.pk), grant, rows=[*made, *removed], at=at)
    return written


def _keep_one_way(account: Account, at: datetime) -> None:
    if ways_of(account.pk, at).lasting <= 1:
        raise Problem(_("这是最后一个第二步的办法，移除了就进不来了。先添一个新的。"))
