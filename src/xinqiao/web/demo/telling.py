"""Many people's stories, told together in the order in which things happened.

So the register's lines of a day follow one another by the clock, as they do in
a real room, and every service is asked at its own moment.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

# What happened to somebody: it yields the moment at which it goes on.
Story = Iterator[datetime]


def tell(stories: Iterable[Story]) -> None:
    """Let every story go on when its time has come."""
    waiting = [(next(story), place, story) for place, story in enumerate(stories)]
    heapify(waiting)
    while waiting:
        _moment, place, story = heappop(waiting)
        then = next(story, None)
        if then is not None:
            heappush(waiting, (then, place, story))
