"""What the program does by itself: time passes even where nobody changes a paper or a wish."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.practice.staffing.services import look_after_keys, look_ahead


@app.periodic(cron="40 */6 * * *")
@app.task(name="staffing.look_ahead", queueing_lock="staffing.look_ahead", lock="staffing.look_ahead")
def watch_expiries(timestamp: int) -> None:
    """Look ahead for papers that run out. What counts is when it happens, not when it was planned."""
    look_ahead(at=clock.now())


@app.periodic(cron="25 * * * *")
@app.task(name="staffing.look_after_keys", queueing_lock="staffing.look_after_keys", lock="staffing.look_after_keys")
def watch_keys(timestamp: int) -> None:
    """Have what is promised about keys say what is so, every hour: somebody may have ended it too early."""
    look_after_keys(at=clock.now())
