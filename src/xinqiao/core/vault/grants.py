"""Key grants: who can open what, besides being allowed to.

A dossier's key is sealed to persons, to teams and to the envelope; a team's key
to its members and to the envelope. A way from a keyring to a dossier is one
grant, or two by way of a team.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Problem, Refused, take
from xinqiao.core.clauses import UnknownClause, catalogue
from xinqiao.core.ledger import record, said_of_each
from xinqiao.core.vault import people
from xinqiao.core.vault.events import KeyGranted, KeyGrantEnded
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import Dossier, KeyGrant, PersonKey, RecoveryKey, TeamKey
from xinqiao.core.vault.pinning import Destroyed, check_key, is_pinned
from xinqiao.core.vault.sealed import Place

KIND = "vault.key_grant"
Opens: TypeAlias = Dossier | TeamKey
Holder: TypeAlias = PersonKey | TeamKey | RecoveryKey


class NoKeyGrant(Refused):
    """The rules may allow it, but no key was granted: to a stranger, the same as nothing there."""


class EnvelopeKeepsItsKeys(Problem):
    """What the envelope can open cannot be taken from it."""

    def __init__(self) -> None:
        super().__init__(str(_("信封里的恢复钥匙不能被收回对单个卷宗的授权。")))


class GrantedAlready(Problem):
    """The same holder has a standing grant."""

    def __init__(self) -> None:
        super().__init__(str(_("已经授权过了。")))


@dataclass(frozen=True)
class Way:
    """The grants by which a keyring reaches a key, the first of them sealed to the person."""

    grants: tuple[KeyGrant, ...]


def find_way(keyring: Keyring, opens: Opens, *, at: datetime) -> Way:
    """How this person reaches a key; at most two statements, and nothing is opened. Raises `NoKeyGrant`, `Destroyed`.

    The first grant brings the person's key along, as its row has it.
    """
    mine = KeyGrant.objects.select_related("to_person").filter(KeyGrant.standing(at), to_person=keyring.person_key)
    column = "dossier" if isinstance(opens, Dossier) else "team"
    direct = mine.filter(**{column: opens}).first()
    if direct is not None:
        return Way((direct,))
    if isinstance(opens, Dossier):
        teams = mine.filter(team__isnull=False, team__ended_at=None).values("team")
        by_team = KeyGrant.objects.filter(KeyGrant.standing(at), dossier=opens, to_team__in=teams).first()
        member = mine.filter(team=by_team.to_team_id).first() if by_team else None
        if by_team and member:
            return Way((member, by_team))
        _say_if_destroyed([opens.pk])
    raise NoKeyGrant(opens._meta.label_lower, opens.pk)


def find_ways(keyring: Keyring, dossiers: Collection[UUID], *, at: datetime) -> dict[UUID, Way]:
    """How this person reaches many dossiers; three statements at most. Raises `NoKeyGrant`, `Destroyed`."""
    mine = KeyGrant.objects.filter(KeyGrant.standing(at), to_person=keyring.person_key)
    ways = {one.dossier_id: Way((one,)) for one in mine.filter(dossier__in=dossiers)}
    rest = [pk for pk in dossiers if pk not in ways]
    if rest:
        members = {one.team_id: one for one in mine.filter(team__isnull=False, team__ended_at=None)}
        for one in KeyGrant.objects.filter(KeyGrant.standing(at), dossier__in=rest, to_team__in=members):
            ways.setdefault(one.dossier_id, Way((members[one.to_team_id], one)))
    out_of_reach = [pk for pk in rest if pk not in ways]
    if out_of_reach:
        _say_if_destroyed(out_of_reach)
        raise NoKeyGrant("vault.dossier", out_of_reach[0])
    return {pk: ways[pk] for pk in dossiers}


def follow(keyring: Keyring, way: Way) -> bytes:
    """The private half at the end of a way. Raises `SealBroken` and `Locked`."""
    first, *further = way.grants
    private = keyring.open(place_of(first), bytes(first.sealed))
    for one in further:
        private = people.open_with(private, place_of(one), bytes(one.sealed))
    return private


class Keys:
    """The keys of many dossiers, each opened once and when it is first needed."""

    def __init__(self, keyring: Keyring, ways: dict[UUID, Way]) -> None:
        self._keyring, self._ways = keyring, ways
        self._opened: dict[UUID, bytes | SealBroken] = {}

    def of(self, dossier: UUID) -> bytes:
        """The private half. Raises `SealBroken` and `Locked`."""
        if dossier not in self._opened:
            try:
                self._opened[dossier] = follow(self._keyring, self._ways[dossier])
            except SealBroken as broken:
                self._opened[dossier] = broken
        key = self._opened[dossier]
        if isinstance(key, SealBroken):
            raise key
        return key


@transaction.atomic
def grant_key(
    *,
    keyring: Keyring,
    grant: Grant,
    opens: Opens,
    to: Holder,
    clause: str,
    until: datetime | None = None,
    at: datetime,
) -> KeyGrant:
    """Seal a key that this person can open to somebody else.

    Raises `NoKeyGrant`, `KeySwapped`, `GrantedAlready`, `UnknownClause`, `Locked`.
    """
    if keyring.owner != grant.actor.pk:
        raise NoKeyGrant(opens._meta.label_lower, opens.pk)
    private = follow(keyring, find_way(keyring, opens, at=at))
    return give(grant=grant, opens=opens, private=private, to=to, clause=clause, until=until, at=at)


@transaction.atomic
def end_grant(*, grant: Grant, key_grant: UUID, at: datetime) -> None:
    """End a grant and remove its ciphertext. Raises `Missing` and `EnvelopeKeepsItsKeys`."""
    taken = take(KeyGrant, key_grant)
    if taken.to_recovery_id is not None:
        raise EnvelopeKeepsItsKeys
    if taken.ended_at is not None:
        return
    taken.ended_at, taken.sealed = at, b""
    taken.save(update_fields=["ended_at", "sealed"])
    record(KeyGrantEnded(subject=taken.pk, opens=taken.dossier_id or taken.team_id), grant, rows=[taken], at=at)


def give(
    *,
    grant: Grant,
    opens: Opens,
    private: bytes,
    to: Holder,
    clause: str,
    until: datetime | None = None,
    at: datetime,
) -> KeyGrant:
    """Part of the services that hold a private half for a moment: check the holder, seal, write, record."""
    if clause not in catalogue():
        raise UnknownClause(clause)
    if until is not None and until <= at:
        raise ValueError("a grant ends after it begins")
    check_key(to)
    made = KeyGrant(
        id=uuid4(),
        dossier=opens if isinstance(opens, Dossier) else None,
        team=opens if isinstance(opens, TeamKey) else None,
        to_person=to if isinstance(to, PersonKey) else None,
        to_team=to if isinstance(to, TeamKey) else None,
        to_recovery=to if isinstance(to, RecoveryKey) else None,
        granted_by=grant.actor.pk,
        clause=clause,
        made_at=at,
        until=until,
    )
    _make_room(made, grant, at=at)
    made.sealed = people.seal_to(bytes(to.public), place_of(made), private)
    made.save(force_insert=True)
    record(KeyGranted(subject=made.pk, opens=opens.pk, to=to.pk, until=until), grant, rows=[made], at=at)
    return made


def place_of(one: KeyGrant) -> Place:
    """To what the ciphertext of a grant is bound: the grant, and by its kind the key within."""
    opens = one.dossier_id or one.team_id
    return Place(f"{KIND}/{opens}", one.pk)


def standing_grants(opens: Opens, *, at: datetime) -> Sequence[KeyGrant]:
    """Who holds the key, the envelope among them: for the page that shows it. A grant to a key that has ended opens nothing."""
    column = "dossier" if isinstance(opens, Dossier) else "team"
    rows = KeyGrant.objects.select_related("to_person", "to_team").filter(KeyGrant.standing(at), **{column: opens})
    alive = [Q(**{f"{holder}__ended_at": None}) for holder in ("to_person", "to_team", "to_recovery")]
    return list(rows.filter(*alive).order_by("made_at", "pk"))


def once_granted(owner: UUID, dossiers: Collection[UUID]) -> set[UUID]:
    """Those of these dossiers whose key was sealed to this person at some time: the ledger's word, and not a row's."""
    keys = {one.pk for one in PersonKey.objects.filter(owner=owner) if is_pinned(one)}
    grants = KeyGrant.objects.filter(dossier__in=dossiers, to_person__in=keys).values_list("pk", flat=True)
    said = [one.facts for each in said_of_each(set(grants), [KeyGranted.kind]).values() for one in each]
    return {UUID(facts["opens"]) for facts in said if UUID(facts["to"]) in keys} & set(dossiers)


def _say_if_destroyed(dossiers: Collection[UUID]) -> None:
    if Dossier.objects.filter(pk__in=dossiers, ended_at__isnull=False).exists():
        raise Destroyed


def _make_room(made: KeyGrant, grant: Grant, *, at: datetime) -> None:
    """One standing grant for each holder; one whose time is over makes room for the next."""
    same = KeyGrant.objects.select_for_update().filter(
        ended_at=None,
        dossier=made.dossier,
        team=made.team,
        to_person=made.to_person,
        to_team=made.to_team,
        to_recovery=made.to_recovery,
    )
    for one in same:
        if one.until is None or one.until > at:
            raise GrantedAlready
        one.ended_at, one.sealed = at, b""
        one.save(update_fields=["ended_at", "sealed"])
        record(KeyGrantEnded(subject=one.pk, opens=one.dossier_id or one.team_id), grant, rows=[one], at=at)
