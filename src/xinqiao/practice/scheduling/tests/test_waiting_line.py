"""The waiting line: what comes free is kept for who is next, for a set time, and then goes on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW
from xinqiao.core.access import PROGRAM, Denied, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment, Wish
from xinqiao.practice.scheduling.selectors import on_own_counsellor
from xinqiao.practice.scheduling.services import OwnWanted
from xinqiao.practice.scheduling.states import WrongState

from .builders import FRIDAY, book, hour
from .own import book_own, join, open_own, who

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    """Only Friday can be booked, and all of Friday but two hours is taken."""
    open_own(cast, own_ahead_days=3, own_lead_hours=0, offer_hours=8)
    with freeze(NOW):
        yield


@pytest.fixture
def full(cast):
    """Every time of today and Friday is taken; gives the appointments of Friday afternoon by hour."""
    made = {}
    clients = ["batel", "ouyang", "guli", "rare"]
    for by, names in (("shen", clients[:2]), ("lu", clients[2:])):
        for place, day in enumerate((FRIDAY - timedelta(days=1), FRIDAY)):
            hours = (15, 16, 17) if place == 0 else (8, 9, 10, 11, 14, 15, 16, 17)
            for start in hours:
                made[by, day, start] = book(cast, names[start % 2], hour(day, start), by=by)
    return made


def cancel(cast, made):
    return services.cancel_appointment(actor=cast.actor("shen"), appointment=made.pk, reason="client", at=NOW)


def look(at=NOW):
    return services.look_after_line(at=at)


def offered():
    return list(Appointment.objects.filter(state="offered").order_by("offered_until"))


@pytest.mark.clause("APT-02", "APT-09")
def test_who_waits_is_owed_a_time_within_the_days_that_the_school_set(cast, full):
    wish = join(who(cast, "lin"))

    owed = Obligation.objects.get(kind="scheduling.waiting")
    assert (owed.subject, owed.about_id, owed.post, owed.owner_id) == (wish.pk, cast.number("lin"), "counsellor", None)
    assert owed.due_at.date() == FRIDAY + timedelta(days=6)
    assert Entry.objects.get(kind="scheduling.line_joined").about == cast.number("lin")


@pytest.mark.clause("APT-02")
def test_nothing_is_offered_while_nothing_is_free(cast, full):
    join(who(cast, "lin"))

    assert look() == 0
    assert offered() == []


@pytest.mark.clause("APT-02")
def test_a_freed_time_is_offered_to_the_next_in_line_and_held_for_them(cast, full):
    first, second = join(who(cast, "lin")), join(who(cast, "ayi"), at=NOW + HOUR)
    cancel(cast, full["shen", FRIDAY, 14])

    assert look() == 1

    (offer,) = offered()
    assert (offer.wish_id, offer.client_id, offer.starts_at) == (first.pk, cast.number("lin"), hour(FRIDAY, 14).starts)
    assert offer.offered_until == NOW + timedelta(hours=8)
    with pytest.raises(Problem, match="刚刚被约走"):
        book_own(who(cast, "ayi"), counsellor=cast.staff["shen"].pk)
    assert look() == 0
    assert Wish.objects.get(pk=second.pk).state == "waiting"


@pytest.mark.clause("APT-02")
def test_one_press_takes_what_was_offered(cast, full):
    lin = who(cast, "lin")
    wish = join(lin)
    cancel(cast, full["shen", FRIDAY, 14])
    look()
    (offer,) = selectors.mine(lin, NOW).offers

    taken = services.take_offer(actor=lin, appointment=offer.appointment.pk, at=NOW + HOUR)

    assert (taken.state, taken.changed_in) == ("booked", lin.start)
    wish.refresh_from_db()
    assert wish.state == "met"
    assert Obligation.objects.get(kind="scheduling.waiting").state == "kept"


@pytest.mark.clause("APT-02")
def test_what_nobody_answers_goes_to_the_next_and_somebody_asks(cast, full):
    wish = join(who(cast, "lin"))
    join(who(cast, "ayi"), at=NOW + HOUR)
    cancel(cast, full["shen", FRIDAY, 14])
    look()

    late = NOW + timedelta(hours=8)
    assert look(late) == 2

    (offer,) = offered()
    assert offer.client_id == cast.number("ayi")
    owed = Obligation.objects.get(kind="scheduling.offer_lapsed")
    assert (owed.subject, owed.about_id, owed.state) == (wish.pk, cast.number("lin"), "open")
    lapsed = Appointment.objects.get(client=cast.number("lin"))
    with pytest.raises(WrongState):
        services.take_offer(actor=who(cast, "lin"), appointment=lapsed.pk, at=late)


def test_a_time_that_is_over_is_not_taken_even_before_the_program_looks(cast, full):
    lin = who(cast, "lin")
    join(lin)
    cancel(cast, full["shen", FRIDAY, 14])
    look()

    with pytest.raises(Problem, match="去问下一位"):
        services.take_offer(actor=lin, appointment=offered()[0].pk, at=NOW + timedelta(hours=8))


def test_who_declines_stays_in_line_and_the_next_is_asked(cast, full):
    lin = who(cast, "lin")
    join(lin)
    join(who(cast, "ayi"), at=NOW + HOUR)
    cancel(cast, full["shen", FRIDAY, 14])
    look()

    services.decline_offer(actor=lin, appointment=offered()[0].pk, at=NOW)
    look()

    assert [one.client_id for one in offered()] == [cast.number("ayi")]
    assert selectors.own_wish(lin) is not None
    assert not Obligation.objects.filter(kind="scheduling.offer_lapsed").exists()


def test_only_what_suits_is_offered(cast, full):
    join(who(cast, "lin"), halves=("4-am",))
    join(who(cast, "ayi"), counsellor=cast.staff["lu"].pk, at=NOW + HOUR)
    cancel(cast, full["shen", FRIDAY, 14])
    assert look() == 0

    cancel(cast, full["shen", FRIDAY, 9])
    cancel(cast, full["lu", FRIDAY, 15])
    look()

    assert {one.client_id: one.starts_at for one in offered()} == {
        cast.number("lin"): hour(FRIDAY, 9).starts,
        cast.number("ayi"): hour(FRIDAY, 15).starts,
    }


def test_a_time_too_near_to_answer_is_not_offered(cast, full):
    join(who(cast, "lin"))
    cancel(cast, full["shen", FRIDAY - timedelta(days=1), 15])

    assert look(NOW) == 0


def test_who_lets_two_lapse_is_asked_by_a_person_first(cast, full):
    join(who(cast, "lin"))
    at = NOW
    for start in (15, 16, 17):
        cancel(cast, full["shen", FRIDAY, start])
        look(at)
        at += timedelta(hours=8)
        Appointment.objects.filter(state="offered").update(offered_until=at)
        look(at)

    assert Appointment.objects.filter(client=cast.number("lin"), state="passed").count() == 2
    assert offered() == []


@pytest.mark.clause("APT-02")
def test_a_counsellor_offers_a_time_by_hand(cast, full):
    wish = join(who(cast, "lin"))
    cancel(cast, full["shen", FRIDAY, 14])

    offer = services.offer_time(
        actor=cast.actor("shen"), wish=wish.pk, counsellor=cast.staff["shen"].pk, wanted=hour(FRIDAY, 14), at=NOW
    )

    assert (offer.state, offer.booked_by, offer.made_in) == ("offered", cast.staff["shen"], wish.made_in)
    with pytest.raises(Problem, match="正在等回话"):
        services.offer_time(
            actor=cast.actor("lu"), wish=wish.pk, counsellor=cast.staff["lu"].pk, wanted=hour(FRIDAY, 14), at=NOW
        )


def test_leaving_the_line_gives_back_what_was_kept(cast, full):
    lin = who(cast, "lin")
    wish = join(lin)
    cancel(cast, full["shen", FRIDAY, 14])
    look()

    services.leave_line(actor=lin, wish=wish.pk, at=NOW)

    assert offered() == []
    assert {one.state for one in Obligation.objects.all()} == {"kept"}
    with pytest.raises(WrongState):
        services.leave_line(actor=lin, wish=wish.pk, at=NOW)


def test_a_counsellor_strikes_off_who_was_helped_otherwise(cast, full):
    wish = join(who(cast, "lin"))

    services.strike_from_line(actor=cast.actor("lu"), wish=wish.pk, at=NOW)

    wish.refresh_from_db()
    assert (wish.state, wish.ended_by) == ("left", cast.staff["lu"])


@pytest.mark.parametrize("by", ["desk", "own"])
def test_whoever_gets_a_time_otherwise_waits_no_longer(cast, full, by):
    lin = who(cast, "lin")
    join(lin)
    cancel(cast, full["shen", FRIDAY, 14])

    book(cast, "lin", hour(FRIDAY, 14)) if by == "desk" else book_own(lin)

    assert Wish.objects.get().state == "met"


def test_one_waits_once(cast, full):
    lin = who(cast, "lin")
    join(lin)

    with pytest.raises(Problem, match="已经排在候补里"):
        join(lin)


def test_the_same_form_sent_twice_joins_once(cast, full):
    lin, token = who(cast, "lin"), uuid4()
    wanted = services.Wanted()

    made = [services.join_line(actor=lin, client=lin.pk, wanted=wanted, token=token, at=NOW) for _ in range(2)]

    assert made[0] == made[1]


@pytest.mark.clause("CAS-04")
def test_whose_work_with_one_goes_on_waits_for_that_one_or_anybody(cast, full, monkeypatch):
    monkeypatch.setattr(on_own_counsellor, "hung", [lambda _client: {cast.staff["shen"].pk}])
    lin = who(cast, "lin")

    with pytest.raises(Problem, match="我的权利"):
        join(lin, counsellor=cast.staff["lu"].pk)
    with pytest.raises(Problem, match="现在不在"):
        join(lin, counsellor=cast.staff["qin"].pk)
    assert join(lin, counsellor=cast.staff["shen"].pk)
    assert join(who(cast, "ayi", known=False), counsellor=cast.staff["lu"].pk)


@pytest.mark.clause("APT-05")
def test_an_account_nobody_has_met_waits_beside_the_pupil_and_learns_nothing(cast, full):
    join(who(cast, "lin"))
    stranger = who(cast, "lin", known=False)
    Wish.objects.update(made_in=uuid4())

    assert selectors.own_wish(stranger) is None
    beside = join(stranger)

    assert beside.unsure
    book(cast, "lin", hour(FRIDAY + timedelta(days=3), 9))
    assert {one.state for one in Wish.objects.filter(unsure=False)} == {"met"}
    assert Wish.objects.get(unsure=True).state == "waiting"


@pytest.mark.parametrize("stranger", ["ayi", "mother", "xu", "qin", "ma"])
def test_nobody_else_answers_leaves_or_offers(cast, full, stranger):
    lin = who(cast, "lin")
    wish = join(lin)
    cancel(cast, full["shen", FRIDAY, 14])
    look()
    (offer,) = offered()
    actor = cast.actor(stranger) if stranger in cast.staff else who(cast, stranger)

    for act in (
        lambda: services.take_offer(actor=actor, appointment=offer.pk, at=NOW),
        lambda: services.decline_offer(actor=actor, appointment=offer.pk, at=NOW),
        lambda: services.leave_line(actor=actor, wish=wish.pk, at=NOW),
        lambda: services.strike_from_line(actor=actor, wish=wish.pk, at=NOW),
        lambda: services.offer_next(wish=wish.pk, actor=actor, at=NOW),
        lambda: services.lapse_offer(appointment=offer.pk, actor=actor, at=NOW),
        lambda: services.open_waiting_line(actor=actor, at=NOW),
        lambda: services.offer_time(
            actor=actor, wish=wish.pk, counsellor=cast.staff["lu"].pk, wanted=hour(FRIDAY, 14), at=NOW
        ),
    ):
        with pytest.raises(Denied):
            act()


def test_the_program_looks_and_reads_nothing(cast):
    with pytest.raises(Denied):
        services.open_waiting_line(actor=PROGRAM, at=NOW)


@pytest.mark.clause("APT-02")
def test_counsellors_see_who_waits_in_order_and_it_is_on_record(cast, full):
    join(who(cast, "ayi"), halves=("0-am", "4-pm"))
    join(who(cast, "lin", known=False), at=NOW + HOUR)

    found = services.open_waiting_line(actor=cast.actor("shen"), at=NOW)

    assert [(one.place, one.who.name, one.wish.unsure) for one in found.waiting] == [
        (1, "阿依古丽·买买提", False),
        (2, "林晚舟", True),
    ]
    assert found.waiting[0].halves == [("周一", True), ("周五", False)]
    assert Entry.objects.filter(kind="scheduling.waiting_line_opened").count() == 1


def test_a_move_by_the_own_door_frees_the_old_time_for_the_line(cast, full):
    cancel(cast, full["shen", FRIDAY, 14])
    cancel(cast, full["shen", FRIDAY, 16])
    ayi = who(cast, "ayi")
    made = book_own(ayi)
    services.move_own(actor=ayi, appointment=made.pk, wanted=OwnWanted(hour(FRIDAY, 16).starts), token=uuid4(), at=NOW)
    join(who(cast, "lin"))

    look()

    assert [one.starts_at for one in offered()] == [hour(FRIDAY, 14).starts]
