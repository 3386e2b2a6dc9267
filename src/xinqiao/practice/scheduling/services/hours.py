"""Opening hours, and what the school has decided about its room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import record
from xinqiao.office.messages.selectors import neutral_place
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.events import OpeningHoursSet, ServiceRulesSet
from xinqiao.practice.scheduling.models import OpeningHour, ServiceRules

from .turns import wait_for_plans

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """One stretch of one weekday in which the room is open."""

    weekday: int
    starts: time
    ends: time
    kind: str


@transaction.atomic
def set_opening_hours(
    *, actor: Actor, valid_from: date, valid_to: date, sessions: Sequence[Session], at: datetime
) -> list[OpeningHour]:
    """Fix the weekly hours of a stretch of days. What stood there before is withdrawn for these days only.

    Raises `Problem` for days or hours out of order and for sessions that overlap.
    """
    grant = require(actor, policy.may_run_the_room)
    if valid_to < valid_from:
        raise Problem(_("结束的日子不能早于开始的日子。"), status=422)
    if any(session.ends <= session.starts for session in sessions):
        raise Problem(_("每个时段的结束时间要在开始之后。"), status=422)
    wait_for_plans()
    changed = _withdraw(valid_from, valid_to, at)
    try:
        with transaction.atomic():
            new = [_opening(session, valid_from, valid_to) for session in sessions]
    except IntegrityError:
        raise Problem(_("同一天的时段互相重叠，请改开。"), status=422) from None
    if not changed and not new:
        raise Problem(_("没有写任何时段。"), status=422)
    rows = [*changed, *new]
    record(OpeningHoursSet(subject=rows[-1].pk), grant, rows=rows, at=at)
    return new


def _opening(session: Session, valid_from: date, valid_to: date) -> OpeningHour:
    return OpeningHour.objects.create(
        weekday=session.weekday,
        starts=session.starts,
        ends=session.ends,
        kind=session.kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _withdraw(valid_from: date, valid_to: date, at: datetime) -> list[OpeningHour]:
    """Withdraw what lies in these days; what reaches beyond them is written again for the days outside."""
    touched = OpeningHour.objects.filter(withdrawn_at=None, valid_from__lte=valid_to, valid_to__gte=valid_from)
    rows: list[OpeningHour] = []
    for old in list(touched.select_for_update()):
        old.withdrawn_at = at
        old.save(update_fields=["withdrawn_at"])
        rows.append(old)
        session = Session(old.weekday, old.starts, old.ends, old.kind)
        if old.valid_from < valid_from:
            rows.append(_opening(session, old.valid_from, valid_from - ONE_DAY))
        if old.valid_to > valid_to:
            rows.append(_opening(replace(session), valid_to + ONE_DAY, old.valid_to))
    return rows


@transaction.atomic
def set_service_rules(*, actor: Actor, at: datetime, **decided: Any) -> ServiceRules:
    """Write down whom the room receives, how long a talk is, how one books. Raises `Problem`."""
    grant = require(actor, policy.may_run_the_room)
    wait_for_plans()
    known = set(ServiceRules.Weight.fields)
    if set(decided) - known:
        raise TypeError(f"unknown: {sorted(set(decided) - known)}")
    if "receives" in decided and not decided["receives"]:
        raise Problem(_("至少要有一类接待对象。"), status=422)
    _check_place(str(decided.get("place", "")))
    rules, _made = ServiceRules.objects.update_or_create(only=True, defaults=decided)
    record(ServiceRulesSet(subject=rules.pk), grant, rows=[rules], at=at)
    return rules


def _check_place(place: str) -> None:
    """Where one comes is read by bystanders: its name does not tell what for. Raises `Problem`."""
    if place.strip() and not neutral_place(place):
        raise Problem(_("地点会写进提醒，旁人可能看见。请只写楼名和房号，例如“明德楼 312”，不写来做什么。"), status=422)
