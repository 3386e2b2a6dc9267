"""Who read a file: itself a reading, and on record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor, require
from xinqiao.core.ledger import ReadingForm, record_reading
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import ReadersShown
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.selectors import ReadRow
from xinqiao.register.people.selectors import people_behind
from xinqiao.register.people.selectors.clients import Person


@dataclass(frozen=True)
class Readers:
    """A case with everybody who read it, wrote in it, or was turned away."""

    case: Case
    person: Person | None
    rows: list[ReadRow]


def open_readers(*, actor: Actor, case: UUID, at: datetime, by: ReadingForm = ReadingForm.PAGE) -> Readers:
    """Who read this case: for its counsellor, who shows it to the client. Raises `Missing` for a stranger."""
    found = selectors.case_for(actor, case)
    grant = require(actor, policy.may_see_case, found)
    record_reading(ReadersShown(subject=found.pk, about=found.client_id), grant, at=at, form=by)
    person = people_behind([found.client_id]).get(found.client_id)
    return Readers(found, person, selectors.readers_of(grant, found))
