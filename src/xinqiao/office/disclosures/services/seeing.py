"""Opening what was given to oneself. No entry is made: it would keep when somebody was at the door of their own."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require, take
from xinqiao.core.clock import local
from xinqiao.office.disclosures import policy, rules, selectors
from xinqiao.office.disclosures.models import Disclosure, GivenState


@dataclass(frozen=True)
class Opened:
    """A copy as whom it is for reads it."""

    row: selectors.GivenRow
    lines: list[tuple[rules.Label, list[str]]] = field(repr=False)


@transaction.atomic
def open_given(*, actor: Actor, given: UUID, at: datetime) -> Opened:
    """Open a copy at one's own door; from then on it counts as seen. Only the day is kept, under the seal.

    Raises `Missing` for a stranger, and for what was taken back or is agreed to no longer.
    """
    on = local(at).date()
    taken = take(Disclosure, given)
    require(actor, policy.may_see_given, taken)
    row = selectors.given_for(actor, given, on)
    if taken.is_waiting:
        taken.become(GivenState.SEEN, seen_on=on.isoformat())
    return Opened(row, selectors.lines_of(taken))
