"""Hours, duty, rooms and what the school has decided."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import PROGRAM, Denied, Missing, Post, Problem
from xinqiao.core.clock import at_local
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import DutyTurn, OpeningHour, Room, RoomFunction
from xinqiao.practice.scheduling.services import Session
from xinqiao.register.people.models import PostHeld
from xinqiao.register.people.services import end_post, set_calendar_day

from .builders import FRIDAY, TERM, book, hour, open_room

MONDAY = date(2026, 10, 19)


def set_hours(cast, sessions, first=TERM[0], last=TERM[1], by="xu"):
    return services.set_opening_hours(actor=cast.actor(by), valid_from=first, valid_to=last, sessions=sessions, at=NOW)


def plan(cast, who="shen", weekdays=(0, 1, 2, 3, 4), first=TERM[0], last=TERM[1], starts=8, ends=12, **more):
    return services.plan_duty(
        actor=cast.actor("xu"), staff=cast.staff[who].pk, weekdays=weekdays, starts=time(starts), ends=time(ends),
        valid_from=first, valid_to=last, at=NOW, **more,
    )  # fmt: skip


@pytest.mark.clause("OPN-01")
def test_the_director_sets_the_hours_and_the_ledger_knows(cast):
    set_hours(cast, [Session(0, time(8), time(12), "morning")])

    assert selectors.plan_for(MONDAY, MONDAY).opening(MONDAY) == [hour(MONDAY, 8, length=240)]
    assert Entry.objects.filter(kind="scheduling.opening_hours_set").count() == 1


@pytest.mark.clause("OPN-01")
def test_other_hours_for_some_days_leave_the_days_around_them_as_they_were(cast):
    set_hours(cast, [Session(0, time(8), time(12), "morning")])
    week = (MONDAY, MONDAY + timedelta(days=6))

    set_hours(cast, [Session(0, time(18), time(20), "evening")], *week)

    starts = {
        day: [span.starts for span in selectors.plan_for(day, day).opening(day)]
        for day in (MONDAY - timedelta(days=7), MONDAY, MONDAY + timedelta(days=7))
    }
    assert starts == {
        MONDAY - timedelta(days=7): [at_local(MONDAY - timedelta(days=7), time(8))],
        MONDAY: [at_local(MONDAY, time(18))],
        MONDAY + timedelta(days=7): [at_local(MONDAY + timedelta(days=7), time(8))],
    }
    assert OpeningHour.objects.filter(withdrawn_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("sessions", "sentence"),
    [
        ([Session(0, time(8), time(12), "morning"), Session(0, time(11), time(13), "lunch")], "重叠"),
        ([Session(0, time(12), time(8), "morning")], "结束时间要在开始之后"),
        ([], "没有写任何时段"),
    ],
)
def test_hours_that_make_no_sense_change_nothing(cast, sessions, sentence):
    with pytest.raises(Problem, match=sentence):
        set_hours(cast, sessions)

    assert not OpeningHour.objects.exists()


def test_two_directors_at_once_leave_one_set_of_hours(fresh_cast, at_once):
    def one(start):
        return lambda: set_hours(fresh_cast, [Session(0, time(start), time(start + 4), "morning")])

    at_once(one(7), one(8))

    assert OpeningHour.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("stranger", ["shen", "he", "qin", "ma"])
def test_nobody_but_the_director_runs_the_room(cast, stranger):
    actor = cast.actor(stranger)
    room = services.add_room(actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)
    (turn,) = plan(cast, weekdays=[0])

    for act in (
        lambda: set_hours(cast, [Session(0, time(8), time(12), "morning")], by=stranger),
        lambda: services.set_service_rules(actor=actor, slot_minutes=40, at=NOW),
        lambda: services.add_room(actor=actor, name="二", function=RoomFunction.TALK, at=NOW),
        lambda: services.retire_room(actor=actor, room=room.pk, at=NOW),
        lambda: services.remove_duty(actor=actor, turn=turn.pk, from_day=MONDAY, at=NOW),
        lambda: services.plan_duty(
            actor=actor,
            staff=cast.staff["shen"].pk,
            weekdays=[1],
            starts=time(8),
            ends=time(9),
            valid_from=TERM[0],
            valid_to=TERM[1],
            at=NOW,
        ),
        lambda: services.note_duty_gaps(actor=actor, at=NOW),
    ):
        with pytest.raises(Denied):
            act()


@pytest.mark.clause("OPN-02")
def test_an_hour_without_anybody_is_shown_before_it_comes(cast):
    open_room(cast)
    plan(cast, starts=8, ends=12)

    gaps = selectors.gaps_ahead(FRIDAY, 1)

    assert [(gap.starts, gap.ends) for gap in gaps] == [(at_local(FRIDAY, time(14)), at_local(FRIDAY, time(18)))]


@pytest.mark.clause("OPN-02")
def test_a_turn_of_somebody_whose_post_has_ended_covers_nothing(cast):
    open_room(cast)
    plan(cast, who="lu", starts=8, ends=18)
    assert selectors.gaps_ahead(MONDAY, 1) == []

    held = PostHeld.objects.get(staff=cast.staff["lu"], post=Post.COUNSELLOR.value)
    end_post(actor=cast.actor("xu"), held=held.pk, ends_on=FRIDAY, at=NOW)

    assert len(selectors.gaps_ahead(MONDAY, 1)) == 2
    assert selectors.gaps_ahead(FRIDAY, 1) == []


@pytest.mark.clause("OPN-02")
def test_a_day_off_needs_nobody(cast):
    open_room(cast)
    set_calendar_day(actor=cast.actor("xu"), day=FRIDAY, is_school_day=False, note="运动会", at=NOW)

    assert selectors.gaps_ahead(FRIDAY, 1) == []


@pytest.mark.clause("OPN-02")
def test_a_gap_is_owed_by_the_director_until_it_is_filled(cast):
    open_room(cast)

    assert services.note_duty_gaps(at=NOW) > 0
    owed = Obligation.objects.get(kind="scheduling.duty_gap")
    assert (owed.post, owed.state) == (Post.DIRECTOR.value, "open")

    plan(cast, starts=8, ends=18)
    assert services.note_duty_gaps(at=NOW, actor=PROGRAM) == 0
    owed.refresh_from_db()
    assert owed.state == "kept"


@pytest.mark.clause("OPN-02")
def test_a_stand_in_for_a_day_takes_over_and_the_roster_says_so(cast):
    open_room(cast)
    (turn,) = plan(cast, weekdays=[FRIDAY.weekday()])

    plan(cast, who="lu", weekdays=[FRIDAY.weekday()], first=FRIDAY, last=FRIDAY, instead_of=turn.pk)

    (day,) = selectors.duty_of_days(FRIDAY, FRIDAY)
    assert [one.staff.name for one in day.turns] == ["陆听雨"]
    assert selectors.duty_of_days(FRIDAY + timedelta(days=7), FRIDAY + timedelta(days=7))[0].turns[0].turn.pk == turn.pk


def test_a_stand_in_outside_of_the_turn_is_refused(cast):
    (turn,) = plan(cast, weekdays=[FRIDAY.weekday()])

    with pytest.raises(Problem, match="替班"):
        plan(cast, who="lu", weekdays=[0], first=MONDAY, last=MONDAY, instead_of=turn.pk)


@pytest.mark.parametrize(
    ("who", "more", "sentence"),
    [
        ("qin", {}, "担任心理辅导教师"),
        ("shen", {"starts": 12, "ends": 8}, "结束"),
        ("shen", {"weekdays": ()}, "至少选一天"),
    ],
)
def test_a_turn_that_makes_no_sense_is_not_planned(cast, who, more, sentence):
    with pytest.raises(Problem, match=sentence):
        plan(cast, who, **more)

    assert not DutyTurn.objects.exists()


def test_nobody_is_on_duty_twice_at_one_time(cast):
    plan(cast)

    with pytest.raises(Problem, match="已经排了班"):
        plan(cast, starts=11, ends=13)


def test_a_turn_ends_from_a_day_on_and_its_stand_ins_with_it(cast):
    open_room(cast)
    (turn,) = plan(cast, weekdays=[0])
    later = MONDAY + timedelta(days=14)
    plan(cast, who="lu", weekdays=[0], first=later, last=later, instead_of=turn.pk)

    services.remove_duty(actor=cast.actor("xu"), turn=turn.pk, from_day=MONDAY + timedelta(days=7), at=NOW)

    assert selectors.duty_of_days(MONDAY, MONDAY)[0].turns
    assert not selectors.duty_of_days(later, later)[0].turns
    with pytest.raises(Problem, match="已经结束"):
        services.remove_duty(actor=cast.actor("xu"), turn=turn.pk, from_day=later, at=NOW)


def test_who_is_on_duty_now_and_next(cast):
    open_room(cast)
    plan(cast, starts=14, ends=16)
    plan(cast, who="lu", starts=16, ends=18)

    duty = selectors.duty_now_and_next(NOW)

    assert [one.staff.name for one in duty.now] == ["沈知微"]
    assert duty.until == at_local(A_SCHOOL_DAY, time(16))
    assert duty.following.staff.name == "陆听雨"


def test_times_are_offered_in_the_own_turns_where_duty_is_planned(cast):
    open_room(cast)
    plan(cast, starts=8, ends=12)

    (shen,) = selectors.times_ahead(cast.staff["shen"].pk, FRIDAY, NOW, days=1)

    assert [f"{span.starts.astimezone(at_local(FRIDAY, time()).tzinfo):%H:%M}" for span in shen.spans] == [
        "08:00", "09:00", "10:00", "11:00",
    ]  # fmt: skip
    assert selectors.times_ahead(cast.staff["lu"].pk, FRIDAY, NOW, days=1) == []


def test_a_room_is_named_once_and_retires_when_nobody_needs_it(cast):
    open_room(cast)
    add = {"actor": cast.actor("xu"), "name": "咨询室一", "function": RoomFunction.TALK, "at": NOW}
    room = services.add_room(**add)
    with pytest.raises(Problem, match="同名"):
        services.add_room(**add)
    row = book(cast, room=room.pk)

    with pytest.raises(Problem, match="还有 1 个预约"):
        services.retire_room(actor=cast.actor("xu"), room=room.pk, at=NOW)

    services.cancel_appointment(actor=cast.actor("shen"), appointment=row.pk, reason="room", at=NOW)
    services.retire_room(actor=cast.actor("xu"), room=room.pk, at=NOW)
    assert not Room.objects.get(pk=room.pk).active
    assert services.add_room(**add).pk != room.pk


def test_the_length_of_a_talk_is_the_schools_decision(cast):
    open_room(cast)
    services.set_service_rules(actor=cast.actor("xu"), slot_minutes=30, pause_minutes=0, at=NOW)

    (times,) = selectors.times_ahead(cast.staff["shen"].pk, FRIDAY, NOW, days=1)

    assert len(times.spans) == 16


def test_a_room_that_receives_nobody_is_no_room(cast):
    with pytest.raises(Problem, match="至少"):
        services.set_service_rules(actor=cast.actor("xu"), receives={}, at=NOW)


def test_a_turn_that_does_not_exist_is_missing(cast):
    with pytest.raises(Missing):
        services.remove_duty(actor=cast.actor("xu"), turn=uuid4(), from_day=MONDAY, at=NOW)
