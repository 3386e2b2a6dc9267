"""What was given, as whoever may see it sees it.

A copy that rests on a consent is shown to others only while the consent stands: whoever
takes it back has what they agreed to no longer read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from xinqiao.core.access import Actor, Grant, Missing
from xinqiao.office.disclosures import policy, rules
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.office.disclosures.rules import ConsentBasis, To
from xinqiao.register.consents import selectors as consents
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.selectors.clients import Person

from . import words

MOST = 300


@dataclass(frozen=True)
class GivenRow:
    """A copy that waits, or was seen, at somebody's own door. `about` is the child's name where it is about a child."""

    given: Disclosure
    by: str
    about: str = field(default="", repr=False)


@dataclass(frozen=True)
class LeftRow:
    """One leaving, in plain words: what, to whom, why, when, and what has become of it."""

    given: Disclosure
    what: str
    to: str = field(repr=False)
    why: str = field(repr=False)
    state: str
    is_own: bool

    @property
    def desk_to(self) -> str:
        """The same for whoever gave it, who does not speak of the client as "you"."""
        return str(To.CLIENT.label) if self.is_own else self.to

    @property
    def at(self) -> datetime:
        """When."""
        return self.given.given_at

    @property
    def lines(self) -> list[tuple[rules.Label, list[str]]]:
        """What was given, word for word; nothing for what was printed."""
        return lines_of(self.given)


def given_to(actor: Actor, on: date) -> list[GivenRow]:
    """What somebody finds at their own door: what they have not seen first, then the newest."""
    rows = _at_the_door(actor)
    children = people_behind({row.client_id for row in rows if row.client_id != actor.pk})
    made = [
        GivenRow(row, row.given_by.name, children[row.client_id].name if row.client_id in children else "")
        for row in _standing(actor, rows, children, on)
    ]
    return sorted(made, key=lambda one: not one.given.is_waiting)


def given_for(actor: Actor, given: UUID, on: date) -> GivenRow:
    """One of them. Raises `Missing`, for what is another's, taken back, or agreed to no longer."""
    found = next((one for one in given_to(actor, on) if one.given.pk == given), None)
    if found is None:
        raise Missing("disclosures.disclosure", given)
    return found


def unseen_count(actor: Actor, on: date) -> int:
    """How many copies wait for somebody who has not opened them."""
    rows = [row for row in _at_the_door(actor) if row.is_waiting]
    children = people_behind({row.client_id for row in rows if row.client_id != actor.pk})
    return len(_standing(actor, rows, children, on))


def left_about(actor: Actor) -> list[LeftRow]:
    """Everything that left about a client, for the client: the newest first, nothing left out."""
    rows = Disclosure.objects.filter(policy.visible_left(actor)).select_related("given_by").order_by("-given_at", "pk")
    return [_left(row) for row in rows]


def given_about(grant: Grant, client: UUID) -> list[LeftRow]:
    """What this counsellor has given out about a client. The caller has asked whether the client is theirs."""
    return [_left(row) for row in handled_by(grant.actor, client)]


def handled_by(actor: Actor, client: UUID) -> list[Disclosure]:
    """The same as rows: what a colleague gave before stays the colleague's."""
    mine = Disclosure.objects.filter(policy.visible_handled(actor), client=client)
    return list(mine.select_related("given_by").order_by("-given_at", "pk")[:MOST])


def lines_of(given: Disclosure) -> list[tuple[rules.Label, list[str]]]:
    """A copy as it is read. Opens the seal."""
    return rules.shown(given.of_kind, given.content)


def _at_the_door(actor: Actor) -> list[Disclosure]:
    if not policy.doors_of(actor):
        return []
    rows = Disclosure.objects.filter(policy.visible_given(actor)).select_related("given_by")
    return list(rows.order_by("-given_at", "pk")[:MOST])


def _standing(actor: Actor, rows: list[Disclosure], children: Mapping[UUID, Person], on: date) -> list[Disclosure]:
    """Those whose consent stands, where they rest on one; the client's own need none."""
    agreed = {row.pk: row.by for row in rows if row.client_id != actor.pk and isinstance(row.by, ConsentBasis)}
    if not agreed:
        return rows
    clients = {row.client_id for row in rows if row.pk in agreed and row.client_id in children}
    found = consents.standings_of(clients, on, known=children)

    def stands(row: Disclosure) -> bool:
        return row.pk not in agreed or (row.client_id in found and found[row.client_id][agreed[row.pk].purpose].ok)

    return [row for row in rows if stands(row)]


def _left(row: Disclosure) -> LeftRow:
    said, to, by = row.receiver, row.to, row.by
    return LeftRow(
        given=row,
        what=words.what(row.of_kind, by),
        to=words.to_whom(to, said["name"], said["post"]),
        why=words.why(by),
        state=str(row.get_state_display()),
        is_own=to is To.CLIENT,
    )
