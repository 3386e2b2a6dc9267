"""How often a calendar may be fetched. Counted in memory: a row would tell who uses one, and when."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=10)
MOST_KEPT = 10_000


class Pace:
    """At most so many times in ten minutes for each thing."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._seen: OrderedDict[bytes, tuple[datetime, int]] = OrderedDict()

    def allows(self, thing: bytes, at: datetime) -> bool:
        """Whether once more is not too often; counts it."""
        with self._lock:
            since, times = self._seen.pop(thing, (at, 0))
            if not timedelta(0) <= at - since < WINDOW:
                since, times = at, 0
            self._seen[thing] = (since, times + 1)
            while len(self._seen) > MOST_KEPT:
                self._seen.popitem(last=False)
            return times < self._most
