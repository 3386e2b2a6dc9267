"""Must: how long a session lasts. Pure."""

from datetime import timedelta

# On a computer that others use next, a few minutes without a sign of life; on the own phone the length of a lesson.
IDLE_SHARED = timedelta(minutes=10)
IDLE_OWN = timedelta(minutes=40)
LASTS_AT_MOST = timedelta(hours=3)


def idle_time(*, shared: bool) -> timedelta:
    """After how long without a sign of life a session is over."""
    return IDLE_SHARED if shared else IDLE_OWN
