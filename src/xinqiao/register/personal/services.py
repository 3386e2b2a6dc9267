"""Sessions at the own door."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, require
from xinqiao.register.personal import policy
from xinqiao.register.personal.models import PersonalSession


@transaction.atomic
def end_session(*, actor: Actor, session: UUID, at: datetime) -> None:
    """Somebody leaves. Nothing keeps that they were here, the ledger included."""
    require(actor, policy.may_leave)
    PersonalSession.objects.filter(pk=session).delete()
