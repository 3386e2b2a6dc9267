"""Recording a refusal, after the rollback.

A thing that does not exist and a thing that is not for this person leave the
same entry: the same act, an id, nothing else, the same length. From one person
20 refusals a minute are written one by one; what comes beyond is counted, and
the count becomes one entry with the next refusal, anybody's, after the minute.
The counter is in the memory of one process: a program that stops before loses
that count, not the fact that the flood began.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID, uuid4

from xinqiao.core.access import Actor
from xinqiao.core.clock import now
from xinqiao.core.ledger.body import Document
from xinqiao.core.ledger.writing import Recorded, own_transaction, write

REFUSED = "ledger.refused"
REFUSALS_COUNTED = "ledger.refusals_counted"
ONE_BY_ONE = 20
ACT = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
NO_SUCH_ADDRESS = "unknown"


@dataclass
class _Minute:
    """The refusals of one actor within one minute; `counting` is the entry that will hold the surplus."""

    actor: Actor
    starts: datetime
    counting: UUID
    refusals: int = 0


class Flood:
    """Which refusals are written and which are counted."""

    def __init__(self, one_by_one: int = ONE_BY_ONE) -> None:
        self._one_by_one = one_by_one
        self._minutes: dict[UUID | None, _Minute] = {}
        self._over: list[_Minute] = []
        self._lock = Lock()

    def count(self, actor: Actor, at: datetime) -> UUID | None:
        """Count one refusal. None: write it; an id: it is held in that counting entry."""
        starts = _minute_of(at)
        with self._lock:
            minute = self._minutes.get(actor.pk)
            if minute is None or minute.starts != starts:
                self._lay_aside(minute)
                minute = self._minutes[actor.pk] = _Minute(actor, starts, uuid4())
            minute.refusals += 1
            return None if minute.refusals <= self._one_by_one else minute.counting

    def take_over(self, at: datetime | None) -> list[_Minute]:
        """The floods whose minute is over by `at`, to be written; None takes all."""
        present = None if at is None else _minute_of(at)
        with self._lock:
            for pk, minute in list(self._minutes.items()):
                if minute.starts != present:
                    self._lay_aside(self._minutes.pop(pk))
            over, self._over = self._over, []
        return over

    def surplus(self, minute: _Minute) -> int:
        """How many refusals of this minute were not written one by one."""
        return minute.refusals - self._one_by_one

    def _lay_aside(self, minute: _Minute | None) -> None:
        if minute is not None and self.surplus(minute) > 0:
            self._over.append(minute)


FLOOD = Flood()


def record_refusal(actor: Actor, act: str, asked_for: UUID | None = None, *, at: datetime | None = None) -> Recorded:
    """Commit that `actor` was refused `act`, and say by which entry, whose `reference` the page shows.

    `act` is the address's name, never the rule's, which would tell a stranger's
    refusal from a missing object's. Called by the middleware, so the time may be
    left to the clock.
    """
    at = at or now()
    counting = FLOOD.count(actor, at)
    write_counts(at)
    if counting is not None:
        return Recorded(counting, REFUSALS_COUNTED, at)
    facts: dict[str, object] = {"act": act if ACT.fullmatch(act) else NO_SUCH_ADDRESS}
    with own_transaction() as cursor:
        return write(cursor, Document(kind=REFUSED, at=at, actor=actor, subject=asked_for, facts=facts))


def write_counts(at: datetime | None) -> None:
    """Write the floods whose minute is over; None writes all. The sealer asks for those of its own process."""
    over = FLOOD.take_over(at)
    if not over:
        return
    with own_transaction() as cursor:
        for minute in over:
            facts: dict[str, object] = {"refusals": FLOOD.surplus(minute)}
            document = Document(kind=REFUSALS_COUNTED, at=minute.starts, actor=minute.actor, facts=facts)
            write(cursor, document, minute.counting)


def _minute_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)
