"""Two hundred people want one time: one gets it, the others get a sentence and the next free times."""

import threading
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from tests.cast import NOW
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.services import Asked, SlotTaken
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import number_people, prepare_numbers

from .builders import FRIDAY, hour, losers, open_room, winners

MANY = 200


@pytest.mark.clause("APT-03")
def test_exactly_one_of_two_hundred_gets_the_time(fresh_cast, at_once):
    open_room(fresh_cast)
    actor = fresh_cast.actor("shen")
    numbers = people(fresh_cast, MANY)
    wanted = hour(FRIDAY, 14)

    results = at_once(*(lambda number=number: book_for(fresh_cast, actor, number, wanted) for number in numbers))

    assert len(winners(results)) == 1
    refused = losers(results, SlotTaken)
    assert len(refused) == MANY - 1
    assert all("接下来的空时间" in str(one) for one in refused)
    assert all(isinstance(one, SlotTaken) and one.free and wanted not in one.free for one in refused)
    assert Appointment.objects.count() == 1


@pytest.mark.clause("APT-03")
def test_without_the_constraint_a_look_before_the_insert_lets_several_in(fresh_cast, fresh_database, cluster, at_once):
    """The negative control: were the constraint not there, looking first would not be enough."""
    open_room(fresh_cast)
    with psycopg.connect(cluster.owner_dsn(fresh_database), autocommit=True) as owner:
        for name in ("counsellor", "client", "room"):
            owner.execute(f"ALTER TABLE scheduling_appointment DROP CONSTRAINT appointment_{name}_once")
    everybody_looked = threading.Barrier(8)
    numbers = people(fresh_cast, 8)

    results = at_once(*(lambda number=number: book_naively(fresh_cast, number, everybody_looked) for number in numbers))

    assert sum(1 for one in winners(results) if one) > 1


@pytest.mark.clause("APT-03")
def test_with_the_constraint_alone_only_one_comes_in(fresh_cast, at_once):
    """Whoever goes round the service still meets the database."""
    open_room(fresh_cast)
    everybody_looked = threading.Barrier(3)
    numbers = people(fresh_cast, 3)

    results = at_once(*(lambda number=number: book_naively(fresh_cast, number, everybody_looked) for number in numbers))

    assert len(winners(results)) == 1
    assert all(isinstance(one, IntegrityError | OperationalError) for one in losers(results, DatabaseError))
    assert Appointment.objects.count() == 1


def people(cast, count: int) -> list[UUID]:
    """The numbers of as many students."""
    grown = Student.objects.bulk_create(
        Student(student_number=f"9{place:04}", name=f"学生{place}", sort_key=f"x{place:04}", initials="xs",
                school_class=cast.classes[11, 3])
        for place in range(count)
    )  # fmt: skip
    keys = [(ClientKind.STUDENT, one.pk) for one in grown]
    prepare_numbers(len(keys))
    with transaction.atomic():
        number_people(keys)
    return list(client_numbers(keys).values())


def book_for(cast, actor, number, wanted: Span) -> Appointment:
    return services.book_appointment(
        actor=actor,
        client=number,
        counsellor=cast.staff["shen"].pk,
        wanted=wanted,
        asked=Asked(),
        token=uuid4(),
        at=NOW,
    )


def book_naively(cast, number, everybody_looked: threading.Barrier) -> bool:
    """Look whether the time is free, then insert."""
    wanted = hour(FRIDAY, 14)
    with transaction.atomic():
        taken = Appointment.objects.filter(counsellor=cast.staff["shen"], starts_at=wanted.starts).exists()
        everybody_looked.wait(20)
        if taken:
            return False
        Appointment.objects.create(
            client_id=number, counsellor=cast.staff["shen"], starts_at=wanted.starts, ends_at=wanted.ends,
            first_visit=True, request={}, booked_by=cast.staff["shen"], booked_at=NOW, token=uuid4(),
        )  # fmt: skip
    return True
