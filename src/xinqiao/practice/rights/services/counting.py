"""Within how many days the school answers, and the program's watch that nothing is owed by nobody."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from xinqiao.core.access import PROGRAM, Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.core.rounds import look_after_each
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.events import AnswerDaysSet, RightOwedAgain
from xinqiao.practice.rights.models import AnswerDays, RightsRequest, State
from xinqiao.practice.rights.rules import LEAST_DAYS, MOST_DAYS, Right
from xinqiao.register.people.models import Client

from .promises import owe


@transaction.atomic
def set_answer_days(*, actor: Actor, days: Mapping[Right, int], at: datetime) -> AnswerDays:
    """Within how many school days each right is answered from now on. Raises `Problem` for too many."""
    grant = require(actor, policy.may_set_days)
    if not all(LEAST_DAYS <= one <= MOST_DAYS for one in days.values()):
        words = {"least": LEAST_DAYS, "most": MOST_DAYS}
        raise Problem(_("每一项要在 %(least)d 到 %(most)d 个上课日之内。") % words, status=422)
    decided = {right.value: one for right, one in days.items()}
    row, _made = AnswerDays.objects.update_or_create(only=True, defaults={"days": decided})
    record(AnswerDaysSet(subject=row.pk), grant, rows=[row], at=at)
    return row


def owe_again(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Whatever waits for an answer and is owed by nobody is owed again: a promise may be called kept by mistake."""
    owed = Obligation.objects.filter(subject=OuterRef("pk"), ended_at=None, kind__startswith="rights.answer")
    waiting = RightsRequest.objects.filter(~Exists(owed), state=State.OPEN).values_list("pk", flat=True)
    return look_after_each(
        list(waiting),
        lambda pk: _owe_one(actor=actor, request=pk, at=at),
        "requests by right that could not be looked after",
    )


@transaction.atomic
def _owe_one(*, actor: Actor, request: UUID, at: datetime) -> bool:
    found = take(RightsRequest, request, lock=False)
    take(Client, found.client_id)
    taken = take(RightsRequest, request)
    if not taken.is_open:
        return False
    grant = require(actor, policy.may_look_after, taken)
    owe(taken, grant, at)
    record(RightOwedAgain(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return True
