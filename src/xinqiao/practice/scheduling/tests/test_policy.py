"""Who may what, as a table; and each filter says what its rule says."""

from datetime import date, time
from uuid import uuid4

import pytest

from tests.cast import NOW
from xinqiao.core.access import ANYONE, PROGRAM
from xinqiao.practice.scheduling import policy, services
from xinqiao.practice.scheduling.models import (
    Appointment,
    DutyTurn,
    OpeningHour,
    Room,
    RoomFunction,
    ServiceRules,
    TalkRequest,
    Visit,
    Wish,
)
from xinqiao.register.people.models import Client, ClientKind

from .builders import FRIDAY, book, open_room, walk_in
from .own import join
from .own import who as own

#            the book, the register   plans  runs the room
TABLE = {
    "shen": (True, True, True, False),
    "lu": (True, True, True, False),
    "xu": (False, False, True, True),
    "he": (False, False, False, False),
    "bai": (False, False, False, False),
    "ma": (False, False, False, False),
    "qin": (False, False, False, False),
    "tang": (False, False, False, False),
}


def everybody(cast):
    return {**{name: cast.actor(name) for name in TABLE}, "nobody": ANYONE}


@pytest.mark.clause("APT-04", "APT-05")
@pytest.mark.parametrize("who", [*TABLE, "nobody"])
def test_who_may_see_and_work_the_book(cast, who):
    actor = everybody(cast)[who]
    book_, register, plans, run = TABLE.get(who, (False, False, False, False))
    client = Client.objects.first()

    assert policy.may_work_the_book(actor) is book_
    assert policy.may_book_for(actor, client) is book_
    assert policy.may_receive(actor, client) is register
    assert policy.may_see_appointment(actor, Appointment()) is book_
    assert policy.may_change_appointment(actor, Appointment()) is book_
    assert policy.may_see_visit(actor, Visit()) is register
    assert policy.may_change_visit(actor, Visit()) is register
    assert policy.may_print_register(actor) is register
    assert policy.may_see_plans(actor) is plans
    assert policy.may_see_hour(actor, OpeningHour()) is plans
    assert policy.may_see_turn(actor, DutyTurn()) is plans
    assert policy.may_run_the_room(actor) is run
    assert policy.may_change_turn(actor, DutyTurn()) is run
    assert policy.may_change_room(actor, Room()) is run
    assert policy.may_change_service_rules(actor, ServiceRules()) is run
    assert policy.may_watch_duty(actor) is False
    assert policy.may_see_line(actor, Wish()) is book_
    assert policy.may_work_the_line(actor, Wish()) is book_
    assert policy.may_pass_on(actor, Wish()) is False
    assert policy.may_see_request(actor, TalkRequest()) is book_
    assert policy.may_answer_request(actor, TalkRequest()) is book_
    assert policy.may_show_oneself(actor) is book_


def test_the_program_runs_the_room_at_set_up_and_watches_duty_but_reads_no_book():
    assert policy.may_run_the_room(PROGRAM)
    assert policy.may_watch_duty(PROGRAM)
    assert policy.may_pass_on(PROGRAM, Wish())
    assert not policy.may_work_the_book(PROGRAM)


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize(
    ("who", "kind", "own", "known"),
    [
        ("shen", ClientKind.STUDENT, False, True),
        ("shen", ClientKind.GUARDIAN, False, True),
        ("shen", ClientKind.OUTSIDER, False, True),
        ("shen", ClientKind.STAFF, False, False),
        ("shen", ClientKind.STAFF, True, True),
        ("xu", ClientKind.STUDENT, True, False),
        ("qin", ClientKind.STUDENT, True, False),
        ("ma", ClientKind.STAFF, True, False),
    ],
)
def test_who_may_know_whom_a_line_is_about(cast, who, kind, own, known):
    actor = cast.actor(who)
    counsellor = actor.pk if own else uuid4()

    assert policy.may_know_whom(actor, kind, counsellor) is known


def test_nobody_knows_whom_a_line_without_a_counsellor_is_about_among_the_staff(cast):
    assert policy.may_know_whom(cast.actor("shen"), ClientKind.STAFF, None) is False


@pytest.mark.parametrize("who", [*TABLE, "nobody"])
def test_the_filters_agree_with_the_rules(cast, who):
    open_room(cast)
    book(cast, "lin")
    walk_in(cast, "batel")
    services.plan_duty(
        actor=cast.actor("xu"), staff=cast.staff["shen"].pk, weekdays=[FRIDAY.weekday()], starts=time(8), ends=time(12),
        valid_from=date(2026, 9, 1), valid_to=date(2027, 1, 22), at=NOW,
    )  # fmt: skip
    services.add_room(actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)
    join(own(cast, "ayi"))
    services.ask_for_child(actor=own(cast, "mother"), child=cast.number("lin"), words="", token=uuid4(), at=NOW)
    actor = everybody(cast)[who]

    for model, rule, visible in [
        (Appointment, policy.may_see_appointment, policy.visible_appointments),
        (Visit, policy.may_see_visit, policy.visible_visits),
        (DutyTurn, policy.may_see_turn, policy.visible_turns),
        (Wish, policy.may_see_line, policy.visible_line),
        (TalkRequest, policy.may_see_request, policy.visible_requests),
    ]:
        allowed = {row.pk for row in model.objects.all() if rule(actor, row)}
        assert set(model.objects.filter(visible(actor)).values_list("pk", flat=True)) == allowed
    assert Appointment.objects.count() == Visit.objects.count() == DutyTurn.objects.count() == 1
