"""Twenty thousand visits: counted in memory, in a fixed number of statements."""

import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xinqiao.oversight.figures import selectors

from .builders import SEPTEMBER, appointments, pupils, visits

MANY, PUPILS, SECONDS = 20_000, 2_000, 3


@pytest.mark.clause("STA-01")
def test_a_big_school_waits_no_longer_than_a_small_one_asks(cast):
    clients = pupils(cast, PUPILS)
    visits(cast, clients[:1], SEPTEMBER - timedelta(days=3))
    few, _seconds = _ask(cast)
    for day in range(MANY // len(clients)):
        visits(cast, clients, SEPTEMBER + timedelta(days=day), needs=("mood", "study"))
    appointments(cast, clients[:200])

    many, seconds = _ask(cast)

    assert many == few
    assert seconds < SECONDS


def _ask(cast) -> tuple[int, float]:
    with CaptureQueriesContext(connection) as captured:
        begun = time.process_time()
        period = selectors.choose(selectors.periods(cast.actor("he"), date(2027, 2, 1)), "")
        assert period is not None
        selectors.report_of(selectors.counted(period))
        seconds = time.process_time() - begun
    return len(captured), seconds
