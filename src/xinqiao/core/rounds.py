"""A round of the program over many things: each by itself, so that one that fails holds up no other."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def look_after_each(things: Iterable[Thing], look_after: Callable[[Thing], bool], failing: str) -> int:
    """How many of these things `look_after` says it has dealt with; it opens a transaction of its own for each.

    Every thing gets its turn. What failed is raised together at the end, as an
    `ExceptionGroup` named `failing`, so that the job fails for all to see.
    """
    done, failures = 0, []
    for thing in things:
        try:
            done += look_after(thing)
        except Exception as failure:  # whatever it is: the others are not to wait for it
            failures.append(failure)
    if failures:
        raise ExceptionGroup(failing, failures)
    return done
