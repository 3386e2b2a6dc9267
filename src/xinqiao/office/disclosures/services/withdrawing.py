"""A consent changed: what rests on it and has not been seen waits no longer."""

from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Grant
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.disclosures import selectors
from xinqiao.office.disclosures.events import GivenVoided
from xinqiao.office.disclosures.models import Disclosure, EndedBecause, GivenState
from xinqiao.office.disclosures.rules import To


def consents_changed(*, grant: Grant, client: UUID, at: datetime) -> None:
    """In the transaction of the change, by the right of whoever made it: copies for others vanish before they are seen."""
    waiting = Disclosure.objects.select_for_update(of=("self",)).filter(client=client, state=GivenState.WAITING)
    on = local(at).date()
    for row in waiting.order_by("pk"):
        standing = selectors.standing_for(client, row.by, on)
        if row.to is To.CLIENT or standing is None or standing.ok:
            continue
        row.become(GivenState.TAKEN_BACK, taken_back_at=at, ended_because=EndedBecause.WITHDRAWN.value)
        record(GivenVoided(subject=row.pk, about=client), grant, rows=[row], at=at)
