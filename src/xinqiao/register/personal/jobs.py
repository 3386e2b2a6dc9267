"""What the program does by itself: forget sessions that are over, and make all accounts look equally old."""

from procrastinate.contrib.django import app

from xinqiao.core.clock import now
from xinqiao.register.personal import upkeep


@app.periodic(cron="23 * * * *")
@app.task(name="personal.sweep", queueing_lock="personal.sweep", lock="personal.sweep")
def sweep(timestamp: int) -> None:
    """Drop the sessions that are over. `timestamp` is when the run was planned; what counts is when it happens."""
    upkeep.forget_sessions(now())


@app.periodic(cron="41 2 * * *")
@app.task(name="personal.level", queueing_lock="personal.level", lock="personal.level")
def level(timestamp: int) -> None:
    """Write every account anew, in no order and in one transaction."""
    upkeep.level_accounts()
