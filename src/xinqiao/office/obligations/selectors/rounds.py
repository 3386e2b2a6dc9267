"""For the program's own round: who stands where, and what is due for a step."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from xinqiao.office.obligations import rules
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.rules import Standing
from xinqiao.office.obligations.states import State
from xinqiao.register.people.models import PostHeld


def held_on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day)) & Q(staff__left_on=None)


def standing(on: date) -> Standing:
    """Who holds which post on a day, and who stands in for whom: holders before deputies, by name."""
    holders: dict[str, list[UUID]] = {}
    deputies: dict[UUID, list[UUID]] = {}
    rows = PostHeld.objects.filter(held_on(on)).order_by("staff__sort_key", "pk")
    for row in sorted(rows, key=lambda row: row.deputy_for_id is not None):
        holders.setdefault(row.post, []).append(row.staff_id)
        if row.deputy_for_id:
            deputies.setdefault(row.deputy_for_id, []).append(row.staff_id)
    return Standing(
        {post: tuple(dict.fromkeys(people)) for post, people in holders.items()},
        {person: tuple(dict.fromkeys(people)) for person, people in deputies.items()},
    )


def _due(at: datetime) -> Q:
    """A step is due, or whoever owes it has left."""
    return Q(state=State.OPEN) & (Q(next_step_at__lte=at) | Q(owner__left_on__isnull=False))


def due_for_a_step(at: datetime, *, rests: bool) -> list[UUID]:
    """What the round has to look at, oldest first; on a day without school most kinds rest."""
    found = Obligation.objects.filter(_due(at))
    if rests:
        found = found.exclude(kind__in=rules.day_kinds())
    return list(found.order_by("next_step_at", "pk").values_list("pk", flat=True))


def take_if_due(obligation: UUID, at: datetime) -> Obligation | None:
    """The row, locked, if its step is still due and nobody else is at it."""
    rows = Obligation.objects.select_for_update(of=("self",), skip_locked=True).select_related("owner")
    return rows.filter(_due(at), pk=obligation).first()
