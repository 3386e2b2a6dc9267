"""Ending sessions: the one place that does, so that nothing stays unlocked in a session that is over."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from xinqiao.core.access import Actor
from xinqiao.core.vault.unlocking import lock_sessions
from xinqiao.register.accounts.models import OpenSession


@transaction.atomic
def end_sessions(rows: QuerySet[OpenSession], *, actor: Actor, at: datetime) -> int:
    """End these sessions and lock what was unlocked in them, as part of a service; how many there were.

    The sessions go first, in one order: an unlocking under way holds its session's
    row, and the lock then finds what it wrote. So whoever changes a key as well ends
    or takes the sessions before that, or two of them would wait for each other.
    """
    owners: dict[UUID, list[UUID]] = defaultdict(list)
    taken = rows.select_related("account").only("account__staff").select_for_update(of=("self",))
    for session in taken.order_by("pk"):
        owners[session.account.staff_id].append(session.pk)
    ended, _ = OpenSession.objects.filter(pk__in=[one for each in owners.values() for one in each]).delete()
    for owner in sorted(owners):
        lock_sessions(actor=actor, owner=owner, sessions=owners[owner], at=at)
    return ended
