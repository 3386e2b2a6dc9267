"""What the program does by itself, every minute."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.office.obligations.services import sweep


@app.periodic(cron="* * * * *")
@app.task(name="obligations.sweep", queueing_lock="obligations.sweep", lock="obligations.sweep")
def sweep_obligations(timestamp: int) -> None:
    """Remind and escalate. `timestamp` is when the run was planned; what counts is when it happens."""
    sweep(at=clock.now())
