"""A full house: many people booked, come and gone, and much owed."""

from uuid import uuid4

from tests.access.world import World
from xinqiao.core.access import Problem
from xinqiao.core.clock import now
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.practice.scheduling.services import Asked
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import number_people, prepare_numbers

MANY = 24


def crowd(world: World) -> None:
    """Fill the class, the book, the register and the lists of what is owed."""
    cast = world.cast
    rows = Student.objects.bulk_create(
        Student(
            student_number=f"7{place:04d}",
            name=f"学生{place}",
            sort_key=f"xs{place:04d}",
            initials="xs",
            school_class=cast.classes[11, 3],
        )
        for place in range(MANY)
    )
    keys = [(ClientKind.STUDENT, row.pk) for row in rows]
    prepare_numbers(len(keys))
    number_people(keys)
    numbers = list(client_numbers(keys).values())
    free = selectors.next_free(cast.staff["shen"].pk, now(), count=MANY)
    for number, span in zip(numbers, free, strict=False):
        _book(world, number, span)
    for number in numbers[: MANY // 2]:
        seen = services.register_walk_in(
            actor=cast.actor("lu"), client=number, needs=("mood",), token=uuid4(), at=now()
        )
        if seen.visit.state == "here":
            services.close_visit(actor=cast.actor("lu"), visit=seen.visit.pk, outcome=Outcome.ANOTHER_TIME, at=now())


def _book(world: World, number: object, span: object) -> None:
    try:
        services.book_appointment(
            actor=world.cast.actor("shen"),
            client=number,  # type: ignore[arg-type]
            counsellor=world.cast.staff["shen"].pk,
            wanted=span,  # type: ignore[arg-type]
            asked=Asked(needs=("study",)),
            token=uuid4(),
            at=now(),
        )
    except Problem:
        return
