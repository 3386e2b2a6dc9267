"""What pupils and guardians see of their own times, and the facts that booking alone asks for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing
from xinqiao.core.clock import local
from xinqiao.core.hooks import Hook
from xinqiao.practice.scheduling import policy, rules
from xinqiao.practice.scheduling.models import (
    Appointment,
    AppointmentState,
    CounsellorProfile,
    How,
    Room,
    RoomFunction,
    ServiceRules,
    TalkRequest,
    Wish,
    WishState,
)
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import HOLDING
from xinqiao.register.people.pinyin import split_surname

from .planning import Plan, plan_for

ONE_DAY = timedelta(days=1)

# Asked with a client number for those with whom the client's work goes on; cases, which stand above, answer.
on_own_counsellor: Hook[[UUID], Collection[UUID]] = Hook()


def own_counsellors(client: UUID, *, unsure: bool) -> frozenset[UUID]:
    """With whom the client's work goes on. For whom nobody has met, nobody: the answer would tell that there is any."""
    if unsure:
        return frozenset()
    return frozenset(one for answer in on_own_counsellor.call(client) for one in answer)


def whom_to_book(
    client: UUID, people: Sequence[UUID], at: datetime, *, unsure: bool, decided: ServiceRules, plan: Plan | None = None
) -> list[UUID]:
    """Whom this client may book alone; the rule says why it may be one only."""
    own = own_counsellors(client, unsure=unsure).intersection(people)
    return rules.whom_to_book(people, own, bool(own) and _has_time(own, at, decided, plan))


def _has_time(own: Collection[UUID], at: datetime, decided: ServiceRules, plan: Plan | None) -> bool:
    first = local(at).date()
    ahead = plan or plan_for(first, first + ONE_DAY * decided.own_ahead_days)
    after = at + timedelta(hours=decided.own_lead_hours)
    return any(ahead.free(one, day, after) for day in ahead.days for one in own)


def whom_to_wait_for(actor: Actor, people: Sequence[UUID]) -> list[UUID]:
    """Whom one may wait for: the own counsellor while the work goes on, else anybody."""
    assert actor.pk is not None  # only who has signed in waits
    own = own_counsellors(actor.pk, unsure=not actor.is_known)
    return rules.whom_to_book(people, own, own_has_time=True)


def own_ahead(actor: Actor, at: datetime) -> int:
    """How many times ahead somebody has set aside for themselves."""
    booked = Appointment.objects.filter(policy.own_appointments(actor), state=AppointmentState.BOOKED)
    return booked.filter(made_in__isnull=False, ends_at__gt=at).count()


def talk_rooms() -> list[Room]:
    """The rooms in which one talks, in order of name."""
    return list(Room.objects.filter(active=True, function=RoomFunction.TALK).order_by("name"))


def free_room(rooms: Sequence[UUID], span: Span) -> UUID | None:
    """The first of these rooms that nobody has at this time."""
    if not rooms:
        return None
    taken = Appointment.objects.filter(
        room__in=rooms, state__in=HOLDING, starts_at__lt=span.ends, ends_at__gt=span.starts
    ).values_list("room_id", flat=True)
    busy = set(taken)
    return next((room for room in rooms if room not in busy), None)


def least_taken(plan: Plan, people: Sequence[UUID], day: date, span: Span) -> UUID | None:
    """Who of these is free at this time and has the fewest talks on the day."""
    free = [one for one in people if span in plan.free(one, day, span.starts)]
    return min(free, key=lambda one: (len(plan.busy.get(one, [])), people.index(one)), default=None)


def called(name: str, said: str | None) -> str:
    """What pupils call a counsellor: as they say themselves, else the surname and what everybody is called at school."""
    if said:
        return said
    surname, given = split_surname(name)
    return name if name.endswith(_("老师")) else _("%(surname)s老师") % {"surname": surname or given}


@dataclass(frozen=True)
class OwnTime:
    """One appointment, as whoever comes sees it."""

    appointment: Appointment
    with_whom: str
    place: str
    phone: str

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.appointment.ends_at - self.appointment.starts_at).total_seconds() // 60)

    @property
    def by_phone(self) -> bool:
        """Whether one talks by telephone."""
        return str(self.appointment.request.get("how", "")) == How.PHONE


@dataclass(frozen=True)
class Mine:
    """Everything that lies ahead of one person: times, what is offered, the place in the line."""

    times: tuple[OwnTime, ...]
    offers: tuple[OwnTime, ...]
    wish: Wish | None

    @property
    def waits_for(self) -> str:
        """Whom one waits for, as pupils call them; empty where anybody will do."""
        return called(self.wish.counsellor.name, "") if self.wish and self.wish.counsellor else ""

    @property
    def next(self) -> OwnTime | None:
        """The next one."""
        return self.times[0] if self.times else None


def mine(actor: Actor, at: datetime) -> Mine:
    """What lies ahead of this pupil or guardian, in two statements."""
    ahead = _shown(actor).filter(
        state__in=[AppointmentState.OFFERED, AppointmentState.BOOKED, AppointmentState.ARRIVED], ends_at__gt=at
    )
    rows = [_own_time(one) for one in ahead.order_by("starts_at")]
    offers = tuple(
        one for one in rows if one.appointment.state == AppointmentState.OFFERED and _is_open(one.appointment, at)
    )
    times = tuple(one for one in rows if one.appointment.state != AppointmentState.OFFERED)
    return Mine(times, offers, own_wish(actor))


def own_time(actor: Actor, appointment: UUID) -> OwnTime:
    """One of the own appointments. Raises `Missing` for a stranger, as for what does not exist."""
    row = _shown(actor).filter(pk=appointment).first()
    if row is None:
        raise Missing(Appointment._meta.label_lower, appointment)
    return _own_time(row)


def place_of(appointment: Appointment) -> str:
    """Where one comes: as the school says it, else the room; nowhere for who talks by telephone."""
    return place_in_words(appointment, place_said())


def place_said() -> str:
    """Where one comes, as the school says it for everybody."""
    return ServiceRules.objects.values_list("place", flat=True).first() or ""


def place_in_words(appointment: Appointment, said: str) -> str:
    """`place_of`, for many at once."""
    if appointment.request.get("how") == How.PHONE:
        return ""
    return said or (appointment.room.name if appointment.room else "")


def own_wish(actor: Actor) -> Wish | None:
    """The own place in the waiting line."""
    waiting = Wish.objects.filter(policy.own_wishes(actor), state=WishState.WAITING)
    return waiting.select_related("counsellor").order_by("unsure", "asked_at").first()


def own_requests(actor: Actor) -> list[TalkRequest]:
    """What one has asked for one's children, the newest first."""
    return list(TalkRequest.objects.filter(policy.own_requests(actor)).order_by("-made_at"))


def _is_open(offer: Appointment, at: datetime) -> bool:
    return offer.offered_until is not None and offer.offered_until > at


def _shown(actor: Actor) -> QuerySet[Appointment]:
    decided = ServiceRules.objects.all()
    profile = CounsellorProfile.objects.filter(staff=OuterRef("counsellor")).values("called")[:1]
    return (
        Appointment.objects.filter(policy.own_appointments(actor))
        .select_related("counsellor", "room")
        .annotate(
            place=Subquery(decided.values("place")[:1]),
            phone=Subquery(decided.values("talk_phone")[:1]),
            called=Subquery(profile),
        )
    )


def _own_time(row: Appointment) -> OwnTime:
    place = row.place or (row.room.name if row.room else "")  # type: ignore[attr-defined]
    return OwnTime(row, called(row.counsellor.name, row.called), place, row.phone or "")  # type: ignore[attr-defined]
