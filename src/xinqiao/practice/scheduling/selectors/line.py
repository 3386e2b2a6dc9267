"""Who waits for a time, and what is free for whom is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from xinqiao.core.access import Actor, Missing
from xinqiao.core.clock import local
from xinqiao.core.clock.words import weekday_name
from xinqiao.practice.scheduling import policy, rules
from xinqiao.practice.scheduling.models import Appointment, AppointmentState, RequestState, TalkRequest, Wish, WishState
from xinqiao.practice.scheduling.rules import Span
from xinqiao.register.people.selectors import Person, people_behind

from .book import Shown, shown
from .own import own_counsellors, talk_rooms, whom_to_book
from .planning import counsellors, plan_for, service_rules

ONE_DAY = timedelta(days=1)
# Whoever let so many offers lapse is asked by a counsellor before anything more is kept for them.
MOST_LAPSES = 2


def line() -> list[UUID]:
    """Everybody who waits, in the order in which they came."""
    return list(Wish.objects.filter(state=WishState.WAITING).order_by("asked_at", "pk").values_list("pk", flat=True))


def open_offer(wish: UUID) -> Appointment | None:
    """The time that is kept for this wish at the moment."""
    return Appointment.objects.filter(wish=wish, state=AppointmentState.OFFERED).first()


def offers_over(at: datetime) -> list[UUID]:
    """The offers that nobody answered in time."""
    over = Appointment.objects.filter(state=AppointmentState.OFFERED, offered_until__lte=at)
    return list(over.order_by("offered_until").values_list("pk", flat=True))


@dataclass(frozen=True)
class Found:
    """A free time for who is next, and until when it would be kept."""

    counsellor: UUID
    span: Span
    until: datetime


def all_who_could(wish: Wish, at: datetime) -> list[UUID]:
    """The counsellors and rooms that an offer may take, to be held before it is looked for."""
    people = [wish.counsellor_id] if wish.counsellor_id else [one.pk for one in counsellors(local(at).date())]
    return [*people, *(room.pk for room in talk_rooms())]


def next_for(wish: Wish, at: datetime) -> Found | None:
    """The earliest free time that suits, that was not offered to this wish before and leaves time to answer."""
    decided, first = service_rules(), local(at).date()
    people = [one.pk for one in counsellors(first)]
    plan = plan_for(first, first + ONE_DAY * decided.own_ahead_days)
    if wish.counsellor_id is not None:
        people = [one for one in people if one == wish.counsellor_id]
    else:
        people = whom_to_book(wish.client_id, people, at, unsure=wish.unsure, decided=decided, plan=plan)
    before = list(Appointment.objects.filter(wish=wish).only("starts_at", "state", "changed_by_id", "changed_in"))
    if sum(1 for one in before if one.has_lapsed) >= MOST_LAPSES:
        return None
    known = {one.starts_at for one in before}
    after = at + timedelta(hours=decided.own_lead_hours)
    for day in plan.days:
        free = {span: one for one in people for span in plan.free(one, day, after)}
        fitting = [span for span in free if rules.offer_until(span.starts, at, decided.offer_hours)]
        span = rules.first_that_suits(fitting, wish.halves, known)
        until = rules.offer_until(span.starts, at, decided.offer_hours) if span else None
        if span is not None and until is not None:
            return Found(free[span], span, until)
    return None


@dataclass(frozen=True)
class InLine:
    """One who waits, for the desk."""

    place: int
    wish: Wish
    who: Shown
    offer: Appointment | None

    @property
    def halves(self) -> list[tuple[str, bool]]:
        """The half-days that suit, as weekday and whether it is the morning."""
        return [(weekday_name(int(key[0])), key.endswith("am")) for key in rules.HALVES if key in self.wish.halves]


@dataclass(frozen=True)
class Asking:
    """One guardian's request, for the desk."""

    request: TalkRequest
    asker: Shown
    child: Shown


@dataclass(frozen=True)
class Line:
    """Everybody who waits, and what guardians ask."""

    waiting: tuple[InLine, ...]
    requests: tuple[Asking, ...]


def line_for(actor: Actor) -> Line:
    """The waiting line with names, for who keeps the book; whoever does not sees nothing."""
    wishes = list(
        Wish.objects.filter(policy.visible_line(actor), state=WishState.WAITING)
        .select_related("counsellor")
        .order_by("asked_at", "pk")
    )
    asked = list(
        TalkRequest.objects.filter(policy.visible_requests(actor), state=RequestState.WAITING).order_by("made_at", "pk")
    )
    numbers = {one.client_id for one in wishes} | {n for one in asked for n in (one.asker_id, one.child_id)}
    known = people_behind(numbers)
    kept = {
        one.wish_id: one
        for one in Appointment.objects.filter(wish__in=wishes, state=AppointmentState.OFFERED).select_related(
            "counsellor"
        )
    }
    return Line(
        tuple(
            InLine(place, one, shown(actor, known.get(one.client_id), None), kept.get(one.pk))
            for place, one in enumerate(wishes, start=1)
        ),
        tuple(_asking(actor, one, known) for one in asked),
    )


def in_line(found: Line, wish: UUID) -> InLine:
    """One of those who wait. Raises `Missing` for whoever does not wait any more, as for who never did."""
    one = next((one for one in found.waiting if one.wish.pk == wish), None)
    if one is None:
        raise Missing(Wish._meta.label_lower, wish)
    return one


def _asking(actor: Actor, request: TalkRequest, known: Mapping[UUID, Person]) -> Asking:
    return Asking(
        request,
        shown(actor, known.get(request.asker_id), None),
        shown(actor, known.get(request.child_id), None),
    )


def whose_child(child: UUID) -> UUID | None:
    """The counsellor with whom the child's work goes on, if there is one; for the promise, never for the guardian."""
    return min(own_counsellors(child, unsure=False), default=None)
