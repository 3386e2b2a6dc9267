"""Recording an act: with a grant, in its transaction, in ids only."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from xinqiao.core.access import ANYONE, PROGRAM, Actor, Grant, require
from xinqiao.core.ledger import Event, NotInTransaction, Removed, record
from xinqiao.core.ledger.events import NotAFact
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.weight import NoWeight, digest_row

from .conftest import NOW, SHEN, Slip, SlipGiven, give, grant

SUBJECT, ABOUT = uuid4(), uuid4()


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Coloured(Event):
    kind = "test.coloured"

    value: object = None


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_and_by_which_clause():
    made = record(SlipGiven(SUBJECT, ABOUT), grant(), at=NOW)

    entry = Entry.objects.get(pk=made.pk)
    assert (entry.kind, entry.subject, entry.about, entry.actor) == ("test.slip_given", SUBJECT, ABOUT, SHEN.pk)
    assert (entry.clauses, entry.at, entry.facts) == (["APT-03"], NOW, {})
    assert entry.rule.endswith("may_give")
    assert "沈" not in json.loads(entry.body).values()
    assert str(entry) == f"test.slip_given {made.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("micro", [0, 1, 499_999, 999_999])
def test_the_moment_is_kept_to_the_microsecond(micro):
    at = NOW.replace(microsecond=micro)

    assert Entry.objects.get(pk=record(SlipGiven(SUBJECT), grant(), at=at).pk).at == at


@pytest.mark.django_db
def test_the_program_a_person_and_nobody_are_told_apart():
    def anything(actor: Actor) -> bool:
        return True

    said = []
    for actor in (SHEN, PROGRAM, ANYONE):
        made = record(SlipGiven(SUBJECT), require(actor, anything), at=NOW)
        said.append(json.loads(Entry.objects.get(pk=made.pk).body)["by"])

    assert said == ["person", "program", "nobody"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (UUID(int=1), str(UUID(int=1))),
        (3, 3),
        (True, True),
        (None, None),
        (Colour.RED, "red"),
        (date(2026, 10, 15), "2026-10-15"),
        ((1, Colour.RED), [1, "red"]),
    ],
)
def test_facts_are_ids_numbers_dates_and_codes(value, kept):
    made = record(Coloured(subject=SUBJECT, value=value), grant(), at=NOW)

    assert Entry.objects.get(pk=made.pk).facts == {"value": kept}


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["林晚舟", b"x", 1.5, {"a": 1}, ("林",)])
def test_whatever_could_hold_a_name_is_refused(value):
    with pytest.raises(NotAFact, match=r"test\.coloured"):
        record(Coloured(subject=SUBJECT, value=value), grant(), at=NOW)

    assert not Entry.objects.exists()


def test_an_event_without_a_proper_kind_does_not_exist():
    with pytest.raises(TypeError, match="kind"):

        class Nameless(Event):
            pass


def test_nothing_is_recorded_without_a_grant():
    with pytest.raises(TypeError, match="grant"):
        record(SlipGiven(SUBJECT), SHEN, at=NOW)
    with pytest.raises(TypeError):
        Grant(SHEN, "made.up", ())


@pytest.mark.django_db
def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        record(SlipGiven(SUBJECT), grant(), at=datetime(2026, 10, 15))


def test_an_act_is_recorded_in_its_own_transaction_or_not_at_all(fresh_database):
    with pytest.raises(NotInTransaction):
        record(SlipGiven(SUBJECT), grant(), at=NOW)

    assert not Entry.objects.exists()


def test_what_rolls_back_leaves_no_entry(slips):
    with transaction.atomic():
        give("a")
        transaction.set_rollback(True)

    assert not Entry.objects.exists()
    assert not Slip.objects.exists()


def test_a_row_that_carries_weight_leaves_its_digest(slips):
    slip = give("a", seal=b"\x01\x02", until=date(2026, 10, 1), at=NOW)

    ((name, version, pk, digest),) = json.loads(Entry.objects.get().body)["rows"]
    assert (name, version, pk, digest) == ("test.slip", 1, str(slip.pk), digest_row(slip))
    assert len(digest) == 64


def test_the_digest_is_of_what_is_stored_whatever_the_object_says(slips):
    slip = give("a")
    before = digest_row(slip)
    slip.words = "only in memory"
    assert digest_row(slip) == before
    slip.many = 7
    slip.save(update_fields=["many"])
    assert digest_row(slip) == before
    slip.save(update_fields=["words"])
    assert digest_row(slip) != before


def test_two_rows_with_the_same_values_have_different_digests(slips):
    assert digest_row(give("a")) != digest_row(give("a"))


def test_the_session_s_time_zone_and_date_style_do_not_matter(slips):
    slip = give("a", at=NOW, until=date(2026, 1, 2))
    before = digest_row(slip)
    with connection.cursor() as cursor:
        cursor.execute("SET TimeZone = 'America/New_York'; SET DateStyle = 'German'; SET bytea_output = 'escape'")

    assert digest_row(slip) == before


def test_many_rows_of_one_model_cost_two_statements(slips, django_assert_num_queries):
    rows = [Slip.objects.create() for _ in range(20)]
    with transaction.atomic(), django_assert_num_queries(2):
        record(SlipGiven(SUBJECT), grant(), rows=rows, at=NOW)

    assert len(json.loads(Entry.objects.get().body)["rows"]) == 20


def test_a_row_that_is_not_there_or_has_no_weight_is_refused(slips):
    with transaction.atomic():
        with pytest.raises(NoWeight, match="not in the database"):
            record(SlipGiven(SUBJECT), grant(), rows=[Slip()], at=NOW)
        with pytest.raises(NoWeight, match="no Weight"):
            record(SlipGiven(SUBJECT), grant(), rows=[Entry()], at=NOW)


def test_a_removed_row_is_named_without_a_digest(slips):
    slip = give("a")
    with transaction.atomic():
        pk = slip.pk
        slip.delete()
        made = record(SlipGiven(pk), grant(), rows=[Removed(Slip, pk)], at=NOW)

    assert json.loads(Entry.objects.get(pk=made.pk).body)["rows"] == [["test.slip", 1, str(pk), None]]
