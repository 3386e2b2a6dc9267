"""Reminders: the evening before, in the morning of whoever booked since, once, and never of what was called off."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.clock import at_local
from xinqiao.office.messages.models import Message
from xinqiao.office.messages.selectors import messages_for
from xinqiao.practice.scheduling.models import Appointment, Reason
from xinqiao.practice.scheduling.services import cancel_appointment, move_appointment, remind_tomorrow
from xinqiao.practice.scheduling.services.telling import KINDS, Told
from xinqiao.practice.scheduling.tests.builders import FRIDAY, book, hour, open_room

EVENING = at_local(A_SCHOOL_DAY, time(18, 5))


def told(cast: Cast, who: str = "lin") -> list[str]:
    """What somebody was told, by kind, the newest first."""
    mine = Message.objects.filter(client=cast.number(who)).order_by("-made_at", "-id")
    return [row.kind.removeprefix("scheduling.") for row in mine]


@pytest.mark.clause("APT-02")
def test_the_evening_before_everybody_is_reminded_once(cast: Cast) -> None:
    open_room(cast)
    book(cast)
    book(cast, "batel", hour(FRIDAY + timedelta(days=3), 14))

    assert [remind_tomorrow(at=EVENING + timedelta(hours=hours)) for hours in range(3)] == [1, 0, 0]
    assert told(cast) == ["reminder", "booked"]
    assert told(cast, "batel") == ["booked"]


@pytest.mark.parametrize(
    ("clock", "reminded"), [(time(14, 9), 0), (time(17, 59), 0), (time(18, 0), 1), (time(22, 0), 1)]
)
def test_tomorrow_is_near_from_the_evening_on(cast: Cast, clock: time, reminded: int) -> None:
    open_room(cast)
    book(cast)
    assert remind_tomorrow(at=at_local(A_SCHOOL_DAY, clock)) == reminded


def test_what_was_booked_late_is_reminded_of_in_the_morning(cast: Cast) -> None:
    open_room(cast)
    book(cast, at=at_local(A_SCHOOL_DAY, time(23)))

    assert remind_tomorrow(at=at_local(A_SCHOOL_DAY, time(23, 5))) == 0
    assert remind_tomorrow(at=at_local(FRIDAY, time(6, 5))) == 0
    assert remind_tomorrow(at=at_local(FRIDAY, time(7, 5))) == 1


def test_what_was_called_off_is_said_and_not_reminded_of(cast: Cast) -> None:
    open_room(cast)
    kept = book(cast)
    cancel_appointment(actor=cast.actor("shen"), appointment=kept.pk, reason=Reason.COUNSELLOR, at=NOW)

    assert remind_tomorrow(at=EVENING) == 0
    assert sorted(told(cast)) == ["booked", "cancelled"]


def test_a_moved_appointment_is_reminded_of_at_its_new_time(cast: Cast) -> None:
    open_room(cast)
    kept = book(cast)
    move_appointment(
        actor=cast.actor("shen"), appointment=kept.pk, counsellor=cast.staff["shen"].pk, wanted=hour(FRIDAY, 16),
        reason=Reason.COUNSELLOR, token=uuid4(), at=NOW,
    )  # fmt: skip

    assert remind_tomorrow(at=EVENING) == 1
    (reminder, *_) = [one.sentence for one in messages_for(own_actor(cast, "lin")) if "提醒" in one.sentence]
    assert "16:00" in reminder


def test_who_made_it_with_a_slip_reads_it_from_that_start_alone(cast: Cast) -> None:
    open_room(cast)
    kept = book(cast)
    Appointment.objects.filter(pk=kept.pk).update(made_in=own_actor(cast, "lin", known=False).start)
    remind_tomorrow(at=EVENING)

    (line,) = messages_for(own_actor(cast, "lin", known=False))
    assert line.kind == KINDS[Told.REMINDER]


def test_nothing_is_near_at_night() -> None:
    from xinqiao.practice.scheduling.rules import reminds_until

    at: datetime = at_local(FRIDAY, time(3))
    assert reminds_until(at) is None
