"""Recording a reading, before anything is opened.

The first reading of a thing by somebody, under one rule and in one form, is an
entry; each repeat within ten minutes of it is a short entry that points at the
first. Both are chained, so neither the reading nor its count can be thinned out
unnoticed; `selectors.readings_about` shows them as one reading with a count.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from xinqiao.core.access import Grant
from xinqiao.core.ledger.body import Document
from xinqiao.core.ledger.events import ReadingForm
from xinqiao.core.ledger.writing import Recorded, own_transaction, write

READ = "ledger.read"
READ_AGAIN = "ledger.read_again"
ONE_READING = timedelta(minutes=10)

_FIRST = """
    SELECT id FROM ledger_entry
    WHERE subject = %s AND kind = %s AND at > %s AND at <= %s AND rule = %s
      AND actor IS NOT DISTINCT FROM %s AND about IS NOT DISTINCT FROM %s
      AND body::jsonb #>> '{facts,form}' = %s
    ORDER BY at DESC LIMIT 1
"""


def record_reading(
    grant: Grant, subject: UUID, about: UUID | None, at: datetime, form: ReadingForm = ReadingForm.PAGE
) -> Recorded:
    """Commit that `subject` is about to be read; only then may it be opened.

    `about` is the client number concerned. Returns the first reading's entry or
    the repeat's. If it cannot be written, it raises, and nothing is to be opened.
    """
    if not isinstance(grant, Grant):
        raise TypeError("nothing is read without a grant")
    with own_transaction() as cursor:
        first = _first_reading(cursor, grant, subject, about, at, form)
        document = Document(
            kind=READ if first is None else READ_AGAIN,
            at=at,
            actor=grant.actor,
            rule=grant.rule,
            clauses=grant.clauses if first is None else (),
            subject=first or subject,
            about=about,
            facts={"form": form.value} if first is None else {},
        )
        return write(cursor, document)


def _first_reading(
    cursor: CursorWrapper, grant: Grant, subject: UUID, about: UUID | None, at: datetime, form: ReadingForm
) -> UUID | None:
    cursor.execute(_FIRST, [subject, READ, at - ONE_READING, at, grant.rule, grant.actor.pk, about, form.value])
    found = cursor.fetchone()
    return None if found is None else found[0]
