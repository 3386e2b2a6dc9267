"""What the program does by itself, every hour: forget sessions and unlocked keys that are over, and old tries."""

from procrastinate.contrib.django import app

from xinqiao.core.clock import now
from xinqiao.core.vault.unlocking import remove_expired
from xinqiao.register.accounts import limiter
from xinqiao.register.accounts.sessions import SessionStore


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.sweep", queueing_lock="accounts.sweep", lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    """Drop what is over. `timestamp` is when the run was planned; what counts is when it happens."""
    SessionStore.clear_expired()
    remove_expired(at=now())
    limiter.sweep(now())
