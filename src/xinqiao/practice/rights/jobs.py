"""What the program does by itself: every hour it sees that whatever waits for an answer is owed by somebody."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.practice.rights.services import owe_again


@app.periodic(cron="40 * * * *")
@app.task(name="rights.owe_again", queueing_lock="rights.owe_again", lock="rights.owe_again")
def watch_answers(timestamp: int) -> None:
    """What counts is when it happens, not when it was planned."""
    owe_again(at=clock.now())
