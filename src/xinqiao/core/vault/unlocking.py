"""Unlocking and locking a person's keys.

Signing in opens no record. Unlocking puts the private halves into a row of
their own, sealed under 32 random bytes that only the browser holds. Requests
read that row and never write it; a lock deletes it and counts itself on the
person's key, so that an unlocking that began before the lock is refused.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import PROGRAM, Actor, Grant, Problem, require
from xinqiao.core.clock import now
from xinqiao.core.keys import hkdf_sha256
from xinqiao.core.ledger import record
from xinqiao.core.ledger.body import micros
from xinqiao.core.vault import people
from xinqiao.core.vault.events import VaultLocked, VaultUnlocked
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.core.vault.models import PersonKey, UnlockedKey
from xinqiao.core.vault.person_keys import (
    NoPersonKey,
    open_halves,
    open_person_key,
    seal_halves,
)
from xinqiao.core.vault.pinning import check_key
from xinqiao.core.vault.sealed import Place
from xinqiao.core.vault.witness import Sign, witness

KIND = "vault.unlocked"
UNLOCKED_LASTS = timedelta(hours=8)
CLOCK_MAY_SLIP = timedelta(minutes=2)
BROWSER_KEY_BYTES = 32


class LockedMeanwhile(Problem):
    """The vault was locked while it was being unlocked."""

    def __init__(self) -> None:
        super().__init__(str(_("开锁的同时，保险柜在别处被锁上了。请再开一次。")))


def anybody_may_lock(actor: Actor) -> bool:
    """Locking takes nothing from anybody, so it is never refused."""
    return True


def locks_before(owner: UUID) -> int:
    """What `unlock` is to be given: read before the passphrase is asked for.

    For somebody without a key it is 0: the one that is then made has never been locked.
    """
    return PersonKey.objects.filter(owner=owner, ended_at=None).values_list("locks", flat=True).first() or 0


@transaction.atomic
def unlock(*, grant: Grant, owner: UUID, session: UUID, sealing_key: bytes, locks_seen: int, at: datetime) -> bytes:
    """Unlock a person's keys for one session. Returns the browser's key, which is kept nowhere here.

    Raises `NoPersonKey`, `KeySwapped`, `WrongPassphraseKey`, and
    `LockedMeanwhile` if the vault was locked since `locks_seen` was read.
    """
    key = PersonKey.objects.select_for_update().filter(owner=owner, ended_at=None).first()
    if key is None:
        raise NoPersonKey
    if key.locks != locks_seen:
        raise LockedMeanwhile
    check_key(key)
    halves = open_person_key(key, sealing_key)
    browser_key, until = os.urandom(BROWSER_KEY_BYTES), at + UNLOCKED_LASTS
    row = UnlockedKey(id=row_of(browser_key), person_key=key, session=session, began_at=at, until=until)
    row.sealed = seal_halves(_under(browser_key, row, owner), Place(KIND, row.pk), *halves)
    UnlockedKey.objects.filter(session=session).delete()
    row.save(force_insert=True)
    signed = witness(key, partial(people.sign, halves[1]), at=at)
    record(VaultUnlocked(subject=owner, session=session, until=until), grant, rows=signed, at=at)
    return browser_key


@contextmanager
def unlocked(browser_key: bytes, *, owner: UUID, session: UUID, at: datetime) -> Iterator[Keyring]:
    """The keyring of whoever holds this browser key, wiped when the block ends. Raises `Locked`.

    One statement. The browser key must belong to this session of this person.
    """
    row = UnlockedKey.objects.select_related("person_key").filter(pk=row_of(browser_key), session=session).first()
    if row is None or row.person_key.owner != owner or row.person_key.ended_at is not None:
        raise Locked
    if not row.began_at - CLOCK_MAY_SLIP <= at < row.until:
        raise Locked
    try:
        opening, signing = open_halves(_under(browser_key, row, owner), Place(KIND, row.pk), bytes(row.sealed))
    except SealBroken:
        raise Locked from None
    keyring = Keyring(owner=owner, person_key=row.person_key_id, opening=opening, signing=signing)
    try:
        yield keyring
    finally:
        keyring.wipe()


@transaction.atomic
def lock(*, actor: Actor, owner: UUID, session: UUID | None = None, at: datetime) -> int:
    """Destroy a person's unlocked keys, of one session or of all; how many there were.

    For the lock button, sign-out, and every change of passphrase, account or
    post. The count comes first: it waits for an unlocking under way, and then
    finds what that one wrote.
    """
    return _lock(actor, owner, None if session is None else [session], at)


@transaction.atomic
def lock_sessions(*, actor: Actor, owner: UUID, sessions: Collection[UUID], at: datetime) -> int:
    """`lock` for sessions that have just ended, several at once."""
    return _lock(actor, owner, sessions, at) if sessions else 0


@transaction.atomic
def lock_by_owner(*, actor: Actor, keyring: Keyring, session: UUID, at: datetime) -> int:
    """`lock` for this session by its owner, who signs the ledger's head while the key is still there."""
    return _lock(actor, keyring.owner, [session], at, sign=keyring.sign)


def _lock(actor: Actor, owner: UUID, sessions: Collection[UUID] | None, at: datetime, sign: Sign | None = None) -> int:
    grant = require(actor, anybody_may_lock)
    PersonKey.objects.filter(owner=owner, ended_at=None).update(locks=F("locks") + 1)
    mine = UnlockedKey.objects.select_related("person_key").filter(person_key__owner=owner)
    found = list(mine if sessions is None else mine.filter(session__in=sessions))
    UnlockedKey.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found if sessions is not None else found[:1]:
        signed = witness(one.person_key, sign, at=at) if sign else ()
        session = one.session if sessions is not None else None
        record(VaultLocked(subject=owner, session=session), grant, rows=signed, at=at)
    return len(found)


@transaction.atomic
def lock_everything(*, at: datetime) -> int:
    """Destroy every unlocked key: at start-up. How many there were."""
    grant = require(PROGRAM, anybody_may_lock)
    PersonKey.objects.filter(ended_at=None).update(locks=F("locks") + 1)
    owners = set(UnlockedKey.objects.values_list("person_key__owner", flat=True))
    ended, _each = UnlockedKey.objects.all().delete()
    for owner in sorted(owners):
        record(VaultLocked(subject=owner), grant, at=at)
    return ended


def remove_expired(*, at: datetime) -> int:
    """Remove the rows whose time is over; they open nothing any more. For the hourly job."""
    ended, _each = UnlockedKey.objects.filter(until__lte=at).delete()
    return ended


def row_of(browser_key: bytes) -> UUID:
    """The id of the row that a browser's key belongs to; it says nothing about the key."""
    return UUID(bytes=hkdf_sha256(browser_key, b"xinqiao/1/vault.unlocked.row", length=16))


def _under(browser_key: bytes, row: UnlockedKey, owner: UUID) -> bytes:
    bound = row.session.bytes + owner.bytes + b"%d/%d" % (micros(row.began_at), micros(row.until))
    return hkdf_sha256(browser_key, b"xinqiao/1/vault.unlocked/" + bound)


def unlocked_in(session: str) -> Subquery:
    """The id of the row that is unlocked in a session, for a query that has the session's id under this name."""
    rows = UnlockedKey.objects.filter(session=OuterRef(session), until__gt=now()).order_by("-began_at")
    return Subquery(rows.values("pk")[:1])
