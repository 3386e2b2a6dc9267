"""A pupil or guardian books for themselves."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW
from tests.families import make_families
from xinqiao.core.access import Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment, Outcome
from xinqiao.practice.scheduling.rules import TooMany
from xinqiao.practice.scheduling.selectors import on_own_counsellor
from xinqiao.practice.scheduling.services import OwnWanted, SlotTaken, StalePage

from .builders import FRIDAY, book, hour
from .own import book_own, open_own, who


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    open_own(cast)
    with freeze(NOW):
        yield


@pytest.mark.clause("APT-01", "OPN-01")
def test_a_pupil_books_and_the_channel_is_kept_sealed(cast):
    lin = who(cast, "lin")

    made = book_own(lin, counsellor=cast.staff["shen"].pk)

    row = Appointment.objects.select_related("room").get(pk=made.pk)
    assert (row.client_id, row.counsellor, row.room.name) == (lin.pk, cast.staff["shen"], "咨询室一")
    assert (row.booked_by_id, row.made_in, row.unsure) == (None, lin.start, False)
    assert (row.request["channel"], row.request["asked_by"], row.request["how"]) == ("online", "self", "in_person")
    closed = Appointment.objects.filter(pk=made.pk).values_list("request", flat=True).get()
    assert b"online" not in bytes(closed)
    entry = Entry.objects.get(kind="scheduling.own_appointment_booked")
    assert (entry.subject, entry.about) == (made.pk, lin.pk)
    assert str(cast.students["lin"].pk) not in entry.body


@pytest.mark.clause("APT-01")
def test_a_guardian_books_for_themselves(cast):
    mother = who(cast, "mother")

    assert book_own(mother).client_id == cast.number("mother")


@pytest.mark.clause("APT-01")
def test_a_guardian_books_nothing_in_the_name_of_a_child(cast):
    mother = who(cast, "mother")

    with pytest.raises(Denied, match="may_book_own"):
        services.book_own(
            actor=mother, client=cast.number("lin"), wanted=OwnWanted(hour(FRIDAY, 14).starts), token=uuid4(), at=NOW
        )

    assert not Appointment.objects.exists()


@pytest.mark.parametrize("stranger", ["shen", "xu", "qin", "ma"])
def test_staff_do_not_book_by_the_own_door(cast, stranger):
    with pytest.raises(Denied):
        services.book_own(
            actor=cast.actor(stranger), client=cast.number("lin"), wanted=OwnWanted(hour(FRIDAY, 14).starts),
            token=uuid4(), at=NOW,
        )  # fmt: skip


def test_whoever_is_free_and_has_fewest_talks_is_found(cast):
    book(cast, "batel", hour(FRIDAY, 9), by="lu")

    assert book_own(who(cast, "lin")).counsellor == cast.staff["shen"]


def test_whoever_is_free_is_not_the_one_who_is_taken(cast):
    book(cast, "batel", hour(FRIDAY, 14), by="lu")

    assert book_own(who(cast, "lin")).counsellor == cast.staff["shen"]
    with pytest.raises(SlotTaken, match="刚刚被约走"):
        book_own(who(cast, "ayi"))


def test_the_same_form_sent_twice_books_once(cast):
    lin, token = who(cast, "lin"), uuid4()

    assert book_own(lin, token=token).pk == book_own(lin, token=token).pk
    with pytest.raises(StalePage):
        book_own(who(cast, "ayi"), hour(FRIDAY, 15).starts, token=token)
    assert Appointment.objects.count() == 1


@pytest.mark.clause("OPN-01")
@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (hour(FRIDAY, 13).starts, "不在开放的时间里"),
        (hour(FRIDAY, 14, 5).starts, "不在开放的时间里"),
        (hour(FRIDAY + timedelta(days=1), 9).starts, "不在开放的时间里"),
        (hour(FRIDAY - timedelta(days=7), 14).starts, "太近"),
        (hour(FRIDAY - timedelta(days=1), 15).starts, "太近"),
        (hour(FRIDAY + timedelta(days=31), 14).starts, "太远"),
    ],
)
def test_only_published_times_can_be_booked_alone(cast, start, sentence):
    with pytest.raises(Problem, match=sentence):
        book_own(who(cast, "lin"), start)

    assert not Appointment.objects.exists()


@pytest.mark.clause("OPN-06")
def test_whom_the_room_does_not_receive_cannot_book(cast):
    services.set_service_rules(actor=cast.actor("xu"), receives={"student": ""}, at=NOW)

    with pytest.raises(Problem, match="没有在这里开放"):
        book_own(who(cast, "mother"))

    assert book_own(who(cast, "lin"))


@pytest.mark.clause("APT-03")
def test_nobody_is_booked_twice_for_one_time(cast):
    lin = who(cast, "lin")
    book(cast, "lin", hour(FRIDAY, 14), by="shen")

    with pytest.raises(SlotTaken, match="你在这个时间已经约好了"):
        book_own(lin, counsellor=cast.staff["lu"].pk)


def test_nobody_holds_more_times_than_the_school_has_set(cast):
    lin = who(cast, "lin")
    book_own(lin, hour(FRIDAY, 14).starts)
    book_own(lin, hour(FRIDAY, 15).starts)

    with pytest.raises(TooMany, match="2 次"):
        book_own(lin, hour(FRIDAY, 16).starts)


def test_what_was_booked_at_the_desk_does_not_count_against_whoever_books_alone(cast):
    for start in (8, 9, 10):
        book(cast, "lin", hour(FRIDAY, start))

    assert book_own(who(cast, "lin"))


def test_who_is_not_there_on_that_day_is_not_booked(cast):
    with pytest.raises(Problem, match="那一天不在"):
        book_own(who(cast, "lin"), counsellor=cast.staff["qin"].pk)


@pytest.mark.clause("APT-09")
def test_a_promise_of_another_time_is_kept_by_whoever_books_it_alone(cast):
    lin = who(cast, "lin")
    visit = services.register_walk_in(actor=cast.actor("shen"), client=lin.pk, needs=(), token=uuid4(), at=NOW).visit
    services.close_visit(actor=cast.actor("shen"), visit=visit.pk, outcome=Outcome.ANOTHER_TIME, at=NOW)
    owed = Obligation.objects.get(kind="scheduling.first_appointment")

    book_own(who(cast, "lin", known=False), hour(FRIDAY, 9).starts)
    owed.refresh_from_db()
    assert owed.state == "open"

    book_own(who(cast, "lin"))
    owed.refresh_from_db()
    assert (owed.state, owed.ended_by_id) == ("kept", None)


def test_by_telephone_needs_a_number_to_ring(cast):
    with pytest.raises(Problem, match="不能打电话"):
        book_own(who(cast, "lin"), how="phone")


def test_by_telephone_takes_no_room(cast):
    services.set_service_rules(actor=cast.actor("xu"), talk_phone="8012", at=NOW)

    made = book_own(who(cast, "lin"), how="phone")

    assert (made.room_id, made.request["how"]) == (None, "phone")


def test_a_room_that_is_taken_does_not_stand_in_the_way(cast):
    room = selectors.talk_rooms()[0]
    book(cast, "batel", hour(FRIDAY, 14), by="lu", room=room.pk)

    assert book_own(who(cast, "lin"), counsellor=cast.staff["shen"].pk).room_id is None


class TestWhoHasACounsellorAlready:
    @pytest.fixture(autouse=True)
    def _work_goes_on(self, cast, monkeypatch):
        shen = cast.staff["shen"].pk
        monkeypatch.setattr(
            on_own_counsellor, "hung", [lambda client: {shen} & {shen if client == cast.number("lin") else None}]
        )

    @pytest.mark.clause("CAS-04")
    def test_is_given_the_own_counsellor(self, cast):
        assert book_own(who(cast, "lin")).counsellor == cast.staff["shen"]

    @pytest.mark.clause("CAS-04")
    def test_does_not_begin_a_second_one_by_a_press(self, cast):
        with pytest.raises(Problem, match="请先约这位老师"):
            book_own(who(cast, "lin"), counsellor=cast.staff["lu"].pk)

    @pytest.mark.clause("CAS-04")
    def test_is_helped_by_a_colleague_while_the_own_has_no_time_at_all(self, cast):
        services.plan_duty(
            actor=cast.actor("xu"), staff=cast.staff["lu"].pk, weekdays=range(5), starts=hour(FRIDAY, 8).starts.time(),
            ends=hour(FRIDAY, 18).starts.time(), valid_from=FRIDAY - timedelta(days=1), valid_to=FRIDAY + timedelta(days=60), at=NOW,
        )  # fmt: skip

        assert book_own(who(cast, "lin"), counsellor=cast.staff["lu"].pk).counsellor == cast.staff["lu"]

    @pytest.mark.clause("CAS-04", "APT-05")
    def test_is_not_told_so_while_nobody_has_met_them(self, cast):
        assert book_own(who(cast, "lin", known=False), counsellor=cast.staff["lu"].pk)

    def test_others_book_whom_they_like(self, cast):
        assert book_own(who(cast, "ayi"), counsellor=cast.staff["lu"].pk)


class TestAnAccountNobodyHasMet:
    @pytest.mark.clause("APT-05")
    def test_learns_nothing_from_a_time_at_which_the_pupil_has_one_already(self, cast):
        book(cast, "lin", hour(FRIDAY, 14), by="shen")

        made = book_own(who(cast, "lin", known=False), counsellor=cast.staff["lu"].pk)

        assert made.unsure
        assert Appointment.objects.filter(client=cast.number("lin"), state="booked").count() == 2

    @pytest.mark.clause("APT-03")
    def test_has_one_time_at_once_all_the_same(self, cast):
        stranger = who(cast, "lin", known=False)
        book_own(stranger, counsellor=cast.staff["lu"].pk)

        with pytest.raises(SlotTaken, match="你在这个时间已经约好了"):
            book_own(stranger, counsellor=cast.staff["shen"].pk)

    def test_takes_nothing_away_from_what_the_desk_books(self, cast):
        book_own(who(cast, "lin", known=False), counsellor=cast.staff["lu"].pk)

        assert book(cast, "lin", hour(FRIDAY, 14), by="shen")


@pytest.mark.parametrize("name", ["xiaohe", "yuhang", "siqi", "zimo", "anan", "he_mother", "he_father", "hang_aunt"])
def test_every_child_and_every_adult_books_for_themselves(cast, name):
    families = make_families(cast)

    assert book_own(who(families, name)).client_id == families.numbers[name]
