"""A person's key pairs: made once, following every passphrase, ended when nobody can open them any more."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Problem
from xinqiao.core.keys import hkdf_sha256
from xinqiao.core.ledger import record
from xinqiao.core.vault import people
from xinqiao.core.vault.events import KeyGrantEnded, PersonKeyResealed
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import KeyGrant, PersonKey, UnlockedKey
from xinqiao.core.vault.pinning import mac_of, pin, unpin
from xinqiao.core.vault.sealed import Place

KIND = "vault.person_key"


class HasKeyAlready(Problem):
    """A person has one key pair at a time."""

    def __init__(self) -> None:
        super().__init__(str(_("这位同事已经有一把钥匙。")))


class NoPersonKey(Problem):
    """The person has no key pair yet, or none that counts."""

    def __init__(self) -> None:
        super().__init__(str(_("这位同事还没有自己的钥匙。本人用口令登录一次，钥匙就会建立。")))


class WrongPassphraseKey(Problem):
    """The passphrase does not open the key."""

    def __init__(self) -> None:
        super().__init__(str(_("这个口令打不开你的钥匙。请重新输入；如果口令刚被重设，请主任用信封里的恢复钥匙恢复。")))


class OldPassphraseNeeded(Problem):
    """A passphrase would be set without the one under which the key lies."""

    def __init__(self) -> None:
        super().__init__(str(_("不知道原来的口令，钥匙就不能随新口令走。请先停用这把钥匙，再用信封恢复。")))


@transaction.atomic
def make_person_key(*, grant: Grant, owner: UUID, sealing_key: bytes, at: datetime) -> PersonKey:
    """Make a person's key pairs under the sealing key of their passphrase. Raises `HasKeyAlready`."""
    if PersonKey.objects.filter(owner=owner, ended_at=None).exists():
        raise HasKeyAlready
    opening, signing = people.new_pair(), people.new_signing_pair()
    key = PersonKey(id=uuid4(), owner=owner, public=opening.public, signing=signing.public, made_at=at)
    key.mac = mac_of(key)
    key.sealed = seal_halves(under_passphrase(sealing_key), Place(KIND, key.pk), opening.private, signing.private)
    key.save(force_insert=True)
    pin(key, grant, at=at)
    return key


@transaction.atomic
def reseal_person_key(
    *, grant: Grant, owner: UUID, old: bytes | None, new: bytes | None, at: datetime
) -> PersonKey | None:
    """Let the private halves follow a new passphrase; what was unlocked is locked.

    Returns None for a person without a key. Raises `OldPassphraseNeeded` where
    the old or the new sealing key is missing, and `WrongPassphraseKey`: then the
    passphrase must stay as it was.
    """
    key = PersonKey.objects.select_for_update().filter(owner=owner, ended_at=None).first()
    if key is None:
        return None
    if old is None or new is None:
        raise OldPassphraseNeeded
    halves = open_person_key(key, old)
    key.sealed = seal_halves(under_passphrase(new), Place(KIND, key.pk), *halves)
    key.locks += 1
    key.save(update_fields=["sealed", "locks"])
    UnlockedKey.objects.filter(person_key=key).delete()
    record(PersonKeyResealed(subject=key.pk), grant, rows=[key], at=at)
    return key


@transaction.atomic
def end_person_key(*, grant: Grant, owner: UUID, at: datetime) -> bool:
    """End a person's key pair with every grant to it; whether there was one.

    For a lost passphrase and for whoever leaves. The public half stays, because
    what was signed must remain verifiable. What only this person could open is
    left to the envelope (`recovery.recover`).
    """
    key = PersonKey.objects.select_for_update().filter(owner=owner, ended_at=None).first()
    if key is None:
        return False
    key.ended_at, key.sealed = at, b""
    key.locks += 1
    key.save(update_fields=["ended_at", "sealed", "locks"])
    UnlockedKey.objects.filter(person_key=key).delete()
    grants = list(KeyGrant.objects.select_for_update().filter(to_person=key, ended_at=None))
    KeyGrant.objects.filter(pk__in=[one.pk for one in grants]).update(ended_at=at, sealed=b"")
    unpin(key, grant, at=at)
    if grants:
        record(KeyGrantEnded(subject=key.pk), grant, rows=grants, at=at)
    return True


def person_key_of(owner: UUID) -> PersonKey:
    """The key pair that counts. Raises `NoPersonKey`."""
    key = PersonKey.objects.filter(owner=owner, ended_at=None).first()
    if key is None:
        raise NoPersonKey
    return key


def has_person_key(owner: UUID) -> bool:
    """Whether there is a key that a lost passphrase would lose."""
    return PersonKey.objects.filter(owner=owner, ended_at=None).exists()


def open_person_key(key: PersonKey, sealing_key: bytes) -> tuple[bytes, bytes]:
    """Both private halves. Raises `WrongPassphraseKey`."""
    try:
        return open_halves(under_passphrase(sealing_key), Place(KIND, key.pk), bytes(key.sealed))
    except SealBroken:
        raise WrongPassphraseKey from None


def keyring_under(key: PersonKey, sealing_key: bytes) -> Keyring:
    """The keys in hand for whoever has the sealing key and no browser: demonstrations, drills, measurements.

    Nobody wipes them. Raises `WrongPassphraseKey`.
    """
    opening, signing = open_person_key(key, sealing_key)
    return Keyring(owner=key.owner, person_key=key.pk, opening=opening, signing=signing)


def under_passphrase(sealing_key: bytes) -> bytes:
    """What the private halves are sealed under: a key of its own, derived from the passphrase's."""
    return hkdf_sha256(sealing_key, b"xinqiao/1/vault.person_key")


def seal_halves(key: bytes, place: Place, opening: bytes, signing: bytes) -> bytes:
    """Both private halves in one ciphertext."""
    return people.seal_under(key, place, len(opening).to_bytes(2, "big") + opening + signing)


def open_halves(key: bytes, place: Place, sealed: bytes) -> tuple[bytes, bytes]:
    """What `seal_halves` sealed. Raises `SealBroken`."""
    both = people.open_under(key, place, sealed)
    length = int.from_bytes(both[:2], "big")
    return both[2 : 2 + length], both[2 + length :]
