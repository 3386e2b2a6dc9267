"""What becomes of a line in the register."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import Denied, Problem
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment, Outcome, Visit
from xinqiao.practice.scheduling.states import WrongState

from .builders import book, hour, open_room, walk_in

SOON = NOW + timedelta(minutes=40)


def close(cast, visit, outcome=Outcome.TALKED, **more):
    return services.close_visit(actor=cast.actor("shen"), visit=visit.pk, outcome=outcome, at=SOON, **more)


def test_closing_says_when_and_where_it_led_and_keeps_the_promise(cast):
    visit = walk_in(cast)

    close(cast, visit, Outcome.INFORMED)

    (line,) = selectors.register_of_days(cast.actor("shen"), A_SCHOOL_DAY, A_SCHOOL_DAY)
    assert (line.outcome, line.visit.left_at, line.visit.state) == ("提供信息", SOON, "left")
    assert Obligation.objects.get(kind="scheduling.visit_outcome").state == "kept"


@pytest.mark.parametrize("minutes", [-1, 41])
def test_nobody_leaves_before_arriving_or_in_the_future(cast, minutes):
    visit = walk_in(cast)

    with pytest.raises(Problem, match="离开的时间"):
        close(cast, visit, left_at=NOW + timedelta(minutes=minutes))


def test_a_closed_visit_is_not_closed_again(cast):
    visit = walk_in(cast)
    close(cast, visit)

    with pytest.raises(WrongState):
        close(cast, visit)


@pytest.mark.clause("APT-09")
def test_another_time_without_an_appointment_is_owed_within_the_days_that_the_school_set(cast):
    services.set_service_rules(actor=cast.actor("xu"), first_within_days=2, at=NOW)

    close(cast, walk_in(cast), Outcome.ANOTHER_TIME)

    owed = Obligation.objects.get(kind="scheduling.first_appointment")
    # Thursday plus two school days is Monday.
    assert (owed.due_at - NOW).days == 4
    assert owed.owner == cast.staff["shen"]


def test_another_time_that_is_booked_already_is_not_owed(cast):
    open_room(cast)
    book(cast)

    close(cast, walk_in(cast), Outcome.ANOTHER_TIME)

    assert not Obligation.objects.filter(kind="scheduling.first_appointment").exists()


def test_a_struck_line_stays_and_gives_the_appointment_back(cast):
    open_room(cast)
    booked = book(cast, wanted=hour(A_SCHOOL_DAY, 14))
    visit = walk_in(cast)

    services.strike_visit(actor=cast.actor("lu"), visit=visit.pk, reason="选错了人", at=SOON)

    (line,) = selectors.register_of_days(cast.actor("shen"), A_SCHOOL_DAY, A_SCHOOL_DAY)
    assert line.is_struck
    assert line.visit.details["struck"]["reason"] == "选错了人"
    assert Appointment.objects.get(pk=booked.pk).state == "booked"
    assert Obligation.objects.get(kind="scheduling.visit_outcome").state == "kept"


def test_after_a_struck_line_the_client_is_registered_anew(cast):
    open_room(cast)
    book(cast, wanted=hour(A_SCHOOL_DAY, 14))
    services.strike_visit(actor=cast.actor("shen"), visit=walk_in(cast).pk, reason="点早了", at=NOW)

    again = walk_in(cast)

    assert (again.line, again.state) == (2, "here")


def test_a_line_is_not_struck_without_a_reason(cast):
    with pytest.raises(Problem, match="为什么划去"):
        services.strike_visit(actor=cast.actor("shen"), visit=walk_in(cast).pk, reason="  ", at=SOON)


@pytest.mark.clause("OPN-07")
def test_who_waits_is_not_called_in_before_an_appointment(cast):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14))
    visit = walk_in(cast)

    with pytest.raises(Problem, match="有预约的人先见"):
        services.call_in(actor=cast.actor("shen"), visit=visit.pk, urgent=False, at=NOW)

    assert Visit.objects.get().state == "waiting"


@pytest.mark.clause("OPN-07")
def test_what_is_urgent_goes_first_and_is_marked(cast):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14))
    visit = walk_in(cast)

    services.call_in(actor=cast.actor("shen"), visit=visit.pk, urgent=True, at=NOW)

    row = Visit.objects.get()
    assert (row.state, row.details["urgent"]) == ("here", True)


def test_a_colleague_who_is_free_calls_in_who_waits(cast):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14))
    visit = walk_in(cast)
    assert [line.visit.pk for line in selectors.waiting(cast.actor("lu"))] == [visit.pk]

    services.call_in(actor=cast.actor("lu"), visit=visit.pk, urgent=False, at=NOW)

    assert Visit.objects.get().received_by == cast.staff["lu"]
    assert selectors.waiting(cast.actor("lu")) == []


@pytest.mark.parametrize("stranger", ["xu", "he", "ma", "qin"])
def test_a_stranger_changes_nothing(cast, stranger):
    visit = walk_in(cast)
    actor = cast.actor(stranger)

    for act in (
        lambda: services.close_visit(actor=actor, visit=visit.pk, outcome=Outcome.TALKED, at=SOON),
        lambda: services.call_in(actor=actor, visit=visit.pk, urgent=True, at=SOON),
        lambda: services.strike_visit(actor=actor, visit=visit.pk, reason="不该", at=SOON),
    ):
        with pytest.raises(Denied):
            act()

    assert Visit.objects.get().state == "here"


def test_an_arrival_registers_with_the_need_of_the_booking(cast):
    open_room(cast)
    booked = book(cast, wanted=hour(A_SCHOOL_DAY, 15))

    done = services.receive_appointment(actor=cast.actor("shen"), appointment=booked.pk, token=uuid4(), at=SOON)

    assert (done.visit.details["needs"], done.visit.details["way"]) == (["study"], "appointment")
    assert Appointment.objects.get().state == "arrived"


def test_an_arrival_on_another_day_is_no_arrival(cast):
    open_room(cast)
    booked = book(cast)

    with pytest.raises(Problem, match="不在今天"):
        services.receive_appointment(actor=cast.actor("shen"), appointment=booked.pk, token=uuid4(), at=SOON)
