"""What the program does by itself: every minute what is to be sent, every night what is to be forgotten."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.office.messages.services import deliver_due, forget_old


@app.periodic(cron="* * * * *")
@app.task(name="messages.deliver", queueing_lock="messages.deliver", lock="messages.deliver")
def deliver_messages(timestamp: int) -> None:
    """Send what is due."""
    deliver_due(at=clock.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="messages.forget", queueing_lock="messages.forget", lock="messages.forget")
def forget_messages(timestamp: int) -> None:
    """Delete what is a year old."""
    forget_old(at=clock.now())
