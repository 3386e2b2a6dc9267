"""Within how many days the school answers, and the program's watch that nothing is owed by nobody."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from xinqiao.core.access import PROGRAM, Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.core.rounds import look_after_each
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.events import AnswerDaysSet, RightOwedAgain
from xinqiao.practice.rights.models import AnswerDays, RightsRequest, State
from xinqiao.practice.rights.rules import APART, LEAST_DAYS, MOST_DAYS, Right
from xinqiao.register.people.models import Client

from .promises import ANSWER, ANSWER_APART, kind_for, owe


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
    """Whatever waits for an answer is owed by somebody who may give it; returns how many were not.

    A promise may be called kept by mistake; it may have been handed to another counsellor
    on its own page, or passed on because its owner has left: the request follows it.
    """
    owed = Obligation.objects.filter(subject=OuterRef("pk"), ended_at=None, kind__in=[ANSWER.key, ANSWER_APART.key])
    waiting = RightsRequest.objects.filter(state=State.OPEN)
    lost = waiting.filter(~Exists(owed)).values_list("pk", flat=True)
    fits = Exists(owed.filter(owner=OuterRef("owner"))) | Q(Exists(owed.filter(owner=None)), owner=None)
    strayed = waiting.exclude(kind__in=sorted(APART)).filter(Exists(owed)).exclude(fits)
    return look_after_each(
        [*lost, *strayed.values_list("pk", flat=True)],
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
    owed = Obligation.objects.filter(kind=kind_for(taken).key, subject=taken.pk, ended_at=None).first()
    if owed is None:
        owe(taken, grant, at)
    elif not taken.is_apart and owed.owner_id != taken.owner_id:
        taken.owner_id = owed.owner_id
        taken.save(update_fields=["owner"])
    record(RightOwedAgain(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return True
