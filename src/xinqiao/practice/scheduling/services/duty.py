"""Duty: who is there when the room is open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import PROGRAM, Actor, Post, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import DutyGapsNoted, DutyPlanned, DutyRemoved
from xinqiao.practice.scheduling.models import DutyTurn
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import actor_for, school

from .promises import DUTY_GAP
from .turns import wait_for_plans


@transaction.atomic
def plan_duty(
    *,
    actor: Actor,
    staff: UUID,
    weekdays: Sequence[int],
    starts: time,
    ends: time,
    valid_from: date,
    valid_to: date,
    at: datetime,
    instead_of: UUID | None = None,
) -> list[DutyTurn]:
    """Somebody takes a turn on these weekdays in a stretch of days; a single day is a stretch of one.

    A stand-in names the turn whose hours it takes. Raises `Problem`.
    """
    person = take(Staff, staff, lock=False)
    grant = require(actor, policy.may_run_the_room)
    if ends <= starts or valid_to < valid_from or not weekdays:
        raise Problem(_("请至少选一天，并让结束在开始之后。"), status=422)
    if not actor_for(person.pk, max(valid_from, local(at).date())).holds(Post.COUNSELLOR):
        raise Problem(_("值班要由担任心理辅导教师的人来，请先在“教职工与岗位”里任命。"), status=422)
    wait_for_plans()
    made = [
        DutyTurn(
            staff=person,
            weekday=weekday,
            starts=starts,
            ends=ends,
            valid_from=valid_from,
            valid_to=valid_to,
            instead_of_id=_replaced(instead_of, weekday, valid_from, valid_to),
        )
        for weekday in sorted(set(weekdays))
    ]
    try:
        with transaction.atomic():
            turns = DutyTurn.objects.bulk_create(made)
    except IntegrityError:
        raise Problem(_("这位老师在这个时段已经排了班。"), status=422) from None
    record(DutyPlanned(subject=turns[0].pk), grant, rows=turns, at=at)
    return turns


def _replaced(instead_of: UUID | None, weekday: int, valid_from: date, valid_to: date) -> UUID | None:
    if instead_of is None:
        return None
    old = take(DutyTurn, instead_of, lock=False)
    inside = old.valid_from <= valid_from and valid_to <= old.valid_to
    if old.withdrawn_at is not None or old.weekday != weekday or not inside:
        raise Problem(_("替班的日子不在被替的那一班里。"), status=422)
    return old.pk


@transaction.atomic
def remove_duty(*, actor: Actor, turn: UUID, from_day: date, at: datetime) -> DutyTurn:
    """End a turn from a day on; before its first day it is withdrawn whole. Stand-ins for it end with it."""
    taken = take(DutyTurn, turn)
    grant = require(actor, policy.may_change_turn, taken)
    if taken.withdrawn_at is not None or taken.valid_to < from_day:
        raise Problem(_("这一班已经结束。"))
    wait_for_plans()
    rows = [_end(taken, from_day, at)]
    for stand_in in DutyTurn.objects.select_for_update().filter(instead_of=taken, withdrawn_at=None):
        if stand_in.valid_to >= from_day:
            rows.append(_end(stand_in, from_day, at))
    record(DutyRemoved(subject=taken.pk), grant, rows=rows, at=at)
    return taken


def _end(turn: DutyTurn, from_day: date, at: datetime) -> DutyTurn:
    if from_day <= turn.valid_from:
        turn.withdrawn_at = at
    else:
        turn.valid_to = from_day - timedelta(days=1)
    turn.save(update_fields=["withdrawn_at", "valid_to"])
    return turn


@transaction.atomic
def note_duty_gaps(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Tell the director of opening hours in the next fourteen days that nobody covers; returns how many.

    One promise for all gaps, due before the first of them; it is kept by itself once there is none.
    """
    grant = require(actor, policy.may_watch_duty)
    place = school()
    if place is None:
        return 0
    gaps = selectors.gaps_ahead(local(at).date(), rules.GAP_HORIZON_DAYS)
    ahead = [gap for gap in gaps if gap.ends > at]
    if not ahead:
        keep(grant=grant, kind=DUTY_GAP.key, subject=place.pk, at=at)
        return 0
    due = max(ahead[0].starts, at)
    promise(grant=grant, kind=DUTY_GAP.key, subject=place.pk, post=Post.DIRECTOR, due_at=due, at=at)
    record(DutyGapsNoted(subject=place.pk), grant, at=at)
    return len(ahead)
