"""What the program does by itself, four times a day: time passes even where nobody changes a paper."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.practice.staffing.services import look_ahead


@app.periodic(cron="40 */6 * * *")
@app.task(name="staffing.look_ahead", queueing_lock="staffing.look_ahead", lock="staffing.look_ahead")
def watch_expiries(timestamp: int) -> None:
    """Look ahead for papers that run out. What counts is when it happens, not when it was planned."""
    look_ahead(at=clock.now())
