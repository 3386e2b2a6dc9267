"""What was given, as whoever may see it sees it.

A copy that rests on a consent is shown to others only while the consent stands: whoever
takes it back has what they agreed to no longer read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Missing
from xinqiao.office.disclosures import policy, rules
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.office.disclosures.rules import ConsentBasis, GroundBasis, LeaveBasis, To
from xinqiao.register.consents import selectors as consents
from xinqiao.register.people.selectors import people_behind

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
    def at(self) -> datetime:
        """When."""
        return self.given.given_at

    @property
    def lines(self) -> list[tuple[rules.Label, list[str]]]:
        """What was given, word for word; nothing for what was printed."""
        return lines_of(self.given)


def given_to(actor: Actor, on: date) -> list[GivenRow]:
    """What somebody finds at their own door: what they have not seen first, then the newest."""
    rows = _standing(actor, _at_the_door(actor), on)
    children = {row.client_id for row in rows if row.client_id != actor.pk}
    names = {number: person.name for number, person in people_behind(children).items()}
    made = [GivenRow(row, row.given_by.name, names.get(row.client_id, "")) for row in rows]
    return sorted(made, key=lambda one: not one.given.is_waiting)


def given_for(actor: Actor, given: UUID, on: date) -> GivenRow:
    """One of them. Raises `Missing`, for what is another's, taken back, or agreed to no longer."""
    found = next((one for one in given_to(actor, on) if one.given.pk == given), None)
    if found is None:
        raise Missing("disclosures.disclosure", given)
    return found


def unseen_count(actor: Actor, on: date) -> int:
    """How many copies wait for somebody who has not opened them."""
    return len(_standing(actor, [row for row in _at_the_door(actor) if row.is_waiting], on))


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


def _standing(actor: Actor, rows: Iterable[Disclosure], on: date) -> list[Disclosure]:
    """Those whose consent stands, where they rest on one; the client's own need none."""
    rows = list(rows)
    agreed = {row.pk: row.by for row in rows if row.client_id != actor.pk and isinstance(row.by, ConsentBasis)}
    if not agreed:
        return rows
    clients = {row.client_id for row in rows if row.pk in agreed}
    found = consents.standings_of(clients, on)
    return [row for row in rows if row.pk not in agreed or found[row.client_id][agreed[row.pk].purpose].ok]


def _left(row: Disclosure) -> LeftRow:
    return LeftRow(
        given=row,
        what=_what(row),
        to=_to(row),
        why=_why(row),
        state=str(row.get_state_display()),
        is_own=row.to is To.CLIENT,
    )


def _what(row: Disclosure) -> str:
    by = row.by
    if isinstance(by, LeaveBasis):
        return _("打印的记录，%(papers)d 份，每份印了 %(copies)d 张") % {"papers": by.papers, "copies": by.copies}
    return str(row.of_kind.label)


def _to(row: Disclosure) -> str:
    said, to = row.receiver, row.to
    if to is To.CLIENT:
        return _("你自己")
    if to is To.PAPER:
        return _("纸上的，交给：%(who)s") % {"who": said["name"]}
    if to is To.GUARDIAN:
        return _("%(name)s（%(relation)s）") % {"name": said["name"], "relation": said["post"]}
    return _("%(to)s：%(post)s %(name)s") % {"to": to.label, "post": said["post"], "name": said["name"]}


def _why(row: Disclosure) -> str:
    match row.by:
        case ConsentBasis(assent=assent):
            return _("你同意的：%(how)s") % {"how": assent}
        case GroundBasis(ground=ground, necessity=necessity):
            return _("没有等你同意，因为%(ground)s。%(why)s") % {"ground": ground.label, "why": necessity}
        case LeaveBasis(purpose=purpose):
            return _("另一个人批准了打印，用途是：%(what)s") % {"what": purpose}
    return _("这是你自己的")
