"""Somebody stands in the door."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment, Outcome, Visit
from xinqiao.practice.scheduling.services import StalePage
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import client_number
from xinqiao.register.people.services import add_outsider

from .builders import book, hour, open_room, walk_in


@pytest.mark.clause("APT-04")
def test_a_visit_is_in_the_register_with_who_when_need_and_first_contact(cast):
    visit = walk_in(cast)

    (line,) = selectors.register_of_days(cast.actor("shen"), A_SCHOOL_DAY, A_SCHOOL_DAY)
    assert (line.who.name, line.visit.arrived_at, line.needs, line.first_contact) == ("林晚舟", NOW, ["情绪"], "沈知微")
    assert (visit.line, visit.state) == (1, "here")
    assert Entry.objects.get(kind="scheduling.visit_registered").about == cast.number("lin")


@pytest.mark.clause("APT-04")
def test_need_way_and_contact_lie_under_the_seal(cast):
    visit = walk_in(cast)

    closed = bytes(Visit.objects.filter(pk=visit.pk).values_list("details", flat=True).get())
    assert b"mood" not in closed
    assert str(cast.staff["shen"].pk).encode() not in closed


def test_lines_are_counted_by_day(cast):
    walk_in(cast, "lin")
    walk_in(cast, "batel")
    tomorrow = walk_in(cast, "ayi", at=NOW + timedelta(days=1))

    assert list(Visit.objects.order_by("day", "line").values_list("line", flat=True)) == [1, 2, 1]
    assert tomorrow.line == 1


def test_the_same_form_sent_twice_registers_once_and_gives_the_same_answer(cast):
    token = uuid4()
    given = {"actor": cast.actor("shen"), "client": cast.number("lin"), "needs": (), "token": token, "at": NOW}

    first, second = services.register_walk_in(**given), services.register_walk_in(**given)

    assert first.visit.pk == second.visit.pk
    assert Visit.objects.count() == 1
    assert Entry.objects.filter(kind="scheduling.visit_registered").count() == 1


def test_a_form_that_was_used_for_somebody_else_is_refused(cast):
    token = uuid4()
    given = {"actor": cast.actor("shen"), "needs": (), "token": token, "at": NOW}
    services.register_walk_in(client=cast.number("lin"), **given)

    with pytest.raises(StalePage):
        services.register_walk_in(client=cast.number("batel"), **given)


def test_a_double_click_in_two_threads_registers_once(fresh_cast, at_once):
    token, actor = uuid4(), fresh_cast.actor("shen")

    def press():
        return services.register_walk_in(actor=actor, client=fresh_cast.number("lin"), needs=(), token=token, at=NOW)

    first, second = at_once(press, press)

    assert first.visit.pk == second.visit.pk
    assert Visit.objects.count() == 1


def test_two_counsellors_register_one_child_once(fresh_cast, at_once):
    results = at_once(lambda: walk_in(fresh_cast, by="shen"), lambda: walk_in(fresh_cast, by="lu"))

    assert sum(isinstance(one, Visit) for one in results) == 1
    assert "已经登记过" in str(next(one for one in results if not isinstance(one, Visit)))


def test_many_at_once_get_lines_without_gaps(fresh_cast, at_once):
    at_once(*(lambda who=who: walk_in(fresh_cast, who) for who in ("lin", "batel", "ayi", "ouyang", "mother")))

    assert sorted(Visit.objects.values_list("line", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.clause("OPN-07")
def test_who_has_an_appointment_at_this_hour_comes_first(cast):
    open_room(cast)
    booked = book(cast, "batel", hour(A_SCHOOL_DAY, 14))

    done = services.register_walk_in(
        actor=cast.actor("shen"), client=cast.number("lin"), needs=("peers",), token=uuid4(), at=NOW
    )

    assert done.visit.state == "waiting"
    assert done.waits_for.first.starts == booked.starts_at
    assert done.waits_for.free[0].starts > booked.starts_at


@pytest.mark.clause("OPN-07")
def test_an_appointment_that_begins_shortly_comes_first_too(cast):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14, 20))

    assert walk_in(cast).state == "waiting"


@pytest.mark.clause("OPN-07")
@pytest.mark.parametrize("start", [15, 16])
def test_a_later_appointment_lets_a_walk_in_pass(cast, start):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, start))

    assert walk_in(cast).state == "here"


def test_a_colleagues_appointment_keeps_nobody_waiting(cast):
    open_room(cast)
    book(cast, "batel", hour(A_SCHOOL_DAY, 14), by="lu")

    assert walk_in(cast, by="shen").state == "here"


def test_an_appointment_that_is_over_keeps_nobody_waiting(cast):
    open_room(cast)
    booked = book(cast, "batel", hour(A_SCHOOL_DAY, 14))
    arrived = services.receive_appointment(actor=cast.actor("shen"), appointment=booked.pk, token=uuid4(), at=NOW)
    services.close_visit(actor=cast.actor("shen"), visit=arrived.visit.pk, outcome=Outcome.TALKED, at=NOW)

    assert walk_in(cast).state == "here"


def test_who_comes_for_the_own_appointment_need_not_say_so(cast):
    open_room(cast)
    booked = book(cast, "lin", hour(A_SCHOOL_DAY, 14, 30))

    visit = walk_in(cast, "lin")

    assert (visit.state, visit.appointment_id, visit.details["way"]) == ("here", booked.pk, "appointment")
    assert Appointment.objects.get().state == "arrived"


def test_the_outcome_is_owed_before_the_day_is_over(cast):
    visit = walk_in(cast)

    owed = Obligation.objects.get(kind="scheduling.visit_outcome")
    assert (owed.subject, owed.owner, owed.about_id) == (visit.pk, cast.staff["shen"], cast.number("lin"))
    assert owed.due_at.astimezone().date() == A_SCHOOL_DAY


@pytest.mark.clause("OPN-06")
def test_whom_the_room_does_not_receive_is_not_registered(cast):
    stranger = add_outsider(actor=cast.actor("shen"), name="化名甲", phones=[], at=NOW)
    number = client_number(ClientKind.OUTSIDER, stranger.pk)
    given = {"actor": cast.actor("shen"), "client": number, "needs": (), "token": uuid4(), "at": NOW}

    with pytest.raises(Problem, match="接待对象"):
        services.register_walk_in(**given)

    services.set_service_rules(actor=cast.actor("xu"), receives={"outsider": "经主任同意"}, at=NOW)
    assert services.register_walk_in(**given).visit.state == "here"


@pytest.mark.parametrize("stranger", ["xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_but_a_counsellor_registers(cast, stranger):
    with pytest.raises(Denied):
        walk_in(cast, by=stranger)

    assert not Visit.objects.exists()


def test_a_client_who_does_not_exist_is_missing(cast):
    with pytest.raises(Missing):
        services.register_walk_in(actor=cast.actor("shen"), client=uuid4(), needs=(), token=uuid4(), at=NOW)


@pytest.mark.clause("APT-05")
def test_a_colleague_who_comes_is_named_to_the_own_counsellor_only(cast):
    walk_in(cast, "qin", by="lu")

    (own,) = selectors.register_of_days(cast.actor("lu"), A_SCHOOL_DAY, A_SCHOOL_DAY)
    (other,) = selectors.register_of_days(cast.actor("shen"), A_SCHOOL_DAY, A_SCHOOL_DAY)
    assert (own.who.name, own.needs) == ("秦老师", ["情绪"])
    assert (other.who.name, other.needs) == ("一位教职工", [])
