"""Stopping has effect at once: what lies ahead is called off, and what was agreed to counts no more (CNS-04)."""

from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor


def stop_now(*, actor: Actor, client: UUID, at: datetime) -> None:
    """Part of asking to stop. The counsellor is told by what is owed: to stop, to close, to answer."""
