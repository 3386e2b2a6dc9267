"""Moving and calling off one's own appointment."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.selectors import on_own_counsellor
from xinqiao.practice.scheduling.services import OwnWanted, SlotTaken
from xinqiao.practice.scheduling.states import WrongState

from .builders import FRIDAY, book, hour
from .own import book_own, open_own, who


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    open_own(cast)
    with freeze(NOW):
        yield


def move(actor, appointment, start, counsellor=None, token=None, at=NOW):
    return services.move_own(
        actor=actor, appointment=appointment.pk, wanted=OwnWanted(start, counsellor), token=token or uuid4(), at=at
    )


@pytest.mark.clause("APT-02")
def test_a_moved_appointment_leaves_its_time_and_says_where_it_went(cast):
    lin = who(cast, "lin")
    old = book_own(lin)

    new = move(lin, old, hour(FRIDAY, 16).starts)

    old.refresh_from_db()
    assert (old.state, old.moved_to_id, old.changed_in, old.changed_by_id) == ("moved", new.pk, lin.start, None)
    assert (new.state, new.starts_at, new.made_in) == ("booked", hour(FRIDAY, 16).starts, lin.start)
    assert Entry.objects.filter(kind="scheduling.own_appointment_moved", about=lin.pk).count() == 1
    assert book(cast, "batel", hour(FRIDAY, 14), by="shen")


def test_the_same_form_sent_twice_moves_once(cast):
    lin, token = who(cast, "lin"), uuid4()
    old = book_own(lin)

    assert move(lin, old, hour(FRIDAY, 16).starts, token=token) == move(lin, old, hour(FRIDAY, 16).starts, token=token)


def test_a_move_onto_a_taken_time_moves_nothing(cast):
    lin = who(cast, "lin")
    old = book_own(lin, counsellor=cast.staff["shen"].pk)
    book(cast, "batel", hour(FRIDAY, 16))

    with pytest.raises(SlotTaken):
        move(lin, old, hour(FRIDAY, 16).starts, cast.staff["shen"].pk)

    old.refresh_from_db()
    assert old.state == "booked"


def test_what_the_desk_booked_is_moved_by_a_known_account(cast):
    made = book(cast, "lin")

    assert move(who(cast, "lin"), made, hour(FRIDAY, 16).starts).counsellor_id is not None


@pytest.mark.clause("CAS-04")
def test_an_appointment_with_a_colleague_may_stay_with_the_colleague(cast, monkeypatch):
    monkeypatch.setattr(on_own_counsellor, "hung", [lambda _client: {cast.staff["shen"].pk}])
    made = book(cast, "lin", by="lu")

    moved = move(who(cast, "lin"), made, hour(FRIDAY, 16).starts, cast.staff["lu"].pk)

    assert moved.counsellor == cast.staff["lu"]


@pytest.mark.clause("APT-02")
def test_a_cancelled_appointment_frees_its_time_and_asks_for_no_reason(cast):
    lin = who(cast, "lin")
    made = book_own(lin, counsellor=cast.staff["shen"].pk)

    services.cancel_own(actor=lin, appointment=made.pk, at=NOW)

    made.refresh_from_db()
    assert (made.state, made.changed_in, made.change) == ("cancelled", lin.start, {"reason": "client"})
    assert book(cast, "batel", hour(FRIDAY, 14))


def test_what_is_over_is_neither_moved_nor_called_off(cast):
    lin = who(cast, "lin")
    made = book_own(lin)
    after = made.starts_at + timedelta(minutes=1)

    for act in (
        lambda: services.cancel_own(actor=lin, appointment=made.pk, at=after),
        lambda: move(lin, made, hour(FRIDAY, 16).starts, at=after),
    ):
        with pytest.raises(Problem, match="时间已经到了"):
            act()
    services.cancel_own(actor=lin, appointment=made.pk, at=NOW)
    with pytest.raises(WrongState):
        services.cancel_own(actor=lin, appointment=made.pk, at=NOW)


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("stranger", ["ayi", "mother", "shen", "qin"])
def test_nobody_else_moves_or_calls_off_by_the_own_door(cast, stranger):
    made = book_own(who(cast, "lin"))
    actor = cast.actor(stranger) if stranger in cast.staff else who(cast, stranger)

    with pytest.raises(Denied):
        services.cancel_own(actor=actor, appointment=made.pk, at=NOW)
    with pytest.raises(Denied):
        move(actor, made, hour(FRIDAY, 16).starts)


@pytest.mark.clause("APT-05")
def test_an_account_nobody_has_met_reaches_only_what_it_made_itself(cast):
    of_the_desk = book(cast, "lin", hour(FRIDAY, 9))
    of_the_pupil = book_own(who(cast, "lin"))
    stranger = who(cast, "lin", known=False)
    Appointment.objects.filter(pk=of_the_pupil.pk).update(made_in=uuid4())

    for made in (of_the_desk, of_the_pupil):
        with pytest.raises(Denied):
            services.cancel_own(actor=stranger, appointment=made.pk, at=NOW)
        with pytest.raises(Missing):
            selectors.own_time(stranger, made.pk)
    assert selectors.mine(stranger, NOW).times == ()


@pytest.mark.clause("APT-05")
def test_a_known_pupil_sees_all_that_is_theirs_and_a_guardian_nothing_of_it(cast):
    book(cast, "lin", hour(FRIDAY, 9))
    book_own(who(cast, "lin"))

    assert len(selectors.mine(who(cast, "lin"), NOW).times) == 2
    assert selectors.mine(who(cast, "mother"), NOW).times == ()
    assert selectors.mine(cast.actor("shen"), NOW).times == ()


def test_the_next_time_says_where_and_with_whom(cast):
    book_own(who(cast, "lin"), counsellor=cast.staff["shen"].pk)

    found = selectors.mine(who(cast, "lin"), NOW).next

    assert (found.place, found.with_whom, found.minutes, found.by_phone) == ("明德楼 312", "沈老师", 50, False)


@pytest.mark.parametrize("known", [True, False])
def test_what_the_desk_moves_is_still_seen_by_whoever_made_it(cast, known):
    lin = who(cast, "lin", known=known)
    made = book_own(lin, counsellor=cast.staff["shen"].pk)

    moved = services.move_appointment(
        actor=cast.actor("shen"), appointment=made.pk, counsellor=cast.staff["shen"].pk, wanted=hour(FRIDAY, 16),
        reason="counsellor", token=uuid4(), at=NOW,
    )  # fmt: skip

    assert (moved.made_in, moved.unsure, moved.booked_by) == (lin.start, not known, cast.staff["shen"])
    assert selectors.mine(lin, NOW).next.appointment == moved
