"""Who read a file: itself a reading, and on record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require
from xinqiao.core.ledger import ReadingForm, record_reading
from xinqiao.office.papers.services import Printed, print_paper
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import ReadersShown
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.papers import READERS, data
from xinqiao.practice.cases.selectors import ReadRow
from xinqiao.register.people.selectors import person_behind
from xinqiao.register.people.selectors.clients import Person


@dataclass(frozen=True)
class Readers:
    """A case with everybody who read it, wrote in it, or was turned away."""

    case: Case
    person: Person | None
    rows: list[ReadRow]


def open_readers(*, actor: Actor, case: UUID, at: datetime) -> Readers:
    """Who read this case: for its counsellor, who shows it to the client. Raises `Missing` for a stranger."""
    found, rows = _read(actor, case, ReadingForm.PAGE, at)
    return Readers(found, person_behind(found.client_id), rows)


@transaction.atomic
def print_readers(*, actor: Actor, case: UUID, at: datetime) -> Printed:
    """The same on paper for the client: it is the client's right, so nobody has to approve. Raises `Missing`."""
    found, rows = _read(actor, case, ReadingForm.PRINT, at)
    values = data.readers(found, rows)
    return print_paper(actor=actor, form=READERS.id, data=values, purpose=data.READERS_PURPOSE, at=at)


def _read(actor: Actor, case: UUID, by: ReadingForm, at: datetime) -> tuple[Case, list[ReadRow]]:
    found = selectors.case_for(actor, case)
    grant = require(actor, policy.may_see_case, found)
    record_reading(ReadersShown(subject=found.pk, about=found.client_id), grant, at=at, form=by)
    return found, selectors.readers_of(grant, found)
