"""Booking an appointment."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Outcome, RoomFunction
from xinqiao.practice.scheduling.services import Asked, SlotTaken, StalePage

from .builders import FRIDAY, book, hour, open_room


def test_a_counsellor_books_and_the_book_and_the_ledger_know(cast):
    open_room(cast)

    made = book(cast)

    row = Appointment.objects.get(pk=made.pk)
    assert (row.state, row.counsellor, row.first_visit) == ("booked", cast.staff["shen"], True)
    entry = Entry.objects.get(kind="scheduling.appointment_booked")
    assert (entry.subject, entry.about) == (made.pk, cast.number("lin"))


@pytest.mark.clause("APT-01")
def test_who_asked_and_by_which_way_is_kept_sealed(cast):
    open_room(cast)

    made = book(cast, asked=Asked(channel="teacher", asked_by="class_teacher", needs=("peers",)))

    row = Appointment.objects.get(pk=made.pk)
    assert (row.request["channel"], row.request["asked_by"]) == ("teacher", "class_teacher")
    closed = Appointment.objects.filter(pk=made.pk).values_list("request", flat=True).get()
    assert b"teacher" not in bytes(closed)


@pytest.mark.clause("APT-01")
@pytest.mark.parametrize(("channel", "asked_by"), [("teacher", "self"), ("parent", "classmate")])
def test_a_way_that_does_not_fit_who_asked_is_refused(cast, channel, asked_by):
    open_room(cast)

    with pytest.raises(Problem, match="代约"):
        book(cast, asked=Asked(channel=channel, asked_by=asked_by))

    assert not Appointment.objects.exists()


@pytest.mark.clause("OPN-01")
def test_a_time_outside_the_opening_hours_needs_a_reason(cast):
    open_room(cast)

    with pytest.raises(Problem, match="不在开放时间内"):
        book(cast, wanted=hour(FRIDAY, 19))

    assert not Appointment.objects.exists()


@pytest.mark.clause("OPN-01")
def test_a_time_outside_the_opening_hours_by_arrangement_is_recorded_as_such(cast):
    open_room(cast)

    made = book(cast, wanted=hour(FRIDAY, 19), arranged="家长只有晚上能来")

    row = Appointment.objects.get(pk=made.pk)
    assert row.outside_hours
    assert row.arrangement == {"reason": "家长只有晚上能来"}
    assert row.counsellor == cast.staff["shen"]


@pytest.mark.clause("OPN-01")
def test_a_reason_for_a_time_inside_the_opening_hours_marks_nothing(cast):
    open_room(cast)

    assert not book(cast, arranged="多写了一句").outside_hours


@pytest.mark.clause("OPN-01")
def test_a_day_without_school_is_outside_the_opening_hours(cast):
    open_room(cast)

    with pytest.raises(Problem, match="不在开放时间内"):
        book(cast, wanted=hour(FRIDAY + timedelta(days=1), 14))


@pytest.mark.clause("APT-03")
def test_a_counsellor_is_not_booked_twice_and_the_next_free_times_are_named(cast):
    open_room(cast)
    book(cast)

    with pytest.raises(SlotTaken, match="接下来的空时间") as refused:
        book(cast, "batel", hour(FRIDAY, 14, 30))

    assert refused.value.free
    assert all(span.starts >= NOW for span in refused.value.free)


@pytest.mark.clause("APT-03")
def test_a_client_is_not_booked_twice_with_two_counsellors(cast):
    open_room(cast)
    book(cast)

    with pytest.raises(SlotTaken, match="这位来访者"):
        book(cast, "lin", by="lu")


@pytest.mark.clause("APT-03")
def test_a_room_is_not_booked_twice_by_two_counsellors(cast):
    open_room(cast)
    room = services.add_room(actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)
    book(cast, room=room.pk)

    with pytest.raises(SlotTaken, match="这个房间"):
        book(cast, "batel", by="lu", room=room.pk)


def test_one_after_the_other_is_no_double_booking(cast):
    open_room(cast)

    book(cast, "lin", hour(FRIDAY, 14))
    book(cast, "batel", hour(FRIDAY, 14, 50))

    assert Appointment.objects.count() == 2


def test_the_same_form_sent_twice_books_once_and_gives_the_same_answer(cast):
    open_room(cast)
    token = uuid4()

    first, second = book(cast, token=token), book(cast, token=token)

    assert first.pk == second.pk
    assert Entry.objects.filter(kind="scheduling.appointment_booked").count() == 1


def test_a_form_that_was_used_for_somebody_else_is_refused(cast):
    open_room(cast)
    token = uuid4()
    book(cast, token=token)

    with pytest.raises(StalePage):
        book(cast, "batel", hour(FRIDAY, 16), token=token)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (hour(FRIDAY, 14, length=0), "结束时间"),
        (hour(FRIDAY, 8, length=300), "4 小时"),
        (hour(FRIDAY - timedelta(days=7), 14), "已经过去"),
        (hour(FRIDAY + timedelta(days=300), 14), "太远"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_with_a_sentence(cast, wanted, sentence):
    open_room(cast)

    with pytest.raises(Problem, match=sentence):
        book(cast, wanted=wanted)


def test_only_who_is_a_counsellor_on_that_day_is_booked(cast):
    open_room(cast)

    with pytest.raises(Problem, match="没有担任"):
        book(cast, counsellor=cast.staff["qin"].pk)


@pytest.mark.clause("OPN-06")
def test_whom_the_room_does_not_receive_is_not_booked(cast):
    open_room(cast)
    services.set_service_rules(actor=cast.actor("xu"), receives={"student": ""}, at=NOW)

    with pytest.raises(Problem, match="接待对象"):
        book(cast, "mother")

    assert book(cast, "lin")


@pytest.mark.clause("OPN-06")
@pytest.mark.parametrize("who", ["lin", "mother", "qin"])
def test_students_parents_and_staff_are_received_unless_the_school_decides_otherwise(cast, who):
    open_room(cast)

    assert book(cast, who)


@pytest.mark.parametrize("stranger", ["xu", "he", "bai", "ma", "qin", "tang"])
def test_nobody_but_a_counsellor_books(cast, stranger):
    open_room(cast)

    with pytest.raises(Denied):
        services.book_appointment(
            actor=cast.actor(stranger), client=cast.number("lin"), counsellor=cast.staff["shen"].pk,
            wanted=hour(FRIDAY, 14), asked=Asked(), token=uuid4(), at=NOW,
        )  # fmt: skip

    assert not Appointment.objects.exists()


def test_a_client_who_does_not_exist_is_missing(cast):
    open_room(cast)

    with pytest.raises(Missing):
        services.book_appointment(
            actor=cast.actor("shen"), client=uuid4(), counsellor=cast.staff["shen"].pk,
            wanted=hour(FRIDAY, 14), asked=Asked(), token=uuid4(), at=NOW,
        )  # fmt: skip


def test_a_client_who_has_come_before_is_booked_as_known(cast):
    open_room(cast)
    services.register_walk_in(actor=cast.actor("shen"), client=cast.number("lin"), needs=(), token=uuid4(), at=NOW)

    assert not book(cast).first_visit


def test_booking_keeps_the_promise_of_a_first_appointment(cast):
    open_room(cast)
    visit = services.register_walk_in(
        actor=cast.actor("shen"), client=cast.number("lin"), needs=(), token=uuid4(), at=NOW
    ).visit
    services.close_visit(actor=cast.actor("shen"), visit=visit.pk, outcome=Outcome.ANOTHER_TIME, at=NOW)
    owed = Obligation.objects.get(kind="scheduling.first_appointment")

    book(cast)

    owed.refresh_from_db()
    assert owed.state == "kept"


def test_a_retired_room_is_not_booked(cast):
    open_room(cast)
    room = services.add_room(actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)
    services.retire_room(actor=cast.actor("xu"), room=room.pk, at=NOW)

    with pytest.raises(Problem, match="停用"):
        book(cast, room=room.pk)


def test_times_are_by_the_clock_on_the_wall(cast):
    open_room(cast)

    assert book(cast, wanted=hour(FRIDAY, 8)).number.startswith(f"{FRIDAY:%m%d}-")
    assert hour(FRIDAY, 8).starts.timetz().replace(tzinfo=None) == time(8)
