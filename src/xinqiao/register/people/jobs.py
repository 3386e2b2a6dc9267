"""What the program does about the register by itself."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.core.access import PROGRAM
from xinqiao.register.people.services import drop_old_drafts


@app.periodic(cron="17 * * * *")
@app.task(name="people.drop_old_drafts", queueing_lock="people.drop_old_drafts", lock="people.drop_old_drafts")
def throw_away_old_drafts(timestamp: int) -> None:
    """Rosters that were read and never confirmed do not outlive a day."""
    drop_old_drafts(actor=PROGRAM, at=clock.now())
