"""Recording an act, in the transaction that carries it out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Model

from xinqiao.core.access import Grant
from xinqiao.core.ledger.body import Document
from xinqiao.core.ledger.events import Event, Removed
from xinqiao.core.ledger.weight import weigh
from xinqiao.core.ledger.writing import Recorded, write


class NotInTransaction(Exception):
    """An act was to be recorded outside of the transaction that carries it out."""


def record(event: Event, grant: Grant, *, rows: Sequence[Model | Removed] = (), at: datetime) -> Recorded:
    """Write down what has been done, with the rule and the clauses that allowed it.

    Comes last in a service: `rows` are digested as they stand in the database
    at this moment. What rolls back leaves no entry. Raises `NotInTransaction`,
    and `NoWeight` for a row that does not say which of its fields count.
    """
    if not isinstance(grant, Grant):
        raise TypeError("nothing is recorded without a grant")
    if not connection.in_atomic_block:
        raise NotInTransaction(event.kind)
    document = Document(
        kind=event.kind,
        at=at,
        actor=grant.actor,
        rule=grant.rule,
        clauses=grant.clauses,
        subject=event.subject,
        about=event.about,
        facts=event.facts(),
        rows=weigh(rows),
    )
    with connection.cursor() as cursor:
        return write(cursor, document)
