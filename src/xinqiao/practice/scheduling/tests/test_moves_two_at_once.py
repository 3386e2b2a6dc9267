"""Two people do something with one appointment, or one visit, at the same moment: one does it, the other gets a sentence."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Outcome, Visit
from xinqiao.practice.scheduling.states import APPOINTMENT_MOVES, VISIT_MOVES, AppointmentState, VisitState, WrongState

from .builders import book, hour, losers, open_room, walk_in, winners

LATER = NOW + timedelta(hours=3)
THURSDAY = NOW.date()
A, V = AppointmentState, VisitState

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


ON_APPOINTMENTS: dict[tuple[AppointmentState, AppointmentState], Act] = {
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
    open_room(cast)
    made = book(cast, wanted=hour(THURSDAY, 15))
    if state is A.ARRIVED:
        arrive(cast, "shen", made)
    return made


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
