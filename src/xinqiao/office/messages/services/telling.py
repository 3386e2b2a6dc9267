"""Telling a client something: what every area calls."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Grant
from xinqiao.core.ledger import record
from xinqiao.office.messages import rules, selectors
from xinqiao.office.messages.events import MessageWritten
from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.rules import NOTHING, Facts


@transaction.atomic
def tell(
    *,
    grant: Grant,
    client: UUID,
    kind: str,
    facts: Facts = NOTHING,
    at: datetime,
    made_in: UUID | None = None,
    once: UUID | None = None,
) -> Message:
    """Write one neutral message to a client: at the own door always, outside only by the way that the client chose.

    `grant` is that of the act of which the client is told. `made_in` is the start of the own
    account in which the thing was made that it is about, if it was made there: whoever came with
    a slip alone sees only those. `once` is the row it is about: told again, nothing happens.
    Call it in the transaction of the act; nothing leaves the house before that is committed.
    Raises `UnknownKind`, `FactNotAllowed`.
    """
    declared = rules.kind_of(kind)
    rules.check_facts(declared, facts)
    fields = {"facts": facts.kept(), "made_at": at, "made_in": made_in}
    if once is None:
        message, is_new = Message.objects.create(client_id=client, kind=kind, **fields), True
    else:
        message, is_new = Message.objects.get_or_create(client_id=client, kind=kind, once=once, defaults=fields)
    if not is_new:
        return message
    if declared.goes_out and selectors.way_for(client, made_in).leaves:
        Delivery.objects.create(message=message, next_try_at=rules.may_leave_at(at))
    record(MessageWritten(subject=message.pk, about=client), grant, rows=[message], at=at)
    return message
