"""Whatever the book does to a row that carries weight stands in the ledger, and the ledger verifies afterwards."""

from datetime import date, time, timedelta
from uuid import uuid4

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Outcome, RoomFunction, Visit
from xinqiao.practice.scheduling.services import Session

from .builders import FRIDAY, TERM, book, hour, open_room, walk_in

LATER = NOW + timedelta(hours=2)


def a_full_day(cast) -> None:
    """One of every act of the book."""
    shen, xu = cast.actor("shen"), cast.actor("xu")
    open_room(cast)
    services.set_opening_hours(
        actor=xu, valid_from=date(2026, 11, 2), valid_to=date(2026, 11, 6),
        sessions=[Session(0, time(9), time(11), "morning")], at=NOW,
    )  # fmt: skip
    services.set_service_rules(actor=xu, slot_minutes=50, at=NOW)
    room = services.add_room(actor=xu, name="咨询室一", function=RoomFunction.TALK, at=NOW)
    duty = {"weekdays": [4], "starts": time(8), "ends": time(12), "valid_from": TERM[0], "valid_to": TERM[1], "at": NOW}
    (turn,) = services.plan_duty(actor=xu, staff=cast.staff["shen"].pk, **duty)
    cover = {**duty, "valid_from": FRIDAY, "valid_to": FRIDAY, "instead_of": turn.pk}
    services.plan_duty(actor=xu, staff=cast.staff["lu"].pk, **cover)
    services.remove_duty(actor=xu, turn=turn.pk, from_day=FRIDAY + timedelta(days=7), at=NOW)
    services.note_duty_gaps(at=NOW)
    moved = book(cast, "lin", hour(FRIDAY, 14), room=room.pk)
    new = services.move_appointment(
        actor=shen, appointment=moved.pk, counsellor=cast.staff["shen"].pk, wanted=hour(FRIDAY, 15), reason="client",
        token=uuid4(), at=NOW,
    )  # fmt: skip
    services.cancel_appointment(actor=shen, appointment=new.pk, reason="client", at=NOW)
    services.retire_room(actor=xu, room=room.pk, at=NOW)
    missed = book(cast, "ayi", hour(A_SCHOOL_DAY, 15))
    services.mark_no_show(actor=shen, appointment=missed.pk, at=LATER)
    kept = book(cast, "batel", hour(A_SCHOOL_DAY, 16), at=NOW)
    seen = services.receive_appointment(actor=shen, appointment=kept.pk, token=uuid4(), at=LATER)
    services.close_visit(actor=shen, visit=seen.visit.pk, outcome=Outcome.ANOTHER_TIME, at=LATER)
    waits = walk_in(cast, "guli", at=LATER)
    services.strike_visit(actor=shen, visit=waits.pk, reason="选错了人", at=LATER)


def findings():
    """What does not fit about the rows of the book, once everything is in the chain."""
    seal_once(full=True)
    report = verify()
    assert report.rows > 30
    return [one for one in report.findings if one.row.startswith(("scheduling.", "obligations."))]


def test_after_one_of_every_act_the_ledger_verifies(fresh_cast):
    a_full_day(fresh_cast)

    assert findings() == []


def test_rows_that_were_changed_behind_the_ledger_are_found(fresh_cast):
    a_full_day(fresh_cast)

    Appointment.objects.filter(state="no_show").update(state="arrived")
    Visit.objects.filter(state="left").update(left_at=LATER + timedelta(minutes=5))

    assert len(findings()) == 2
