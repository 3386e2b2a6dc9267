"""Cases in figures: how they came, what was talked about, how they ended; by day and number, never opened."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from xinqiao.oversight.figures import rules
from xinqiao.oversight.figures.selectors import sources
from xinqiao.oversight.figures.selectors.counting import Facts, count
from xinqiao.oversight.figures.selectors.periods import Stretch
from xinqiao.oversight.figures.selectors.sources import OpeningFact, RecordFact
from xinqiao.practice.cases.tests.builders import filed, open_case, ready
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Traits

DAY = date(2026, 10, 15)
TERM = Stretch(date(2026, 9, 1), date(2027, 1, 22), date(2026, 9, 1))


def talk(client, kind="session", **more):
    given = {"themes": ("mood",), "way": "in_person", "reason": "", "effect": None, **more}
    return RecordFact(day=given.pop("day", DAY), client=client, kind=kind, **given)


def counted(openings=(), records=(), others=()):
    numbers = {fact.client for facts in (openings, records) for fact in facts}
    traits = {one: Traits(ClientKind.GUARDIAN if one in others else ClientKind.STUDENT) for one in numbers}
    tables = count(Facts([], [], list(openings), list(records), traits, []), [TERM])
    return {
        found.key: {cell.key: cell.count for cell in found.cells if cell.count is None or cell.count}
        for found in rules.publish(tables)
    }


@pytest.mark.clause("STA-01", "REC-07")
def test_talks_and_closings_are_counted_by_what_is_coded():
    many = [uuid4() for _ in range(12)]
    records = [talk(one, themes=("mood", "career")) for one in many]
    records += [talk(one, "closing", reason="reached", effect=8) for one in many]
    found = counted([OpeningFact(DAY, one, "self") for one in many], records)

    assert found["openings"] == {"self": 12}
    assert found["talks"] == {"session": 12}
    assert found["talk_themes"] == {"mood": 12, "career": 12}
    assert found["closings"] == {"reached": 12}
    assert found["effects"] == {"high": 12}


def test_few_cases_are_hidden_like_few_visits():
    found = counted(records=[talk(uuid4(), "closing", reason="referral") for _ in range(4)])
    assert set(found["closings"].values()) == {None}


def test_a_talk_before_the_term_and_a_guardians_case_are_not_counted():
    pupil, guardian = uuid4(), uuid4()
    found = counted(records=[talk(pupil, day=TERM.first - timedelta(days=1)), talk(guardian)], others=[guardian])
    assert found["talks"] == {}


def test_an_effect_of_nought_is_an_answer():
    many = [uuid4() for _ in range(10)]
    found = counted(records=[talk(one, "closing", reason="reached", effect=0) for one in many])
    assert found["effects"] == {"low": 10}


def test_facts_are_read_from_the_cases_without_opening_a_record(cast):
    ready(cast)
    case = open_case(cast, channel="parent")
    assert sources.records(NOW.date(), NOW.date()) == []
    talk_held = filed(cast, case)

    (found,) = sources.openings(NOW.date(), NOW.date())
    with CaptureQueriesContext(connection) as asked:
        (record,) = sources.records(NOW.date(), NOW.date())

    assert (found.client, found.channel) == (case.client_id, "parent")
    assert sources.openings(date(2026, 9, 1), date(2026, 9, 2)) == []
    assert (record.client, record.kind, record.themes) == (case.client_id, "session", tuple(talk_held.coded["themes"]))
    assert record.themes != ()
    assert len(asked) == 1
    assert "vault_" not in asked[0]["sql"]
