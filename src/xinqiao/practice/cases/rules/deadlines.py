"""Until when a record is written."""

from datetime import datetime, timedelta

from xinqiao.core.clauses import clause


@clause("REC-01")
def due_at(held_until: datetime, within_hours: int) -> datetime:
    """A record is written within the school's hours after the talk; obligations move it past days without school.

    A day is what the schools' own forms ask for (reference: session record).
    """
    return held_until + timedelta(hours=within_hours)
