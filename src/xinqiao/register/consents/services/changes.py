"""Who has to know of a change: cases and promises are above this tier, and hang on `on_change`."""

from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor, Grant
from xinqiao.core.hooks import Hook

# Called with `(grant, client, at)` inside every change of somebody's consents.
on_change: Hook[[Grant, UUID, datetime], None] = Hook()


def person_of(actor: Actor) -> UUID:
    """The member of staff who acts."""
    assert actor.pk is not None  # counsellors are people
    return actor.pk
