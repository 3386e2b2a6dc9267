"""The vault of one person: opened by the passphrase, locked by a key press, handed to a view for one request."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.clock import local, now
from xinqiao.core.vault import people
from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.core.vault.person_keys import (
    NoPersonKey,
    WrongPassphraseKey,
    has_person_key,
    make_person_key,
    person_key_of,
)
from xinqiao.core.vault.pinning import KeySwapped, check_key
from xinqiao.core.vault.sealed import Place
from xinqiao.core.vault.unlocking import LockedMeanwhile, lock, lock_by_owner, unlock, unlocked
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.proving import Proof
from xinqiao.register.accounts.selectors.standing import standing
from xinqiao.register.accounts.services.taking import take_session
from xinqiao.register.accounts.vault_cookie import browser_key_of
from xinqiao.register.people.selectors import actor_for

WRITING = "accounts.half_written"
OWN_SITES = frozenset({"same-origin", "none"})
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
WITHOUT_BEING_ASKED = ("prefetch", "prerender", "preview")


class NotFromHere(Problem):
    """A request that a page of ours did not send on its reader's wish: from another site, or ahead of time."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("这一页没有打开：请求不是从本系统的页面上发出的。请从本系统里再点一次。"))


@contextmanager
def vault_of(request: HttpRequest) -> Iterator[Keyring]:
    """The keys of whoever sends this request, wiped when the block ends.

    Raises `Locked` where the vault is not open in this browser, and
    `NotFromHere`; both before anything is asked of a record or written down.
    A session whose second step is still to be taken opens nothing, whatever
    its browser holds; nor does one whose screen is locked.
    """
    refuse_from_elsewhere(request)
    at = now()
    here, browser_key = standing(request, at), browser_key_of(request)
    if not here.is_complete or here.is_locked or here.staff is None or here.session is None or browser_key is None:
        raise Locked
    with unlocked(browser_key, owner=here.staff, session=here.session, at=at) as keyring:
        yield keyring


def refuse_from_elsewhere(request: HttpRequest) -> None:
    """Only for a page of ours, and only when somebody asks: browsers fetch ahead, and other sites link.

    A browser that says neither (they are younger than some browsers) is held
    by the strict cookie alone. Raises `NotFromHere`.
    """
    said = [request.headers.get(name, "").lower() for name in AHEAD]
    ahead = any(word in one for word in WITHOUT_BEING_ASKED for one in said)
    if ahead or request.headers.get("Sec-Fetch-Site", "none").lower() not in OWN_SITES:
        raise NotFromHere


def seal_to_sender(request: HttpRequest, words: bytes) -> bytes | None:
    """What somebody was writing, sealed to themselves: writing needs no unlocked key. None for whoever has no key."""
    here = standing(request, now())
    if here.staff is None or here.session is None or not has_person_key(here.staff):
        return None
    key = person_key_of(here.staff)
    check_key(key)
    return people.seal_to(bytes(key.public), Place(WRITING, here.session), words)


def open_of_sender(request: HttpRequest, sealed: bytes) -> bytes:
    """What `seal_to_sender` sealed in this session. Raises `Locked`, `NotFromHere` and `SealBroken`."""
    here = standing(request, now())
    with vault_of(request) as keyring:
        assert here.session is not None
        return keyring.open(Place(WRITING, here.session), sealed)


@transaction.atomic
def open_vault(*, actor: Actor, session: UUID, proof: Proof, at: datetime) -> bytes:
    """The owner unlocks in this session, having shown the passphrase. Returns the browser's key.

    Raises `LockedMeanwhile` where a lock came after the passphrase was asked for.
    """
    account, mine = take_session(session)
    require(actor, policy.may_open_vault, account, mine, proof)
    return _unlock(actor_for(account.staff_id, local(at).date()), session, proof.sealing_key, proof.locks, at)


def lock_vault(*, actor: Actor, session: UUID, keyring: Keyring | None, at: datetime) -> int:
    """The owner locks what is unlocked in this session, signing the ledger's head where the keys are still there."""
    if actor.pk is None:
        return 0
    if keyring is not None:
        return lock_by_owner(actor=actor, keyring=keyring, session=session, at=at)
    return lock(actor=actor, owner=actor.pk, session=session, at=at)


def unlock_at_sign_in(*, owner: UUID, session: UUID, sealing_key: bytes, locks: int, at: datetime) -> bytes | None:
    """Part of the services that are shown a passphrase: unlock, so that most people type once.

    None for whoever needs no keys, and where it cannot be: then the sign-in
    stands, and the page that opens the vault says why. The row opens nothing
    before the second step has been taken (`vault_of`).
    """
    actor = actor_for(owner, local(at).date())
    if not sealing_key or not policy.may_have_keys(actor):
        return None
    try:
        return _unlock(actor, session, sealing_key, locks, at)
    except (LockedMeanwhile, WrongPassphraseKey, KeySwapped):
        return None


def make_key_ahead(*, owner: UUID, sealing_key: bytes, at: datetime) -> None:
    """Part of making a demonstration's accounts: whoever will have keys has them before the first sign-in."""
    actor = actor_for(owner, local(at).date())
    if policy.may_have_keys(actor):
        make_person_key(grant=require(actor, policy.may_have_keys), owner=owner, sealing_key=sealing_key, at=at)


@transaction.atomic
def _unlock(actor: Actor, session: UUID, sealing_key: bytes, locks: int, at: datetime) -> bytes:
    """Unlock; whoever's post needs keys and who has none gets them now."""
    grant = require(actor, policy.may_have_keys)
    assert actor.pk is not None
    try:
        person_key_of(actor.pk)
    except NoPersonKey:
        make_person_key(grant=grant, owner=actor.pk, sealing_key=sealing_key, at=at)
    return unlock(grant=grant, owner=actor.pk, session=session, sealing_key=sealing_key, locks_seen=locks, at=at)
