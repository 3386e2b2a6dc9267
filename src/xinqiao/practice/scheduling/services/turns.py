"""One after another: who writes about the same day, counsellor or room waits for a moment.

Without it two inserts that exclude each other would each wait for the other and
PostgreSQL would end one of them after a second. The constraints decide in any
case; this only makes the decision quick and the losers' sentence certain.
"""

from datetime import date
from hashlib import blake2b
from typing import TypeVar
from uuid import UUID

from django.db import connection

from xinqiao.core.access import take
from xinqiao.practice.scheduling.models import Appointment, Visit, Wish
from xinqiao.register.people.models import Client

Row = TypeVar("Row", Appointment, Visit, Wish)


def take_after_client(model: type[Row], pk: UUID) -> Row:
    """The row locked, but its client before it: the order of everybody who writes about a client.

    A walk-in locks the client and then the appointment; whoever did it the other
    way round would wait for the walk-in while the walk-in waits for them.
    """
    found = take(model, pk, lock=False)
    take(Client, found.client_id)
    return take(model, pk)


def wait_for(*things: UUID | date | None) -> None:
    """Hold these until the transaction ends; taken in one order by everybody, so that nobody waits in a circle."""
    with connection.cursor() as cursor:
        for key in sorted({_key(thing) for thing in things if thing is not None}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def wait_for_plans() -> None:
    """Hold the weekly plans: hours and duty are rewritten by one person at a time."""
    wait_for(UUID(int=0))


def _key(thing: UUID | date) -> int:
    words = thing.bytes if isinstance(thing, UUID) else thing.isoformat().encode()
    return int.from_bytes(blake2b(b"scheduling/" + words, digest_size=8).digest(), "big", signed=True)


def broken_constraint(error: BaseException) -> str:
    """The name of the constraint that an IntegrityError names, and nothing of the row."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
