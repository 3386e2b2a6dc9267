"""Booking."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Post, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import AppointmentBooked
from xinqiao.practice.scheduling.models import Appointment, AppointmentState, Room, Wish
from xinqiao.practice.scheduling.rules import Span
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import actor_for, person_behind

from .promises import FIRST_APPOINTMENT, NO_SHOW_CONTACT
from .telling import Told, tell_client
from .turns import broken_constraint, wait_for
from .wishing import end_wishes


class SlotTaken(Problem):
    """Somebody was faster, or the time was taken before. `free` are the next times of this counsellor."""

    def __init__(self, sentence: str, free: Sequence[Span] = ()) -> None:
        super().__init__(sentence + selectors.offered_in_words(free))
        self.free = tuple(free)


class StalePage(Problem):
    """The form has been sent before, for something else."""

    def __init__(self) -> None:
        super().__init__(_("这张表已经用过一次。请重新打开页面再填。"))


@dataclass(frozen=True)
class Asked:
    """Who asked for the time, by which way, and for what in a few words. Sealed as a whole."""

    channel: str = "in_person"
    asked_by: str = "self"
    agrees: bool = True
    needs: tuple[str, ...] = ()
    urgency: str = "usual"
    reach: str = ""


@dataclass(frozen=True)
class Offer:
    """A time that is kept for who is next in line, and until when."""

    wish: Wish
    until: datetime


@transaction.atomic
def book_appointment(
    *,
    actor: Actor,
    client: UUID,
    counsellor: UUID,
    wanted: Span,
    asked: Asked,
    token: UUID,
    at: datetime,
    room: UUID | None = None,
    arranged: str = "",
) -> Appointment:
    """Set a time aside. The same form sent twice books once and gives the same answer.

    Raises `SlotTaken` with the next free times, `StalePage`, and `Problem` for a
    time outside of the opening hours without a reason, or in the past.
    """
    taken = take(Client, client)
    grant = require(actor, policy.may_book_for, taken)
    booked = Appointment.objects.filter(token=token).first()
    if booked is not None:
        return same_or_stale(booked, client, actor)
    rules.check_sensible(wanted, at)
    rules.check_asked(asked.channel, asked.asked_by)
    check_client(client)
    appointment = write_appointment(
        client=client, counsellor=counsellor, wanted=wanted, room=room, arranged=arranged,
        request=asdict(asked), by=actor, token=token, at=at,
    )  # fmt: skip
    for kind in (FIRST_APPOINTMENT, NO_SHOW_CONTACT):
        keep(grant=grant, kind=kind.key, subject=client, at=at)
    ended = end_wishes(client=client, actor=actor, grant=grant, at=at)
    record(AppointmentBooked(subject=appointment.pk, about=client), grant, rows=[appointment, *ended], at=at)
    tell_client(grant=grant, appointment=appointment, what=Told.BOOKED, at=at)
    return appointment


def same_or_stale(booked: Appointment, client: UUID, actor: Actor) -> Appointment:
    """What this form booked before, for whoever sent it; anything else is an old page. Raises `StalePage`."""
    same = booked.made_in == actor.start if actor.is_client else booked.booked_by_id == actor.pk
    if booked.client_id != client or not same:
        raise StalePage
    return booked


def check_client(client: UUID) -> None:
    """The room receives this kind of person. Raises `Problem`."""
    person = person_behind(client)
    if person is None:
        raise Problem(_("名册里没有这个人。"), status=422)
    rules.check_received(person.kind, selectors.service_rules().receives)


def write_appointment(
    *,
    client: UUID,
    counsellor: UUID,
    wanted: Span,
    room: UUID | None,
    arranged: str,
    request: dict[str, Any],
    by: Actor,
    token: UUID,
    at: datetime,
    pk: UUID | None = None,
    offer: Offer | None = None,
    instead_of: Appointment | None = None,
) -> Appointment:
    """Check counsellor, room and hours, and insert. Raises `SlotTaken` and `Problem`.

    What a client books is kept under the start of the account it came from; so are offers, and what the desk moves.
    """
    day = local(wanted.starts).date()
    check_counsellor(counsellor, wanted)
    check_room(room)
    outside = rules.check_inside_hours(wanted, selectors.plan_for(day, day).opening(day), arranged)
    wait_for(counsellor, room)
    appointment = Appointment(
        pk=pk or uuid4(),
        client_id=client,
        counsellor_id=counsellor,
        room_id=room,
        starts_at=wanted.starts,
        ends_at=wanted.ends,
        first_visit=not selectors.has_come_before(client),
        request=request,
        arrangement={"reason": arranged.strip()} if outside else None,
        booked_by_id=None if by.is_client else by.pk,
        booked_at=at,
        token=token,
        **_from_where(by, offer, instead_of),
    )
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as error:
        raise refusal(broken_constraint(error), counsellor, at, own=by.is_client) from None
    return appointment


def _from_where(by: Actor, offer: Offer | None, instead_of: Appointment | None) -> dict[str, Any]:
    if offer is None and instead_of is not None and not by.is_client:
        return {"made_in": instead_of.made_in, "unsure": instead_of.unsure}
    if offer is None:
        return {"made_in": by.start, "unsure": by.is_client and not by.is_known}
    wish = offer.wish
    return {
        "state": AppointmentState.OFFERED,
        "wish": wish,
        "offered_until": offer.until,
        "made_in": wish.made_in,
        "unsure": wish.unsure,
    }


def check_counsellor(counsellor: UUID, wanted: Span) -> None:
    """Only who holds the post on that day is booked. Raises `Problem`."""
    if not actor_for(counsellor, local(wanted.starts).date()).holds(Post.COUNSELLOR):
        raise Problem(_("这位老师那一天没有担任心理辅导教师，请换一位。"), status=422)


def check_room(room: UUID | None) -> None:
    """Only a room in use is booked. Raises `Missing` and `Problem`."""
    if room is not None and not take(Room, room, lock=False).active:
        raise Problem(_("这个房间已经停用，请换一间。"), status=422)


def refusal(broken: str, counsellor: UUID, at: datetime, *, own: bool = False) -> Problem:
    """The sentence for the constraint that refused, for the desk or for whoever books alone."""
    free = selectors.next_free(counsellor, at)
    twice = _("你在这个时间已经约好了一次。") if own else _("这位来访者在这个时间已经有一个预约。")
    sentences = {
        "appointment_counsellor_once": _("这个时间刚刚被约走，这位老师已经有约了。"),
        "appointment_room_once": _("这个房间在这个时间已经有人用，请换一间，或换个时间。"),
        "appointment_client_once": twice,
        "appointment_start_once": twice,
    }
    if broken in sentences:
        return SlotTaken(sentences[broken], free)
    return StalePage()
