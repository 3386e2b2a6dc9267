"""Whatever changes in somebody's papers, or in a wish for keys, changes at once what is owed."""

from datetime import datetime

from xinqiao.core.access import Grant
from xinqiao.practice.staffing.services import announce_expiries, announce_keys
from xinqiao.register.credentials import services as credentials
from xinqiao.register.recovery import services as recovery


def papers_changed(grant: Grant, at: datetime) -> None:
    """In the transaction of the change, by the right of whoever made it."""
    announce_expiries(grant=grant, at=at)


def wishes_changed(grant: Grant, at: datetime) -> None:
    """Likewise."""
    announce_keys(grant=grant, at=at)


credentials.on_change.add(papers_changed)
recovery.on_change.add(wishes_changed)
