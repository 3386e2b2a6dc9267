"""Opening a session with a proof, coming in, and ending sessions."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from xinqiao.core.access import Actor, require, take
from xinqiao.core.access.asking import Grant
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.register.accounts import limiter, policy
from xinqiao.register.accounts.codes import cookie_digest, make_cookie
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.events import SessionBegun, SessionEnded, SignedIn, Way, Why
from xinqiao.register.accounts.models import Account, KnownComputer, OpenSession
from xinqiao.register.accounts.proving import COMPUTER, Proof
from xinqiao.register.accounts.rules import (
    COMPUTER_LASTS,
    HALF_SIGNED_IN_LASTS,
    SESSIONS_AT_MOST,
    SIGNED_IN_LASTS,
)
from xinqiao.register.accounts.selectors.factors import has_second_step
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.services.vault import unlock_at_sign_in
from xinqiao.register.accounts.sessions import COOKIE
from xinqiao.register.accounts.states import Step


@dataclass(frozen=True)
class Opened:
    """A new session with the value of its cookie.

    `computer` is the computer's new cookie, where one came in; `browser_key` the vault's, where it was unlocked.
    """

    session: OpenSession
    cookie: str = field(repr=False)
    computer: str | None = field(default=None, repr=False)
    browser_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Cookies:
    """The two new cookies of somebody who has come in: the session's and the computer's."""

    session: str = field(repr=False)
    computer: str = field(repr=False)


@transaction.atomic
def open_session(*, actor: Actor, proof: Proof, label: str, computers: tuple[str, ...], at: datetime) -> Opened:
    """Begin a session for whoever has just shown a passphrase or a start code.

    It is a new row with a new cookie, whatever the browser had before. On a
    registered computer it is complete at once; else the second step comes next,
    and the try at the door counts as failed until that is done. A passphrase
    unlocks at once; what it unlocks waits for the second step, too.
    """
    account = take(Account, proof.account)
    grant = require(actor, policy.may_begin, account, proof)
    cookie = make_cookie()
    session = OpenSession.objects.create(
        account=account,
        cookie=cookie_digest(COOKIE, cookie),
        step=_first_step(account, proof, at),
        label=label[:60],
        began_at=at,
        seen_at=at,
        until=at + HALF_SIGNED_IN_LASTS,
        first_try=proof.first_try,
    )
    forgotten = _take_forgotten(account)
    browser_key = unlock_at_sign_in(
        owner=account.staff_id, session=session.pk, sealing_key=proof.sealing_key, locks=proof.locks, at=at
    )
    end_sessions(OpenSession.objects.filter(pk__in=forgotten), actor=actor, at=at)
    record(SessionBegun(subject=account.pk, session=session.pk, by=proof.way), grant, at=at)
    if session.step == Step.SECOND and _is_registered(proof, at):
        new = come_in(session=session, by=Way.COMPUTER, computers=computers, grant=grant, at=at)
        return Opened(session, new.session, new.computer, browser_key)
    return Opened(session, cookie, browser_key=browser_key)


def come_in(
    *,
    session: OpenSession,
    by: Way,
    computers: tuple[str, ...],
    grant: Grant,
    at: datetime,
    used: tuple[Model, ...] = (),
    registers: bool = False,
) -> Cookies:
    """Both steps are done: part of the services that take the second one.

    `used` are the rows by which it was done; `registers` makes this computer count as a second step from now on.

    Both cookies change: that of the session because it is worth more from now
    on, that by which the computer is known so that a cookie somebody else put
    there is worth nothing.
    """
    session.move(Step.IN, at=at, until=at + SIGNED_IN_LASTS)
    new = Cookies(make_cookie(), make_cookie())
    session.cookie = cookie_digest(COOKIE, new.session)
    session.save(update_fields=["cookie"])
    if session.first_try:
        limiter.note_success(session.first_try)
    digests = [cookie_digest(COMPUTER, cookie) for cookie in computers]
    known = KnownComputer.objects.filter(account=session.account_id, cookie__in=digests, ended_at=None).first()
    if known is None:
        known = KnownComputer(account_id=session.account_id, label=session.label, first_at=at)
    known.cookie, known.seen_on = cookie_digest(COMPUTER, new.computer), local(at).date()
    if registers:
        known.registered_until = at + COMPUTER_LASTS
    known.save()
    event = SignedIn(subject=session.account_id, session=session.pk, by=by, computer=known.pk)
    record(event, grant, rows=[known, *used], at=at)
    return new


@transaction.atomic
def end_session(*, actor: Actor, session: UUID, why: Why, at: datetime) -> None:
    """The owner ends a session: this one, or one forgotten somewhere else."""
    account, taken = take_session(session)
    grant = require(actor, policy.owns, taken)
    end_sessions(OpenSession.objects.filter(pk=session), actor=actor, at=at)
    record(SessionEnded(subject=account.pk, session=session, why=why), grant, at=at)


@transaction.atomic
def end_other_sessions(*, actor: Actor, session: UUID, at: datetime) -> int:
    """The owner ends every session but this one. Returns how many there were."""
    account, mine = take_session(session)
    grant = require(actor, policy.is_in, mine)
    ended = end_sessions(OpenSession.objects.filter(account=account).exclude(pk=mine.pk), actor=actor, at=at)
    record(SessionEnded(subject=account.pk, why=Why.BY_OWNER), grant, at=at)
    return ended


def _first_step(account: Account, proof: Proof, at: datetime) -> Step:
    if proof.way is Way.START_CODE:
        return Step.START
    return Step.SECOND if has_second_step(account.pk, at) else Step.ENROL


def _is_registered(proof: Proof, at: datetime) -> bool:
    return (
        proof.computer is not None
        and KnownComputer.objects.filter(
            pk=proof.computer, account=proof.account, ended_at=None, registered_until__gt=at
        ).exists()
    )


def _take_forgotten(account: Account) -> list[UUID]:
    """More than ten at once are forgotten ones: taken before the owner's key, as everywhere, and ended after it.

    A lock before the unlocking would refuse it.
    """
    kept = OpenSession.objects.filter(account=account).order_by("-seen_at", "-began_at").values_list("pk", flat=True)
    forgotten = OpenSession.objects.filter(account=account).exclude(pk__in=list(kept[:SESSIONS_AT_MOST]))
    return list(forgotten.select_for_update().order_by("pk").values_list("pk", flat=True))
