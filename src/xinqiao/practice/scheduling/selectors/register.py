"""The reception register, for those who keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xinqiao.core.access import Actor, Missing
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.models import Need, Outcome, Visit, Way
from xinqiao.practice.scheduling.states import VisitState
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import people_behind, staff_by_pk

from .book import Shown, shown


@dataclass(frozen=True)
class Line:
    """A line of the register in words."""

    visit: Visit
    who: Shown
    first_contact: str

    @property
    def kind(self) -> str:
        """学生, 家长, 教职工 or 校外人员."""
        return str(ClientKind(self.who.kind).label) if self.who.kind else ""

    @property
    def way(self) -> str:
        """How they came."""
        return _label(Way, self.visit.details.get("way", ""))

    @property
    def needs(self) -> list[str]:
        """The need in a few words, from the list; not for who may not know whom the line is about."""
        if not self.who.known:
            return []
        return [_label(Need, need) for need in self.visit.details.get("needs", [])]

    @property
    def outcome(self) -> str:
        """Where the visit led; empty while it is open."""
        return _label(Outcome, self.visit.details.get("outcome", ""))

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits or is here."""
        return self.visit.state in {VisitState.WAITING, VisitState.HERE}

    @property
    def is_struck(self) -> bool:
        """Whether the line was a mistake."""
        return self.visit.state == VisitState.STRUCK


def _label(codes: type[Need] | type[Way] | type[Outcome], value: str) -> str:
    return str(codes(value).label) if value in codes.values else ""


def register_of_days(actor: Actor, first: date, last: date) -> list[Line]:
    """The lines of these days that this actor may read, in the order in which they were written."""
    rows = Visit.objects.filter(policy.visible_visits(actor), day__range=(first, last))
    return _lines(actor, list(rows.select_related("received_by").order_by("day", "line")))


def waiting(actor: Actor) -> list[Line]:
    """Who waits at this moment, the longest first."""
    rows = Visit.objects.filter(policy.visible_visits(actor), state=VisitState.WAITING)
    return _lines(actor, list(rows.select_related("received_by").order_by("arrived_at")))


def visit_for(actor: Actor, visit: UUID) -> Line:
    """One line. Raises `Missing` for a stranger, as for what does not exist."""
    row = Visit.objects.filter(policy.visible_visits(actor), pk=visit).select_related("received_by").first()
    if row is None:
        raise Missing(Visit._meta.label_lower, visit)
    return _lines(actor, [row])[0]


def _lines(actor: Actor, visits: Sequence[Visit]) -> list[Line]:
    people = people_behind({visit.client_id for visit in visits})
    contacts = {visit.pk: str(visit.details.get("first_contact", "")) for visit in visits}
    own = {str(visit.received_by_id): visit.received_by for visit in visits}
    others = staff_by_pk({UUID(one) for one in contacts.values() if one and one not in own})
    names = {**{pk: staff.name for pk, staff in own.items()}, **{str(pk): staff.name for pk, staff in others.items()}}
    return [
        Line(
            visit,
            shown(actor, people.get(visit.client_id), visit.received_by_id),
            names.get(contacts[visit.pk], ""),
        )
        for visit in visits
    ]
