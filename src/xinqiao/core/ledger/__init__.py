"""The ledger: what was done, read and refused, by whom, and under which clause.

    record(AppointmentBooked(subject=…, about=…), grant, rows=[appointment], at=at)

An *entry* is one document, written in the transaction of the act and never
changed. One *sealer* gives every committed entry a position: a *link*, whose
hash covers the entry's hash and the link before it. A *head* is the newest
hash, kept with a keyed check value; its short form stands on printed forms.
`verify` reads everything and names what does not fit. What an entry holds are
ids and clause ids, never names or content.
"""

from xinqiao.core.ledger.events import Event, ReadingForm, Removed
from xinqiao.core.ledger.heads import short_head
from xinqiao.core.ledger.pins import Said, said_of, said_of_each
from xinqiao.core.ledger.readings import record_reading
from xinqiao.core.ledger.recording import NotInTransaction, record
from xinqiao.core.ledger.refusals import record_refusal
from xinqiao.core.ledger.writing import Recorded

__all__ = [
    "Event",
    "NotInTransaction",
    "ReadingForm",
    "Recorded",
    "Removed",
    "Said",
    "record",
    "record_reading",
    "record_refusal",
    "said_of",
    "said_of_each",
    "short_head",
]
