"""Whatever changes in somebody's papers changes at once what is owed."""

from datetime import datetime

from xinqiao.core.access import Grant
from xinqiao.practice.staffing.services import announce_expiries
from xinqiao.register.credentials.services import on_change


def papers_changed(grant: Grant, at: datetime) -> None:
    """In the transaction of the change, by the right of whoever made it."""
    announce_expiries(grant=grant, at=at)


on_change.add(papers_changed)
