"""Recording a reading, before anything is opened.

The first reading of a thing by somebody, under one rule and in one form, is an
entry; each repeat within ten minutes of it is a short entry that points at the
first. Both are chained, so neither the reading nor its count can be thinned out
unnoticed; `selectors.readings_about` shows them as one reading with a count.
"""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from xinqiao.core.access import Grant
from xinqiao.core.ledger.body import Document
from xinqiao.core.ledger.events import Event, ReadingForm
from xinqiao.core.ledger.writing import Recorded, own_transaction, write

READ_AGAIN = "ledger.read_again"
ONE_READING = timedelta(minutes=10)

_FIRST = """
    SELECT id FROM ledger_entry
    WHERE subject = %s AND kind = %s AND at > %s AND at <= %s AND rule = %s
      AND actor IS NOT DISTINCT FROM %s AND about IS NOT DISTINCT FROM %s
      AND body::jsonb ->> 'form' = %s AND body::jsonb -> 'facts' = %s::jsonb
    ORDER BY at DESC LIMIT 1
"""


def record_reading(event: Event, grant: Grant, *, at: datetime, form: ReadingForm = ReadingForm.PAGE) -> Recorded:
    """Commit that the event's subject is about to be read; only then may it be opened.

    It is committed in a transaction of its own, even when the caller has one
    open. Returns the entry of this reading or of its repeat. If it cannot be
    written, this raises, and nothing is to be opened.
    """
    if not isinstance(grant, Grant):
        raise TypeError("nothing is read without a grant")
    facts = event.facts()
    with own_transaction() as cursor:
        first = _first_reading(cursor, event, grant, at, form, facts)
        if first is None:
            document = Document(
                kind=event.kind,
                at=at,
                actor=grant.actor,
                rule=grant.rule,
                clauses=grant.clauses,
                subject=event.subject,
                about=event.about,
                form=form.value,
                facts=facts,
            )
        else:
            document = Document(kind=READ_AGAIN, at=at, actor=grant.actor, subject=first, about=event.about)
        return write(cursor, document)


def _first_reading(
    cursor: CursorWrapper, event: Event, grant: Grant, at: datetime, form: ReadingForm, facts: dict[str, object]
) -> UUID | None:
    said = (grant.rule, grant.actor.pk, event.about, form.value, json.dumps(facts))
    cursor.execute(_FIRST, (event.subject, event.kind, at - ONE_READING, at, *said))
    found = cursor.fetchone()
    return None if found is None else found[0]
