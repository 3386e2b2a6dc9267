"""Promising, keeping, waiving, handing over, and what the program does about what is late.

`promise` and `keep` are the door for other areas: they are called inside a
service of theirs, with the grant that it was given. The kinds are declared with
`register_kind`.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, Problem, require, take
from xinqiao.core.clock import Calendar, local
from xinqiao.core.ledger import record, record_reading
from xinqiao.core.rounds import look_after_each
from xinqiao.office.obligations import policy, rules, selectors
from xinqiao.office.obligations.events import (
    THE_LIST,
    ObligationEscalated,
    ObligationHandedOver,
    ObligationKept,
    ObligationOpened,
    ObligationPassedOn,
    ObligationPromised,
    ObligationReminded,
    ObligationWaived,
    OwedOpened,
)
from xinqiao.office.obligations.models import Obligation, Step, StepTaken
from xinqiao.office.obligations.rules import Kind, Rung, Standing, kind_of, register_kind
from xinqiao.office.obligations.states import State
from xinqiao.register.people.selectors import actor_for, school_calendar

__all__ = [
    "Kind",
    "hand_over",
    "keep",
    "keep_obligation",
    "promise",
    "register_kind",
    "sweep",
    "take_step",
    "waive_obligation",
]

SHORTEST_REASON, LONGEST_REASON = 2, 500
BATCH = 200


class OwedByNobody(ValueError):
    """A promise names neither a person nor a post: a mistake of the program, not of a user."""


class ReasonMissing(Problem):
    """Nobody is let off without a reason."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("请写明免办的理由，2 到 500 个字。"))


@transaction.atomic
def promise(
    *,
    grant: Grant,
    kind: str,
    subject: UUID,
    due_at: datetime,
    owner: UUID | None = None,
    post: Post | None = None,
    about: UUID | None = None,
    at: datetime,
) -> Obligation:
    """Owe something from now on. What is owed already stays as it was promised first.

    A due time on a day without school moves to the same hour of the next school
    day, unless the kind does not rest. Raises `UnknownKind` and `OwedByNobody`.
    """
    declared = kind_of(kind)
    if owner is None and post is None:
        raise OwedByNobody(kind)
    calendar = school_calendar(local(at).date())
    due = rules.due_time(declared, due_at, calendar)
    remind = rules.reminder_time(declared, at, due, calendar)
    made, is_new = Obligation.objects.get_or_create(
        kind=kind,
        subject=subject,
        state=State.OPEN,
        defaults={
            "owner_id": owner,
            "post": post.value if post else "",
            "about_id": about,
            "created_at": at,
            "due_at": due,
            "remind_at": remind,
            "next_step_at": remind or rules.escalation_time(declared, due, calendar),
        },
    )
    if is_new:
        record(ObligationPromised(subject=made.pk, about=about), grant, rows=[made], at=at)
    return made


@transaction.atomic
def keep(*, grant: Grant, kind: str, subject: UUID, at: datetime) -> Obligation | None:
    """It is done. Where nothing of this kind is owed any more, nothing happens."""
    found = Obligation.objects.select_for_update(of=("self",)).filter(kind=kind, subject=subject, state=State.OPEN)
    taken = found.first()
    if taken is not None:
        # A client who does it by the own door is no member of staff, and is named by the entry alone.
        taken.keep(by=None if grant.actor.is_client else grant.actor.pk, at=at)
        record(ObligationKept(subject=taken.pk, about=taken.about_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def keep_obligation(*, actor: Actor, obligation: UUID, at: datetime) -> Obligation:
    """Say that it is done. Raises `AlreadyOver`."""
    taken = take(Obligation, obligation)
    grant = require(actor, policy.may_keep, taken)
    taken.keep(by=actor.pk, at=at)
    record(ObligationKept(subject=taken.pk, about=taken.about_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def waive_obligation(*, actor: Actor, obligation: UUID, reason: str, at: datetime) -> Obligation:
    """Let somebody off, for a reason that is kept sealed. Raises `ReasonMissing`, `AlreadyOver`."""
    taken = take(Obligation, obligation)
    grant = require(actor, policy.may_waive, taken)
    given = reason.replace("\x00", "").strip()
    if not SHORTEST_REASON <= len(given) <= LONGEST_REASON:
        raise ReasonMissing
    taken.waive(by=actor.pk, reason=given, at=at)
    record(ObligationWaived(subject=taken.pk, about=taken.about_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def hand_over(*, actor: Actor, obligation: UUID, to_staff: UUID, at: datetime) -> Obligation:
    """Give it to somebody else, who owes it from now on by the same date. Raises `AlreadyOver`."""
    taken = take(Obligation, obligation)
    receiver = actor_for(to_staff, local(at).date())
    grant = require(actor, policy.may_hand_over, taken, receiver)
    taken.belongs_to(owner=receiver.pk, post="")
    record(ObligationHandedOver(subject=taken.pk, about=taken.about_id), grant, rows=[taken], at=at)
    return taken


def sweep(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Take every step that is due, each in a transaction of its own; returns how many.

    Twice, or by two at once, changes nothing more: a step moves the time of the
    next one past `at`, and whoever comes second finds the row locked or done.
    """
    today = local(at).date()
    calendar, standing = school_calendar(today), selectors.standing(today)
    due = selectors.due_for_a_step(at, rests=not calendar.is_school_day(today))
    return look_after_each(
        due,
        lambda pk: take_step(actor=actor, obligation=pk, standing=standing, calendar=calendar, at=at) is not None,
        "promises that could not be looked after",
    )


@transaction.atomic
def take_step(*, actor: Actor, obligation: UUID, standing: Standing, calendar: Calendar, at: datetime) -> Step | None:
    """Remind, pass on or escalate, whichever is due; None where another worker is at it or has been."""
    taken = selectors.take_if_due(obligation, at)
    if taken is None:
        return None
    grant = require(actor, policy.may_sweep, taken)
    kind = kind_of(taken.kind)
    if taken.owner_id and taken.owner is not None and taken.owner.left_on is not None:
        return _pass_on(taken, kind, standing, grant, at)
    if taken.remind_at is not None and taken.remind_at == taken.next_step_at:
        return _remind(taken, kind, standing, calendar, grant, at)
    return _escalate(taken, kind, standing, calendar, grant, at)


def _remind(taken: Obligation, kind: Kind, standing: Standing, calendar: Calendar, grant: Grant, at: datetime) -> Step:
    taken.next_step_at = rules.escalation_time(kind, max(taken.due_at, at), calendar)
    told = [taken.owner_id] if taken.owner_id else standing.at(taken.post, None)
    step = _step(taken, StepTaken.REMINDED, Rung("", tuple(told)), at)
    record(ObligationReminded(subject=taken.pk, about=taken.about_id), grant, rows=[taken, step], at=at)
    return step


def _escalate(
    taken: Obligation, kind: Kind, standing: Standing, calendar: Calendar, grant: Grant, at: datetime
) -> Step | None:
    rung = rules.next_rung(kind, taken.owner_id, (taken.post, *taken.reached), standing)
    if rung is None:
        # Everybody there is has been told, or every post is vacant: look again when somebody may have come.
        taken.next_step_at = rules.escalation_time(kind, at, calendar)
        taken.save(update_fields=["next_step_at"])
        return None
    taken.next_step_at = rules.escalation_time(kind, at, calendar)
    taken.reached = [*taken.reached, rung.name]
    step = _step(taken, StepTaken.ESCALATED, rung, at)
    record(ObligationEscalated(subject=taken.pk, about=taken.about_id), grant, rows=[taken, step], at=at)
    return step


def _pass_on(taken: Obligation, kind: Kind, standing: Standing, grant: Grant, at: datetime) -> Step:
    owner, post = rules.heir(kind, taken.owner_id, standing)
    taken.belongs_to(owner=owner, post=post)
    told: Iterable[UUID] = [owner] if owner else standing.at(post, None)
    step = _step(taken, StepTaken.PASSED_ON, Rung(post or rules.DEPUTY, tuple(told)), at)
    record(ObligationPassedOn(subject=taken.pk, about=taken.about_id), grant, rows=[taken, step], at=at)
    return step


def _step(taken: Obligation, what: StepTaken, rung: Rung, at: datetime) -> Step:
    taken.level += 1
    taken.save(update_fields=["level", "next_step_at", "reached"])
    return Step.objects.create(
        obligation=taken, number=taken.level, what=what, rung=rung.name, told=list(rung.staff), at=at
    )


def open_owed(*, actor: Actor, at: datetime, everybody: bool = False) -> selectors.OwedList:
    """What this person owes, for a page. Where the list names clients, its reading is on record first."""
    grant = require(actor, policy.may_list)
    rows = selectors.owed_rows(actor, at, everybody=everybody)
    if selectors.numbers_in(actor, rows):
        record_reading(OwedOpened(subject=THE_LIST), grant, at=at)
    return selectors.owed_by(actor, at, rows=rows)


def open_obligation(*, actor: Actor, obligation: UUID, at: datetime) -> selectors.ObligationShown:
    """One promise, for a page. Where it names its client, the reading is on record first. Raises `Refused`."""
    taken = take(Obligation, obligation, lock=False)
    grant = require(actor, policy.may_see, taken)
    if policy.may_know_whom(actor, taken) and taken.about_id:
        record_reading(ObligationOpened(subject=taken.pk, about=taken.about_id), grant, at=at)
    return selectors.obligation_for(actor, obligation, at)
