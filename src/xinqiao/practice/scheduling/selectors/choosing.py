"""The page on which one books alone: who is there, which days, which times. Nothing of it names a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Missing
from xinqiao.core.clock import at_local, local
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.models import (
    Appointment,
    AppointmentState,
    CounsellorProfile,
    ServiceRules,
    SessionKind,
)
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import HOLDING
from xinqiao.register.people.models import Staff

from .own import called, whom_to_book
from .planning import ONE_DAY, Plan, counsellors, plan_for, service_rules

MIDNIGHT = datetime.min.time()
LUNCH, AFTERNOON, EVENING = 12, 14, 18
MOST_DAYS = 10


@dataclass(frozen=True)
class Face:
    """A counsellor as pupils and guardians see them."""

    pk: UUID
    called: str
    lines: tuple[str, ...] = ()
    has_picture: bool = False


def faces(on: date) -> list[Face]:
    """Who is there, in two statements; whoever has said nothing of themselves has the name alone."""
    people = counsellors(on)
    said = {one.staff_id: one for one in CounsellorProfile.objects.filter(staff__in=people).defer("picture")}
    return [_face(person, said.get(person.pk)) for person in people]


def _face(person: Staff, said: CounsellorProfile | None) -> Face:
    if said is None:
        return Face(person.pk, called(person.name, ""))
    return Face(person.pk, called(person.name, said.called), tuple(said.lines), bool(said.media))


def own_profile(actor: Actor) -> CounsellorProfile:
    """How this counsellor is shown; empty where nothing was said yet."""
    assert actor.pk is not None  # counsellors are people
    found = CounsellorProfile.objects.filter(staff=actor.pk).defer("picture").first()
    return found or CounsellorProfile(staff_id=actor.pk)


def picture_of(staff: UUID, on: date) -> tuple[bytes, str]:
    """The picture of somebody who is there, and what kind of picture it is. Raises `Missing`."""
    found = CounsellorProfile.objects.filter(staff__in=[one.pk for one in counsellors(on)], staff=staff).first()
    if found is None or found.picture is None:
        raise Missing(CounsellorProfile._meta.label_lower, staff)
    return bytes(found.picture), found.media


@dataclass(frozen=True)
class DayOffer:
    """A day on which there are times, and how many of them are free."""

    day: date
    free: int


@dataclass(frozen=True)
class TimeOffer:
    """One time of the day."""

    span: Span
    is_free: bool

    @property
    def part(self) -> str:
        """Which part of the day it is, in a word."""
        hour = local(self.span.starts).hour
        kind = SessionKind.MORNING if hour < LUNCH else SessionKind.LUNCH
        if hour >= AFTERNOON:
            kind = SessionKind.AFTERNOON if hour < EVENING else SessionKind.EVENING
        return str(kind.label)


@dataclass(frozen=True)
class Choices:
    """Everything on offer, with the likely choice made already."""

    people: tuple[Face, ...]
    who: UUID | None
    days: tuple[DayOffer, ...]
    day: date | None
    times: tuple[TimeOffer, ...]
    start: datetime | None
    decided: ServiceRules
    held: int

    @property
    def whom(self) -> Face | None:
        """The counsellor who is chosen; nobody where anybody will do."""
        return next((one for one in self.people if one.pk == self.who), None)

    @property
    def is_full(self) -> bool:
        """Whether there is nothing free at all."""
        return not any(one.free for one in self.days)

    @property
    def has_enough(self) -> bool:
        """Whether as many times are set aside as one may have."""
        return self.held >= self.decided.own_most


def choices_for(
    actor: Actor,
    at: datetime,
    *,
    who: UUID | None = None,
    anybody: bool = False,
    day: date | None = None,
    start: datetime | None = None,
    moving: Appointment | None = None,
) -> Choices:
    """What this person may choose from, in seven statements. What was chosen and is not there any more is chosen anew.

    `moving` is the appointment that is to get another time: its own time counts as free.
    """
    decided, everybody, first = service_rules(), faces(local(at).date()), local(at).date()
    last = first + ONE_DAY * decided.own_ahead_days
    taken = _taken(first, last, moving)
    plan = plan_for(first, last, taken=taken)
    allowed = _allowed(actor, [one.pk for one in everybody], at, decided, plan, moving)
    if moving is not None and moving.counsellor_id in allowed:
        who = who if who or anybody else moving.counsellor_id
    chosen = who if who in allowed else allowed[0] if len(allowed) == 1 else None
    asked = [chosen] if chosen else allowed
    after = at + timedelta(hours=decided.own_lead_hours)
    own = [Span(one.starts_at, one.ends_at) for one in taken if policy.may_see_own(actor, one)]
    by_day = {of_day: _times(plan, asked, of_day, after, own) for of_day in plan.days}
    days = [DayOffer(one, sum(time.is_free for time in times)) for one, times in by_day.items() if times][:MOST_DAYS]
    on = day if day in {one.day for one in days} else next((one.day for one in days if one.free), None)
    times = by_day.get(on, ()) if on else ()
    free = [one.span.starts for one in times if one.is_free]
    return Choices(
        people=tuple(one for one in everybody if one.pk in allowed),
        who=chosen,
        days=tuple(days),
        day=on,
        times=tuple(times),
        start=start if start in free else free[0] if free else None,
        decided=decided,
        held=sum(
            1
            for one in taken
            if one.state == AppointmentState.BOOKED and one.made_in and policy.may_see_own(actor, one)
        ),
    )


def _allowed(
    actor: Actor, people: Sequence[UUID], at: datetime, decided: ServiceRules, plan: Plan, moving: Appointment | None
) -> list[UUID]:
    """Whom one may book; who moves an appointment may keep it with whom it was."""
    assert actor.pk is not None  # only who has signed in chooses
    allowed = whom_to_book(actor.pk, people, at, unsure=not actor.is_known, decided=decided, plan=plan)
    kept = {moving.counsellor_id}.intersection(people) if moving else set()
    return [*allowed, *(kept - set(allowed))]


def _taken(first: date, last: date, moving: Appointment | None) -> list[Appointment]:
    rows = Appointment.objects.filter(
        ~Q(pk=moving.pk) if moving else Q(),
        state__in=HOLDING,
        starts_at__lt=at_local(last + ONE_DAY, MIDNIGHT),
        ends_at__gt=at_local(first, MIDNIGHT),
    )
    return list(rows.only("client_id", "counsellor_id", "starts_at", "ends_at", "state", "made_in"))


def _times(
    plan: Plan, people: Sequence[UUID], day: date, after: datetime, own: Sequence[Span]
) -> tuple[TimeOffer, ...]:
    """The times of a day with any of these people that do not begin too soon; free where one of them is, and one is oneself."""
    all_slots = {span for one in people for span in plan.slots(one, day) if span.starts >= after}
    free = {span for one in people for span in plan.free(one, day, after)}
    return tuple(
        TimeOffer(span, span in free and not any(span.overlaps(mine) for mine in own)) for span in sorted(all_slots)
    )
