"""The one envelope: a recovery key to which every dossier and team is sealed from the first.

Its private half is printed and nowhere else. Recovery seals keys anew to a
named person; it opens no document and shows none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Problem
from xinqiao.core.ledger import record
from xinqiao.core.vault import people
from xinqiao.core.vault.dossiers import recovery_key
from xinqiao.core.vault.events import Recovered, RecoveryConfirmed
from xinqiao.core.vault.grants import GrantedAlready, give, place_of
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.models import Dossier, KeyGrant, PersonKey, RecoveryKey, TeamKey
from xinqiao.core.vault.pinning import check_key, mac_of, pin
from xinqiao.core.vault.recovery_words import WrongWords, read_words, write_words
from xinqiao.core.vault.sealed import Place, unwrap, wrap

PROOF = b"this sheet opens this envelope"


class RecoveryKeyExists(Problem):
    """There is an envelope already."""

    def __init__(self) -> None:
        super().__init__(str(_("恢复钥匙已经建立。信封还在时，不能再建立一把。")))


@dataclass(frozen=True)
class Sheet:
    """What is printed once and then forgotten: the words, and the fingerprint that stands on the envelope."""

    words: str = field(repr=False)
    fingerprint: str


@transaction.atomic
def make_recovery(*, grant: Grant, at: datetime) -> Sheet:
    """Make the recovery key, before the first dossier. Raises `RecoveryKeyExists`."""
    if RecoveryKey.objects.filter(ended_at=None).exists():
        raise RecoveryKeyExists
    pair = people.new_pair()
    key = RecoveryKey(id=uuid4(), public=pair.public, made_at=at)
    key.mac = mac_of(key)
    key.save(force_insert=True)
    pin(key, grant, at=at)
    _suite, raw = unwrap(pair.private)
    return Sheet(write_words(raw), envelope_fingerprint(key))


@transaction.atomic
def confirm_recovery(*, grant: Grant, words: str, at: datetime) -> RecoveryKey:
    """The sheet was read back: it opens the envelope. Raises `WrongWords`."""
    key = recovery_key()
    _private(words, key)
    key.confirmed_at = at
    key.save(update_fields=["confirmed_at"])
    record(RecoveryConfirmed(subject=key.pk), grant, rows=[key], at=at)
    return key


@transaction.atomic
def recover(
    *, grant: Grant, words: str, to: PersonKey, opens: Sequence[UUID], clause: str, at: datetime
) -> list[KeyGrant]:
    """Seal these dossiers' and teams' keys anew to a person, and open no document.

    `opens` are what the rules allow this person: the caller asked them. What the
    person can open already is left alone, so that it may be run again. Raises
    `WrongWords`, `KeySwapped`.
    """
    key = recovery_key()
    private = _private(words, key)
    check_key(to)
    made = []
    for one in _envelope_grants(key, opens):
        target: Dossier | TeamKey | None = one.dossier or one.team
        assert target is not None
        inner = people.open_with(private, place_of(one), bytes(one.sealed))
        try:
            made.append(give(grant=grant, opens=target, private=inner, to=to, clause=clause, at=at))
        except GrantedAlready:
            continue
    record(Recovered(subject=to.pk, granted=len(made)), grant, at=at)
    return made


def envelope_fingerprint(key: RecoveryKey) -> str:
    """What stands on the envelope, to tell it from another: the first bytes of the public key's own."""
    return bytes(key.public)[2:10].hex(" ", 2).upper()


def _envelope_grants(key: RecoveryKey, opens: Sequence[UUID]) -> Sequence[KeyGrant]:
    mine = KeyGrant.objects.select_related("dossier", "team").filter(to_recovery=key, ended_at=None)
    return list((mine.filter(dossier__in=opens) | mine.filter(team__in=opens)).order_by("made_at", "pk"))


def _private(words: str, key: RecoveryKey) -> bytes:
    """The private half, once it has opened a box sealed to the public one. Raises `WrongWords`, `KeySwapped`."""
    check_key(key)
    suite, _raw = unwrap(bytes(key.public))
    private = wrap(suite, read_words(words))
    place = Place("vault.recovery", key.pk)
    try:
        people.open_with(private, place, people.seal_to(bytes(key.public), place, PROOF))
    except SealBroken:
        raise WrongWords(str(_("这些恢复字属于另一个信封。请核对信封上的指纹。"))) from None
    return private
