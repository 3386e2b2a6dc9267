"""Before something is given: to whom it may be, whether it may, and exactly what they will see."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from xinqiao.core.access import Actor, Rule, require
from xinqiao.core.vault import house
from xinqiao.office.disclosures import policy, rules
from xinqiao.office.disclosures.rules import Basis, ConsentBasis, Leaving, Receiver, To, Why
from xinqiao.register.consents import selectors as consents
from xinqiao.register.consents.selectors import ConsentStanding
from xinqiao.register.people import models as people
from xinqiao.register.people.models import Client, ClientKind
from xinqiao.register.people.selectors import person_behind
from xinqiao.register.people.selectors.clients import client_numbers

from . import words


@dataclass(frozen=True)
class Guardian:
    """A guardian to whom something about this child may be given, by client number."""

    number: UUID
    name: str = field(repr=False)
    relation: str


@dataclass(frozen=True)
class Wanted:
    """What somebody asks to give, as it came in."""

    kind: str
    receiver: Receiver
    content: Mapping[str, Any] = field(repr=False)
    basis: Basis


@dataclass(frozen=True)
class Preview:
    """What they will see, word for word. `digest` has to come back with it, or nothing is given."""

    leaving: Leaving
    basis: Basis
    digest: str

    @property
    def lines(self) -> list[tuple[rules.Label, list[str]]]:
        """The copy as it is read."""
        return rules.shown(self.leaving.kind, self.leaving.content)

    @property
    def to(self) -> str:
        """To whom, as the client's list will say."""
        one = self.leaving.receiver
        return words.to_whom(one.to, one.name, one.post)

    @property
    def why(self) -> str:
        """Why, as the client's list will say."""
        return words.why(self.basis)

    @property
    def waits(self) -> bool:
        """Whether it will wait at somebody's own door, and can be taken back until they have seen it."""
        return self.leaving.receiver.to in rules.AT_OWN_DOOR


def serving(client: UUID) -> frozenset[UUID]:
    """The staff who have or had a case with a client: known above this tier."""
    return frozenset(staff for found in consents.on_who_serves.call(client) for staff in found)


def rule_for(why: Why) -> Rule:
    """Which rule is asked: what is the client's own, what they agreed to, or what goes before secrecy."""
    known: dict[Why, Rule] = {Why.OWN: policy.may_give_to_client, Why.GROUND: policy.may_tell_by_ground}
    return known.get(why, policy.may_give_to_others)


def guardians_to_give(client: UUID, on: date) -> list[Guardian]:
    """The guardians who may act for this child on a day: not barred, with custody or a delegation, while it is a minor.

    Read without locks, as everything about a pupil is.
    """
    person = person_behind(client)
    if person is None or person.kind is not ClientKind.STUDENT:
        return []
    rows = people.Guardian.objects.filter(student=person.pk).select_related("student__school_class")
    mine = [row for row in rows.order_by("name", "pk") if consents.may_act_for(row, on) == client]
    numbers = client_numbers((ClientKind.GUARDIAN, row.pk) for row in mine)
    return [Guardian(numbers[row.pk], row.name, row.get_relation_display()) for row in mine if row.pk in numbers]


def standing_for(client: UUID, basis: Basis, on: date) -> ConsentStanding | None:
    """How the consent stands that a basis rests on; None for a basis that is no consent."""
    return consents.standing(client, basis.purpose, on) if isinstance(basis, ConsentBasis) else None


def check(client: UUID, wanted: Wanted, on: date) -> Leaving:
    """What would leave, cleaned and with the receiver's name, if all that is asked of it holds.

    Raises `NotInTheList`, `NothingAllowsIt` and `Problem`.
    """
    kind = rules.kind_of(wanted.kind)
    known = guardians_to_give(client, on) if wanted.receiver.to is To.GUARDIAN else []
    reachable = frozenset({client}) if wanted.receiver.to is To.CLIENT else frozenset(one.number for one in known)
    rules.check_receiver(kind, wanted.receiver, wanted.basis.why, reachable)
    leaving = Leaving(kind, _named(wanted.receiver, known), rules.clean(kind, wanted.content))
    rules.check_basis(leaving, wanted.basis, standing_for(client, wanted.basis, on))
    return leaving


def preview(actor: Actor, client: UUID, wanted: Wanted, token: UUID, on: date) -> Preview:
    """“This is what they will see.” Nothing is kept. Raises `Refused` for a stranger, and what `check` raises."""
    require(actor, rule_for(wanted.basis.why), Client(number=client), serving(client))
    leaving = check(client, wanted, on)
    return Preview(leaving, wanted.basis, digest_of(actor, client, leaving, wanted.basis, token))


def digest_of(actor: Actor, client: UUID, leaving: Leaving, basis: Basis, token: UUID) -> str:
    """The keyed check value of what was shown: to whom, about whom, every word, by what, and by which form."""
    said = {
        "by": str(actor.pk),
        "about": str(client),
        "kind": leaving.kind.key,
        "to": [leaving.receiver.to.value, str(leaving.receiver.number), leaving.receiver.name, leaving.receiver.post],
        "content": leaving.content,
        "basis": rules.kept(basis),
        "token": str(token),
    }
    return house.blind_index("disclosures.preview", json.dumps(said, sort_keys=True)).hex()


def _named(receiver: Receiver, known: Collection[Guardian]) -> Receiver:
    """Somebody with a door of their own goes by the name and relation of the register, whatever was typed."""
    if receiver.to is To.CLIENT:
        return Receiver(To.CLIENT, receiver.number)
    if receiver.to is To.GUARDIAN:
        one = next(each for each in known if each.number == receiver.number)
        return Receiver(To.GUARDIAN, one.number, one.name, one.relation)
    return Receiver(receiver.to, None, " ".join(receiver.name.split()), " ".join(receiver.post.split()))
