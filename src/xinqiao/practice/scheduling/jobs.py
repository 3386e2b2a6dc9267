"""What the program does by itself, every morning and every evening."""

from procrastinate.contrib.django import app

from xinqiao.core import clock
from xinqiao.practice.scheduling.services import look_after_line, note_duty_gaps, remind_tomorrow


@app.periodic(cron="20 */6 * * *")
@app.task(name="scheduling.duty_gaps", queueing_lock="scheduling.duty_gaps", lock="scheduling.duty_gaps")
def watch_duty(timestamp: int) -> None:
    """Look ahead for opening hours that nobody covers. What counts is when it happens, not when it was planned."""
    note_duty_gaps(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="scheduling.waiting_line", queueing_lock="scheduling.waiting_line", lock="scheduling.waiting_line")
def offer_what_is_free(timestamp: int) -> None:
    """Offer what came free to whoever is next in line, and pass on what nobody answered."""
    look_after_line(at=clock.now())


@app.periodic(cron="5 * * * *")
@app.task(name="scheduling.reminders", queueing_lock="scheduling.reminders", lock="scheduling.reminders")
def remind(timestamp: int) -> None:
    """In the evening remind of tomorrow, by day of what was booked for today since; the rule knows the hour."""
    remind_tomorrow(at=clock.now())
