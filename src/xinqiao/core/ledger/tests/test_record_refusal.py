"""Recording a refusal: a stranger's and a missing thing's look the same, and a flood drowns nothing."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from xinqiao.core import clock
from xinqiao.core.access import ANYONE, Actor
from xinqiao.core.ledger import record_refusal, refusals
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.refusals import Flood, write_counts
from xinqiao.core.ledger.selectors import refusals_by_reference

from .conftest import NOW, SHEN, grant

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_flood_yet(monkeypatch):
    monkeypatch.setattr(refusals, "FLOOD", Flood())


@pytest.mark.django_db
def test_a_refusal_says_who_asked_for_what():
    asked_for = uuid4()
    made = record_refusal(SHEN, "scheduling:appointment", asked_for, at=NOW)

    entry = Entry.objects.get(pk=made.pk)
    assert (entry.kind, entry.actor, entry.subject, entry.at) == ("ledger.refused", SHEN.pk, asked_for, NOW)
    assert (entry.facts, entry.rule, entry.clauses) == ({"act": "scheduling:appointment"}, "", [])


@pytest.mark.django_db
def test_the_time_may_be_left_to_the_clock():
    with clock.freeze(NOW):
        made = record_refusal(ANYONE, "people:student", None)

    assert Entry.objects.get(pk=made.pk).at == NOW


@pytest.mark.django_db
def test_for_a_stranger_and_for_a_missing_thing_the_entries_differ_in_nothing_but_the_id():
    there, missing = uuid4(), uuid4()
    bodies = []
    for asked_for in (there, missing):
        made = record_refusal(SHEN, "people:student", asked_for, at=NOW)
        bodies.append(Entry.objects.get(pk=made.pk).body.replace(str(asked_for), "id"))

    assert bodies[0] == bodies[1]


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["", "林晚舟", "a b", "x" * 81, "/people/../../etc", "'; DROP TABLE"])
def test_an_address_that_is_none_of_ours_is_not_copied_into_the_ledger(act):
    made = record_refusal(SHEN, act, None, at=NOW)

    assert Entry.objects.get(pk=made.pk).facts == {"act": "unknown"}


@pytest.mark.django_db
def test_the_number_on_the_page_finds_the_refusal_and_counts_nothing():
    made = [record_refusal(SHEN, "people:student", uuid4(), at=NOW) for _ in range(5)]

    assert all(re.fullmatch(r"R-[0-9A-F]{4}-[0-9A-F]{4}", one.reference) for one in made)
    assert [entry.pk for entry in refusals_by_reference(grant(), f" {made[3].reference.lower()} ")] == [made[3].pk]
    assert not refusals_by_reference(grant(), "R-12")


@pytest.mark.django_db
def test_a_flood_is_counted_once_a_minute():
    numbers = [record_refusal(SHEN, "people:student", uuid4(), at=NOW + second * MINUTE / 60) for second in range(45)]
    assert Entry.objects.count() == 20

    record_refusal(SHEN, "people:student", uuid4(), at=NOW + MINUTE)

    counted = Entry.objects.get(kind="ledger.refusals_counted")
    assert (counted.facts, counted.actor, counted.at) == ({"refusals": 25}, SHEN.pk, NOW)
    assert Entry.objects.count() == 22
    assert {one.pk for one in numbers[20:]} == {counted.pk}
    assert refusals_by_reference(grant(), numbers[44].reference).get() == counted


@pytest.mark.django_db
def test_one_person_s_flood_does_not_hide_another_s_refusal():
    for _ in range(60):
        record_refusal(SHEN, "people:student", uuid4(), at=NOW)
    other = record_refusal(Actor(uuid4()), "people:student", uuid4(), at=NOW)

    assert Entry.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db
def test_the_sealer_writes_the_count_when_nobody_asks_again_and_all_at_the_end():
    for _ in range(30):
        record_refusal(SHEN, "people:student", uuid4(), at=NOW)
    write_counts(NOW)
    assert not Entry.objects.filter(kind="ledger.refusals_counted").exists()
    write_counts(NOW + MINUTE)
    assert Entry.objects.get(kind="ledger.refusals_counted").facts == {"refusals": 10}

    for _ in range(22):
        record_refusal(ANYONE, "people:student", uuid4(), at=NOW + MINUTE)
    write_counts(None)

    counted = Entry.objects.filter(kind="ledger.refusals_counted").order_by("at")
    assert [json.loads(entry.body)["facts"]["refusals"] for entry in counted] == [10, 2]


def test_a_refusal_stays_on_record_when_something_rolls_back(superuser):
    with transaction.atomic():
        record_refusal(SHEN, "people:student", uuid4(), at=NOW)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 1
