"""Many visits at once, written past the services, which would take minutes; each row as a service writes it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import models

from tests.cast import Cast
from xinqiao.core.clock import at_local
from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.practice.scheduling.states import AppointmentState, VisitState
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import number_people, prepare_numbers

SEPTEMBER = date(2026, 9, 7)
AFTER_TERM = datetime(2027, 2, 1, 4, 0, tzinfo=at_local(SEPTEMBER, time.min).tzinfo)


def pupils(cast: Cast, many: int, grade: tuple[int, int] = (11, 3), sex: str = "f", start: int = 0) -> list[UUID]:
    """The client numbers of that many new pupils."""
    rows = Student.objects.bulk_create(
        Student(
            student_number=f"88{place:06d}",
            name=f"周某{place}",
            sort_key=f"zm{place:06d}",
            initials="zm",
            sex=sex,
            school_class=cast.classes[grade],
        )
        for place in range(start, start + many)
    )
    keys = [(ClientKind.STUDENT, row.pk) for row in rows]
    prepare_numbers(len(keys))
    number_people(keys)
    return list(client_numbers(keys).values())


def visits(
    cast: Cast, clients: Iterable[UUID], day: date = SEPTEMBER, *, needs: tuple[str, ...] = ("mood",),
    way: str = "walk_in", outcome: str = "talked", state: str = VisitState.LEFT, line: int = 1,
) -> list[Visit]:  # fmt: skip
    """A visit of each of these clients on one day."""
    at = at_local(day, time(9))
    return write(
        Visit(
            day=day,
            line=place,
            client_id=client,
            arrived_at=at,
            left_at=at,
            state=state,
            received_by=cast.staff["shen"],
            details={"way": way, "needs": list(needs), "outcome": outcome, "first_contact": ""},
            token=uuid4(),
        )
        for place, client in enumerate(clients, start=line)
    )


def appointments(
    cast: Cast, clients: Iterable[UUID], day: date = SEPTEMBER, *, state: str = AppointmentState.ARRIVED, waited: int = 2,
    channel: str = "phone", room: models.Model | None = None,
) -> list[Appointment]:  # fmt: skip
    """An appointment of each of these clients, one after the other from the morning of a day on."""
    begins = at_local(day, time(8))
    return write(
        Appointment(
            client_id=client,
            counsellor=cast.staff["shen"],
            room=room,
            starts_at=begins + timedelta(hours=place),
            ends_at=begins + timedelta(hours=place, minutes=50),
            state=state,
            first_visit=True,
            request={"channel": channel, "needs": []},
            booked_by=cast.staff["shen"],
            booked_at=begins - timedelta(days=waited),
            changed_by=cast.staff["shen"],
            changed_at=begins,
            token=uuid4(),
        )
        for place, client in enumerate(clients)
    )


def write(rows: Iterable[models.Model]) -> list:
    """Insert many rows; sealed columns are sealed as always, by `pre_save`."""
    made = list(rows)
    return type(made[0]).objects.bulk_create(made, batch_size=2000) if made else []
