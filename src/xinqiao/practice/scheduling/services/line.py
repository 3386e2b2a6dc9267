"""The waiting line: joining, leaving, and offering what came free to whoever is next.

Offered is a time by keeping it: the row is an appointment already and holds the
counsellor, so that nobody else can be given it, until somebody answers or the
time to answer is over.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.core.rounds import look_after_each
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.scheduling import policy, rules, selectors
from xinqiao.practice.scheduling.events import (
    LineJoined,
    LineLeft,
    OfferDeclined,
    OfferLapsed,
    OfferTaken,
    TimeOffered,
)
from xinqiao.practice.scheduling.models import Appointment, AskedBy, Channel, How, Wish, WishState
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.states import AppointmentState, check_appointment_move, check_wish_move
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import school_calendar

from .booking import Asked, Offer, SlotTaken, StalePage, write_appointment
from .own import check_welcome
from .promises import FIRST_APPOINTMENT, NO_SHOW_CONTACT, OFFER_LAPSED, WAITING
from .telling import Told, tell_client
from .turns import take_after_client, wait_for
from .wishing import end_wish


@dataclass(frozen=True)
class Wanted:
    """What somebody waits for: whom (nobody named means anybody), which half-days (none named means any), how."""

    counsellor: UUID | None = None
    halves: Sequence[str] = ()
    how: str = How.IN_PERSON.value


@transaction.atomic
def join_line(*, actor: Actor, client: UUID, wanted: Wanted, token: UUID, at: datetime) -> Wish:
    """Wait for a time that comes free. The school owes an appointment within the days that it has set.

    Raises `StalePage`, `TooMany`, and `Problem` for whoever waits already.
    """
    taken = take(Client, client)
    grant = require(actor, policy.may_book_own, taken)
    known = Wish.objects.filter(token=token).first()
    if known is not None:
        if known.client_id != client or known.made_in != actor.start:
            raise StalePage
        return known
    decided = selectors.service_rules()
    check_welcome(client, decided)
    rules.check_not_too_many(selectors.own_ahead(actor, at), decided.own_most)
    if selectors.own_wish(actor) is not None:
        raise Problem(_("你已经排在候补里了。想改时间，先点“不排了”，再排一次。"))
    assert actor.start is not None  # whoever comes by the own door has started an account
    wish = Wish.objects.create(
        client_id=client,
        counsellor_id=_somebody_to_wait_for(actor, wanted.counsellor, at),
        wants={"halves": sorted(set(wanted.halves) & set(rules.HALVES)), "how": wanted.how},
        asked_at=at,
        made_in=actor.start,
        unsure=not actor.is_known,
        token=token,
    )
    day = local(at).date()
    due = rules.first_appointment_due(day, decided.first_within_days, school_calendar(day))
    _owe(grant, WAITING.key, wish, due, at)
    record(LineJoined(subject=wish.pk, about=client), grant, rows=[wish], at=at)
    return wish


@transaction.atomic
def leave_line(*, actor: Actor, wish: UUID, at: datetime) -> Wish:
    """Wait no longer. Raises `WrongState`."""
    taken = take_after_client(Wish, wish)
    grant = require(actor, policy.may_leave_line, taken)
    rows = end_wish(taken, WishState.LEFT, actor=actor, grant=grant, at=at)
    record(LineLeft(subject=taken.pk, about=taken.client_id), grant, rows=rows, at=at)
    return taken


@transaction.atomic
def strike_from_line(*, actor: Actor, wish: UUID, at: datetime) -> Wish:
    """A counsellor takes somebody out of the line, who was asked or has been helped otherwise. Raises `WrongState`."""
    taken = take_after_client(Wish, wish)
    grant = require(actor, policy.may_work_the_line, taken)
    rows = end_wish(taken, WishState.LEFT, actor=actor, grant=grant, at=at)
    record(LineLeft(subject=taken.pk, about=taken.client_id), grant, rows=rows, at=at)
    return taken


@transaction.atomic
def offer_time(*, actor: Actor, wish: UUID, counsellor: UUID, wanted: Span, at: datetime) -> Appointment:
    """A counsellor offers somebody in the line a time by hand.

    Raises `SlotTaken`, `WrongState`, and `Problem` while an answer is awaited already or too little time is left for one.
    """
    taken = take_after_client(Wish, wish)
    grant = require(actor, policy.may_work_the_line, taken)
    check_wish_move(WishState(taken.state), WishState.MET)
    if selectors.open_offer(taken.pk) is not None:
        raise Problem(_("已经给这个人留了一个时间，正在等回话。"))
    rules.check_sensible(wanted, at)
    until = rules.offer_until(wanted.starts, at, selectors.service_rules().offer_hours)
    if until is None:
        raise Problem(_("这个时间太近，来不及等回话。请直接联系，或换一个时间。"), status=422)
    offered = _write_offer(actor, taken, counsellor, wanted, until, at)
    record(TimeOffered(subject=offered.pk, about=taken.client_id), grant, rows=[offered], at=at)
    tell_client(grant=grant, appointment=offered, what=Told.OFFER, at=at)
    return offered


@transaction.atomic
def offer_next(*, wish: UUID, at: datetime, actor: Actor = PROGRAM) -> Appointment | None:
    """Offer somebody in the line the first free time that suits; None where there is none, or they have one to answer."""
    taken = take_after_client(Wish, wish)
    grant = require(actor, policy.may_pass_on, taken)
    if taken.state != WishState.WAITING or selectors.open_offer(taken.pk) is not None:
        return None
    wait_for(*selectors.all_who_could(taken, at))
    found = selectors.next_for(taken, at)
    if found is None:
        return None
    offered = _write_offer(actor, taken, found.counsellor, found.span, found.until, at)
    record(TimeOffered(subject=offered.pk, about=taken.client_id), grant, rows=[offered], at=at)
    tell_client(grant=grant, appointment=offered, what=Told.OFFER, at=at)
    return offered


@transaction.atomic
def take_offer(*, actor: Actor, appointment: UUID, at: datetime) -> Appointment:
    """Say yes to a time that was offered. Raises `WrongState`, and `Problem` once it has gone to the next."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_own, taken)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.BOOKED)
    if taken.offered_until is None or taken.offered_until <= at or taken.wish_id is None:
        raise Problem(_("这个时间只留到刚才，现在去问下一位了。你还在候补里，有空出来的会再问你。"))
    taken.become(AppointmentState.BOOKED, by=None, own=actor.start, at=at)
    ended = end_wish(take(Wish, taken.wish_id), WishState.MET, actor=actor, grant=grant, at=at)
    if actor.is_known:
        for kind in (FIRST_APPOINTMENT, NO_SHOW_CONTACT):
            keep(grant=grant, kind=kind.key, subject=taken.client_id, at=at)
    record(OfferTaken(subject=taken.pk, about=taken.client_id), grant, rows=[taken, *ended], at=at)
    tell_client(grant=grant, appointment=taken, what=Told.BOOKED, at=at)
    return taken


@transaction.atomic
def decline_offer(*, actor: Actor, appointment: UUID, at: datetime) -> Appointment:
    """Let a time that was offered go to the next; the own place in the line stays. Raises `WrongState`."""
    taken = take_after_client(Appointment, appointment)
    grant = require(actor, policy.may_change_own, taken)
    check_appointment_move(AppointmentState(taken.state), AppointmentState.PASSED)
    taken.become(AppointmentState.PASSED, by=None, own=actor.start, at=at, change={"reason": "declined"})
    record(OfferDeclined(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def lapse_offer(*, appointment: UUID, at: datetime, actor: Actor = PROGRAM) -> Appointment | None:
    """Nobody answered: the time goes to the next, and a counsellor asks whether they still want one. None if not due."""
    taken = take_after_client(Appointment, appointment)
    wish = take(Wish, taken.wish_id) if taken.wish_id else Wish()
    grant = require(actor, policy.may_pass_on, wish)
    if taken.state != AppointmentState.OFFERED or taken.offered_until is None or taken.offered_until > at:
        return None
    taken.become(AppointmentState.PASSED, by=None, at=at, change={"reason": "lapsed"})
    day = local(at).date()
    due = rules.end_of_work(school_calendar(day).next_school_day(day))
    _owe(grant, OFFER_LAPSED.key, wish, due, at)
    record(OfferLapsed(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def look_after_line(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Take back what nobody answered, then offer what is free in the order of the line; how much was done."""
    lapsed = look_after_each(
        selectors.offers_over(at),
        lambda pk: lapse_offer(appointment=pk, at=at, actor=actor) is not None,
        "offers that could not be taken back",
    )
    return lapsed + look_after_each(selectors.line(), lambda pk: _offer(pk, actor, at), "people who could not be asked")


def _offer(wish: UUID, actor: Actor, at: datetime) -> bool:
    try:
        return offer_next(wish=wish, at=at, actor=actor) is not None
    except SlotTaken:
        return False  # somebody was faster at the desk, or the client has another appointment then; the next round looks anew


def _write_offer(actor: Actor, wish: Wish, counsellor: UUID, span: Span, until: datetime, at: datetime) -> Appointment:
    asked = Asked(channel=Channel.ONLINE.value, asked_by=AskedBy.SELF.value)
    rooms = [one.pk for one in selectors.talk_rooms()] if wish.how == How.IN_PERSON else []
    wait_for(counsellor, *rooms)
    return write_appointment(
        client=wish.client_id, counsellor=counsellor, wanted=span, room=selectors.free_room(rooms, span), arranged="",
        request={**asdict(asked), "how": wish.how}, by=actor, token=uuid4(), at=at, offer=Offer(wish, until),
    )  # fmt: skip


def _somebody_to_wait_for(actor: Actor, counsellor: UUID | None, at: datetime) -> UUID | None:
    """Anybody, or one of those whom this client may wait for. Raises `Problem`."""
    there = {one.pk for one in selectors.counsellors(local(at).date())}
    if counsellor is None:
        return None
    if counsellor not in there:
        raise Problem(_("这位老师现在不在，请换一位，或选“谁都可以”。"), status=422)
    rules.check_whom(counsellor, selectors.whom_to_wait_for(actor, sorted(there)))
    return counsellor


def _owe(grant: Grant, kind: str, wish: Wish, due: datetime, at: datetime) -> None:
    """The counsellor who is waited for owes it; where anybody will do, the counsellors do."""
    promise(
        grant=grant, kind=kind, subject=wish.pk, about=wish.client_id, owner=wish.counsellor_id,
        post=None if wish.counsellor_id else Post.COUNSELLOR, due_at=due, at=at,
    )  # fmt: skip
