"""What the program does by itself, four times a day: consents run out even where nobody changes one."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.practice.cases.services.looking_ahead import look_ahead


@app.periodic(cron="20 */6 * * *")
@app.task(name="cases.look_ahead", queueing_lock="cases.look_ahead", lock="cases.look_ahead")
def watch_consents(timestamp: int) -> None:
    """Look ahead for consents that run out. What counts is when it happens, not when it was planned."""
    look_ahead(at=clock.now())
