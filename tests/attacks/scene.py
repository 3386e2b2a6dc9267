"""Some people come to the room: the scene that the thief looks at."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.practice.scheduling.services import Asked, Session
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import add_outsider

PLANTED = ["化名小荷", "13911112222", "学习与考试", "study", "sleep", "睡眠"]


def open_the_room(cast: Cast, since: date = A_SCHOOL_DAY) -> None:
    """Hours on every weekday, for everybody who may come."""
    sessions = [Session(day, time(8), time(18), "morning") for day in range(5)]
    services.set_opening_hours(
        actor=cast.actor("xu"),
        valid_from=since,
        valid_to=since + timedelta(days=60),
        sessions=sessions,
        at=NOW,
    )
    received = {kind.value: "" for kind in ClientKind}
    services.set_service_rules(actor=cast.actor("xu"), receives=received, at=NOW)


def some_come(cast: Cast, came: list[UUID]) -> None:
    """Each is booked, drops in and leaves again; an outsider with an alias joins them."""
    actor, at = cast.actor("shen"), NOW
    outsider = add_outsider(actor=actor, name=PLANTED[0], phones=[PLANTED[1]], at=at)
    came.append(client_numbers([(ClientKind.OUTSIDER, outsider.pk)])[outsider.pk])
    for number in came:
        at += timedelta(minutes=1)
        free = selectors.next_free(cast.staff["shen"].pk, at, count=1)
        services.book_appointment(
            actor=actor,
            client=number,
            counsellor=cast.staff["shen"].pk,
            wanted=free[0],
            asked=Asked(needs=("study", "sleep")),
            token=uuid4(),
            at=at,
        )
        seen = services.register_walk_in(actor=cast.actor("lu"), client=number, needs=("study",), token=uuid4(), at=at)
        services.close_visit(actor=cast.actor("lu"), visit=seen.visit.pk, outcome=Outcome.TALKED, at=at)
