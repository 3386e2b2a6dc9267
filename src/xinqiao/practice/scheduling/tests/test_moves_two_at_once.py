"""Two people do something with one appointment, or one visit, at the same moment: one does it, the other gets a sentence."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Outcome, TalkRequest, Visit, Wish
from xinqiao.practice.scheduling.rules import TooMany
from xinqiao.practice.scheduling.services import SlotTaken
from xinqiao.practice.scheduling.states import (
    APPOINTMENT_MOVES,
    REQUEST_MOVES,
    VISIT_MOVES,
    WISH_MOVES,
    AppointmentState,
    RequestState,
    VisitState,
    WishState,
    WrongState,
)

from .builders import FRIDAY, book, hour, losers, open_room, walk_in, winners
from .own import book_own, join, open_own, who

LATER = NOW + timedelta(hours=3)
IN_TIME = NOW + timedelta(hours=1)
THURSDAY = NOW.date()
A, V, W, R = AppointmentState, VisitState, WishState, RequestState

Act = Callable[[Cast, str, object], object]


def arrive(cast: Cast, by: str, row: Appointment) -> object:
    return services.receive_appointment(actor=cast.actor(by), appointment=row.pk, token=uuid4(), at=LATER)


def miss(cast: Cast, by: str, row: Appointment) -> object:
    return services.mark_no_show(actor=cast.actor(by), appointment=row.pk, at=LATER)


def cancel(cast: Cast, by: str, row: Appointment) -> object:
    return services.cancel_appointment(actor=cast.actor(by), appointment=row.pk, reason="client", at=LATER)


def move(cast: Cast, by: str, row: Appointment) -> object:
    wanted = hour(THURSDAY + timedelta(days=1), 9 if by == "shen" else 10)
    return services.move_appointment(
        actor=cast.actor(by), appointment=row.pk, counsellor=cast.staff[by].pk, wanted=wanted, reason="client",
        token=uuid4(), at=LATER,
    )  # fmt: skip


def call_in(cast: Cast, by: str, row: Visit) -> object:
    return services.call_in(actor=cast.actor(by), visit=row.pk, urgent=True, at=LATER)


def leave(cast: Cast, by: str, row: Visit) -> object:
    return services.close_visit(actor=cast.actor(by), visit=row.pk, outcome=Outcome.TALKED, at=LATER)


def strike(cast: Cast, by: str, row: Visit) -> object:
    return services.strike_visit(actor=cast.actor(by), visit=row.pk, reason="选错了人", at=LATER)


def take_offer(cast: Cast, _by: str, row: Appointment) -> object:
    return services.take_offer(actor=who(cast, "lin"), appointment=row.pk, at=IN_TIME)


def decline(cast: Cast, _by: str, row: Appointment) -> object:
    return services.decline_offer(actor=who(cast, "lin"), appointment=row.pk, at=IN_TIME)


def be_met(cast: Cast, by: str, _row: Wish) -> object:
    """Two counsellors give one who waits a time; a client has one at a moment, and waits once."""
    offer = Appointment.objects.get(state=A.OFFERED)
    return take_offer(cast, by, offer)


def strike_off(cast: Cast, by: str, row: Wish) -> object:
    return services.strike_from_line(actor=cast.actor(by), wish=row.pk, at=LATER)


def answer(cast: Cast, by: str, row: TalkRequest) -> object:
    return services.answer_request(actor=cast.actor(by), request=row.pk, at=LATER)


def take_back(cast: Cast, _by: str, row: TalkRequest) -> object:
    return services.withdraw_request(actor=who(cast, "mother"), request=row.pk, at=LATER)


ON_WISHES = {(W.WAITING, W.MET): be_met, (W.WAITING, W.LEFT): strike_off}
ON_REQUESTS = {(R.WAITING, R.ANSWERED): answer, (R.WAITING, R.WITHDRAWN): take_back}
ON_APPOINTMENTS: dict[tuple[AppointmentState, AppointmentState], Act] = {
    (A.OFFERED, A.BOOKED): take_offer,
    (A.OFFERED, A.PASSED): decline,
    (A.BOOKED, A.ARRIVED): arrive,
    (A.BOOKED, A.NO_SHOW): miss,
    (A.BOOKED, A.CANCELLED): cancel,
    (A.BOOKED, A.MOVED): move,
    (A.ARRIVED, A.BOOKED): lambda cast, by, row: strike(cast, by, Visit.objects.get(appointment=row.pk)),
}
ON_VISITS: dict[tuple[VisitState, VisitState], Act] = {
    (V.WAITING, V.HERE): call_in,
    (V.WAITING, V.LEFT): leave,
    (V.WAITING, V.STRUCK): strike,
    (V.HERE, V.LEFT): leave,
    (V.HERE, V.STRUCK): strike,
    (V.LEFT, V.STRUCK): strike,
}


def an_appointment(cast: Cast, state: AppointmentState) -> Appointment:
    if state is A.OFFERED:
        an_offer(cast)
        return Appointment.objects.get()
    open_room(cast)
    made = book(cast, wanted=hour(THURSDAY, 15))
    if state is A.ARRIVED:
        arrive(cast, "shen", made)
    return made


def an_offer(cast: Cast) -> Wish:
    open_own(cast)
    wish = join(who(cast, "lin"))
    with freeze(NOW):
        services.look_after_line(at=NOW)
    return wish


def a_request(cast: Cast) -> TalkRequest:
    open_own(cast)
    mother = who(cast, "mother")
    return services.ask_for_child(actor=mother, child=cast.number("lin"), words="", token=uuid4(), at=NOW)


def a_visit(cast: Cast, state: VisitState) -> Visit:
    open_room(cast)
    if state is V.WAITING:
        book(cast, "batel", hour(THURSDAY, 14))
    visit = walk_in(cast)
    if state is V.LEFT:
        leave(cast, "shen", visit)
    assert Visit.objects.get().state == state
    return visit


def test_every_move_is_tried() -> None:
    assert set(ON_APPOINTMENTS) == {(old, new) for old, every in APPOINTMENT_MOVES.items() for new in every}
    assert set(ON_VISITS) == {(old, new) for old, every in VISIT_MOVES.items() for new in every}
    assert set(ON_WISHES) == {(old, new) for old, every in WISH_MOVES.items() for new in every}
    assert set(ON_REQUESTS) == {(old, new) for old, every in REQUEST_MOVES.items() for new in every}


@pytest.mark.parametrize("old_new", ON_APPOINTMENTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_one_moves_an_appointment_and_the_other_gets_a_sentence(fresh_cast, at_once, old_new):
    old, new = old_new
    row, act = an_appointment(fresh_cast, old), ON_APPOINTMENTS[old_new]
    before = Entry.objects.count()

    results = at_once(lambda: act(fresh_cast, "shen", row), lambda: act(fresh_cast, "lu", row))

    assert len(winners(results)) == 1
    assert "最新" in str(losers(results, WrongState)[0])
    row.refresh_from_db()
    assert row.state == new
    kinds = Entry.objects.order_by("at").values_list("kind", flat=True)
    assert sum(kind.startswith("scheduling.") for kind in kinds) > 0
    assert Entry.objects.count() > before


@pytest.mark.parametrize("old_new", ON_VISITS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_one_moves_a_visit_and_the_other_gets_a_sentence(fresh_cast, at_once, old_new):
    old, new = old_new
    row, act = a_visit(fresh_cast, old), ON_VISITS[old_new]

    results = at_once(lambda: act(fresh_cast, "shen", row), lambda: act(fresh_cast, "lu", row))

    assert len(winners(results)) == 1
    assert "最新" in str(losers(results, WrongState)[0])
    row.refresh_from_db()
    assert row.state == new


@pytest.mark.parametrize("old_new", ON_WISHES, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_one_ends_a_wish_and_the_other_gets_a_sentence(fresh_cast, at_once, old_new):
    row, act = an_offer(fresh_cast), ON_WISHES[old_new]

    results = at_once(lambda: act(fresh_cast, "shen", row), lambda: act(fresh_cast, "lu", row))

    assert len(winners(results)) == 1
    assert "最新" in str(losers(results, WrongState)[0])
    row.refresh_from_db()
    assert row.state == old_new[1]


@pytest.mark.parametrize("old_new", ON_REQUESTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_one_ends_a_request_and_the_other_gets_a_sentence(fresh_cast, at_once, old_new):
    row, act = a_request(fresh_cast), ON_REQUESTS[old_new]

    results = at_once(lambda: act(fresh_cast, "shen", row), lambda: act(fresh_cast, "lu", row))

    assert len(winners(results)) == 1
    assert "最新" in str(losers(results, WrongState)[0])
    row.refresh_from_db()
    assert row.state == old_new[1]


def test_a_time_is_taken_or_goes_to_the_next_but_never_both(fresh_cast, at_once):
    an_offer(fresh_cast)
    offer = Appointment.objects.get()
    lin, over = who(fresh_cast, "lin"), offer.offered_until

    results = at_once(
        lambda: services.take_offer(actor=lin, appointment=offer.pk, at=over - timedelta(seconds=1)),
        lambda: services.lapse_offer(appointment=offer.pk, at=over),
    )

    offer.refresh_from_db()
    taken = [one for one in winners(results) if one is not None]
    assert len(taken) == 1
    assert offer.state in {A.BOOKED, A.PASSED}


def test_two_who_book_one_time_alone_are_told_apart(fresh_cast, at_once):
    open_own(fresh_cast)
    shen = fresh_cast.staff["shen"].pk
    actors = [who(fresh_cast, name) for name in ("lin", "ayi", "batel")]

    with freeze(NOW):
        results = at_once(*(lambda actor=actor: book_own(actor, counsellor=shen) for actor in actors))

    assert len(winners(results)) == 1
    assert len(losers(results, SlotTaken)) == 2


def test_one_who_books_twice_at_once_stays_within_what_one_may_have(fresh_cast, at_once):
    open_own(fresh_cast, own_most=1)
    lin = who(fresh_cast, "lin")

    with freeze(NOW):
        results = at_once(*(lambda start=start: book_own(lin, hour(FRIDAY, start).starts) for start in (9, 10, 14)))

    assert len(winners(results)) == 1
    assert len(losers(results, TooMany)) == 2


def test_whoever_is_free_is_found_for_as_many_as_there_are_counsellors(fresh_cast, at_once):
    open_own(fresh_cast)
    actors = [who(fresh_cast, name) for name in ("lin", "ayi", "batel")]

    with freeze(NOW):
        results = at_once(*(lambda actor=actor: book_own(actor) for actor in actors))

    assert len({made.counsellor_id for made in winners(results)}) == 2
    assert len(losers(results, SlotTaken)) == 1


def test_two_rounds_at_once_offer_a_time_once(fresh_cast, at_once):
    open_own(fresh_cast)
    join(who(fresh_cast, "lin"))
    join(who(fresh_cast, "ayi"))

    at_once(lambda: services.look_after_line(at=NOW), lambda: services.look_after_line(at=NOW))

    offers = list(Appointment.objects.filter(state=A.OFFERED))
    assert len(offers) == len({one.client_id for one in offers}) == 2
