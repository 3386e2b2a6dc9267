"""Moving, calling off, not coming."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import local
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.services import SlotTaken

from .builders import FRIDAY, book, hour, open_room, walk_in

LATER = NOW + timedelta(hours=3)


def move(cast, row, wanted, **more):
    given = {"counsellor": row.counsellor_id, "token": uuid4(), "reason": "client", "at": NOW, **more}
    return services.move_appointment(actor=cast.actor("shen"), appointment=row.pk, wanted=wanted, **given)


@pytest.mark.clause("APT-02")
def test_a_moved_appointment_leaves_its_time_and_says_where_it_went(cast):
    open_room(cast)
    old = book(cast)

    new = move(cast, old, hour(FRIDAY, 16))

    old.refresh_from_db()
    assert (old.state, old.moved_to, old.change) == ("moved", new, {"reason": "client"})
    assert new.request == old.request
    assert book(cast, "batel").state == "booked"


@pytest.mark.clause("APT-02")
def test_an_appointment_is_moved_by_half_an_hour_over_its_own_time(cast):
    open_room(cast)

    assert move(cast, book(cast), hour(FRIDAY, 14, 30)).state == "booked"


@pytest.mark.clause("APT-02")
def test_a_move_onto_a_taken_time_moves_nothing(cast):
    open_room(cast)
    old = book(cast)
    book(cast, "batel", hour(FRIDAY, 16))

    with pytest.raises(SlotTaken):
        move(cast, old, hour(FRIDAY, 16))

    old.refresh_from_db()
    assert old.state == "booked"
    assert Appointment.objects.count() == 2


def test_a_move_to_a_colleague_is_a_move(cast):
    open_room(cast)

    assert move(cast, book(cast), hour(FRIDAY, 14), counsellor=cast.staff["lu"].pk).counsellor == cast.staff["lu"]


def test_the_same_move_sent_twice_moves_once(cast):
    open_room(cast)
    old, token = book(cast), uuid4()

    first, second = (move(cast, old, hour(FRIDAY, 16), token=token) for _ in range(2))

    assert first.pk == second.pk
    assert Appointment.objects.count() == 2


@pytest.mark.clause("APT-02")
def test_a_cancelled_appointment_frees_its_time(cast):
    open_room(cast)
    old = book(cast)

    services.cancel_appointment(actor=cast.actor("lu"), appointment=old.pk, reason="client", at=NOW)

    old.refresh_from_db()
    assert (old.state, old.changed_by) == ("cancelled", cast.staff["lu"])
    assert book(cast, "batel").state == "booked"


@pytest.mark.clause("APT-02")
def test_who_did_not_come_is_owed_a_word_by_the_next_school_day(cast):
    open_room(cast)
    row = book(cast, wanted=hour(A_SCHOOL_DAY, 15))

    services.mark_no_show(actor=cast.actor("lu"), appointment=row.pk, at=LATER)

    owed = Obligation.objects.get(kind="scheduling.no_show_contact")
    assert (owed.owner, owed.about_id, local(owed.due_at).date()) == (cast.staff["shen"], cast.number("lin"), FRIDAY)


@pytest.mark.clause("APT-02")
def test_over_the_week_end_the_word_is_owed_on_monday(cast):
    open_room(cast)
    row = book(cast, wanted=hour(FRIDAY, 15))

    services.mark_no_show(actor=cast.actor("shen"), appointment=row.pk, at=LATER + timedelta(days=1))

    owed = Obligation.objects.get(kind="scheduling.no_show_contact")
    assert local(owed.due_at).date() == FRIDAY + timedelta(days=3)


def test_nobody_is_missed_before_the_time(cast):
    open_room(cast)
    row = book(cast)

    with pytest.raises(Problem, match="还没有到约好的时间"):
        services.mark_no_show(actor=cast.actor("shen"), appointment=row.pk, at=NOW)


def test_who_comes_after_all_is_in_touch(cast):
    open_room(cast)
    row = book(cast, wanted=hour(A_SCHOOL_DAY, 15))
    services.mark_no_show(actor=cast.actor("shen"), appointment=row.pk, at=LATER)

    walk_in(cast, at=LATER)

    assert Obligation.objects.get(kind="scheduling.no_show_contact").state == "kept"


@pytest.mark.parametrize("stranger", ["xu", "he", "ma", "qin"])
def test_a_stranger_changes_nothing(cast, stranger):
    open_room(cast)
    row = book(cast)
    actor = cast.actor(stranger)

    for act in (
        lambda: services.cancel_appointment(actor=actor, appointment=row.pk, reason="client", at=NOW),
        lambda: services.mark_no_show(actor=actor, appointment=row.pk, at=LATER + timedelta(days=2)),
        lambda: services.receive_appointment(actor=actor, appointment=row.pk, token=uuid4(), at=NOW),
        lambda: services.move_appointment(
            actor=actor,
            appointment=row.pk,
            counsellor=row.counsellor_id,
            wanted=hour(FRIDAY, 16),
            reason="client",
            token=uuid4(),
            at=NOW,
        ),
    ):
        with pytest.raises(Denied):
            act()

    row.refresh_from_db()
    assert row.state == "booked"
