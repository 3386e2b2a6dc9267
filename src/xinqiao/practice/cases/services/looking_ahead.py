"""The program's round over the open cases: consents that run out, have run out, or were taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import PROGRAM, Actor, require
from xinqiao.core.rounds import look_after_each
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.states import Stage

from .consent import owe_consent
from .taking import take_case


def look_ahead(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Bring what is owed to what the consents say now, each case by itself; returns how many were looked at.

    One case that cannot be looked after does not hold up the others. Raises
    `Denied`, and at the end an `ExceptionGroup` of what failed.
    """
    require(actor, policy.may_look_ahead)
    going_on = Case.objects.exclude(stage=Stage.CLOSED).order_by("opened_at").values_list("pk", flat=True)
    return look_after_each(
        going_on, lambda pk: _look_at(actor, pk, at), "cases whose consents could not be looked after"
    )


@transaction.atomic
def _look_at(actor: Actor, case: UUID, at: datetime) -> bool:
    """One case; False where it was closed meanwhile."""
    taken = take_case(case)
    grant = require(actor, policy.may_look_ahead)
    if not taken.is_open:
        return False
    owe_consent(case=taken, grant=grant, at=at, by_itself=True)
    return True
