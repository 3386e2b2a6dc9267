"""Different acts about one client at the same moment: each goes through or gets a sentence; none is ended by the database."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import Problem
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Outcome, Visit

from .builders import FRIDAY, book, hour, losers, open_room, walk_in, winners

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize("turn", range(4))
def test_a_walk_in_meets_whatever_happens_to_the_appointment(fresh_cast, at_once, turn):
    cast = fresh_cast
    open_room(cast)
    row = book(cast, wanted=hour(A_SCHOOL_DAY, 15))
    shen, lu = cast.actor("shen"), cast.actor("lu")

    results = at_once(
        lambda: walk_in(cast, by="lu", at=LATER),
        lambda: services.mark_no_show(actor=shen, appointment=row.pk, at=LATER),
        lambda: services.receive_appointment(actor=shen, appointment=row.pk, token=uuid4(), at=LATER),
        lambda: services.cancel_appointment(actor=lu, appointment=row.pk, reason="client", at=LATER),
        lambda: services.move_appointment(
            actor=lu,
            appointment=row.pk,
            counsellor=cast.staff["lu"].pk,
            wanted=hour(FRIDAY, 9),
            reason="client",
            token=uuid4(),
            at=LATER,
        ),
        lambda: book(cast, wanted=hour(FRIDAY, 10), at=LATER),
    )

    assert winners(results)
    losers(results, Problem)
    assert Visit.objects.count() <= 1
    assert Appointment.objects.exclude(pk=row.pk).count() <= 2


@pytest.mark.parametrize("turn", range(3))
def test_a_visit_is_closed_while_it_is_struck_and_the_next_one_is_booked(fresh_cast, at_once, turn):
    cast = fresh_cast
    open_room(cast)
    visit = walk_in(cast)
    shen = cast.actor("shen")

    results = at_once(
        lambda: services.close_visit(actor=shen, visit=visit.pk, outcome=Outcome.ANOTHER_TIME, at=LATER),
        lambda: services.strike_visit(actor=cast.actor("lu"), visit=visit.pk, reason="选错了人", at=LATER),
        lambda: book(cast, at=LATER),
        lambda: walk_in(cast, by="lu", at=LATER),
    )

    assert winners(results)
    losers(results, Problem)
