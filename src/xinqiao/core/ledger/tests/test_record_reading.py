"""Recording a reading: on record before anything opens, whatever becomes of the rest."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from xinqiao.core.access import PROGRAM, Actor, Held, Post
from xinqiao.core.ledger import ReadingForm, record, record_reading
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.selectors import entries_about, readings_about
from xinqiao.core.ledger.verify import verify

from .conftest import NOW, SHEN, SlipGiven, SlipRead, grant

SUBJECT, ABOUT = uuid4(), uuid4()
LU = Actor(uuid4(), frozenset({Held(Post.COUNSELLOR)}))
MINUTE = timedelta(minutes=1)


def read(subject=SUBJECT, about=ABOUT, actor=SHEN, at=NOW, form=ReadingForm.PAGE, event=SlipRead):
    return record_reading(event(subject, about), grant(actor), at=at, form=form)


def counts():
    return sorted((reading.times, reading.form) for reading in readings_about(grant(), ABOUT))


@pytest.mark.django_db
def test_a_reading_says_who_read_what_about_whom_and_by_which_clause():
    made = read()

    (reading,) = readings_about(grant(), ABOUT)
    assert (reading.entry, reading.kind, reading.actor, reading.subject) == (
        made.pk,
        "test.slip_read",
        SHEN.pk,
        SUBJECT,
    )
    assert (reading.clauses, reading.at, reading.times, reading.form) == (("APT-03",), NOW, 1, "page")


@pytest.mark.django_db
def test_repeats_within_ten_minutes_are_one_reading_with_a_count():
    for minutes in (0, 1, 5, 9.9):
        read(at=NOW + minutes * MINUTE)

    assert counts() == [(4, "page")]
    assert Entry.objects.count() == 4


@pytest.mark.django_db
def test_after_ten_minutes_it_is_a_new_reading_however_often_it_was_repeated():
    for minutes in (0, 9, 10, 12):
        read(at=NOW + minutes * MINUTE)

    assert counts() == [(2, "page"), (2, "page")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"subject": uuid4()},
        {"about": uuid4()},
        {"actor": LU},
        {"form": ReadingForm.PRINT},
        {"event": SlipGiven},
    ],
)
def test_what_differs_is_another_reading(other):
    read()
    read(**other)

    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert "ledger.read_again" not in kinds


@pytest.mark.django_db
def test_an_act_about_the_same_client_is_no_reading():
    record(SlipGiven(SUBJECT, ABOUT), grant(), at=NOW)

    assert readings_about(grant(), ABOUT) == []
    assert [entry.subject for entry in entries_about(grant(), ABOUT)] == [SUBJECT]


def test_a_reading_stays_on_record_when_the_caller_s_transaction_rolls_back(superuser):
    with transaction.atomic():
        read()
        outside = superuser.execute("SELECT count(*) FROM ledger_entry").fetchone()
        transaction.set_rollback(True)

    assert outside == (1,)
    assert counts() == [(1, "page")]


def test_without_a_transaction_of_the_caller_it_is_committed_as_well(superuser):
    read()

    assert superuser.execute("SELECT count(*) FROM ledger_entry").fetchone() == (1,)


@pytest.mark.parametrize("is_open", [True, False])
def test_if_it_cannot_be_written_it_raises_and_nothing_opens(superuser, is_open):
    superuser.execute("REVOKE INSERT ON ledger_entry FROM xinqiao_desk")
    if is_open:
        with transaction.atomic(), pytest.raises(psycopg.errors.InsufficientPrivilege):
            read_plainly()
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            read_plainly()

    assert not Entry.objects.exists()


def read_plainly():
    try:
        read()
    except DatabaseError as error:
        raise error.__cause__ from None


def test_nobody_reads_without_a_grant():
    with pytest.raises(TypeError, match="grant"):
        record_reading(SlipRead(SUBJECT), PROGRAM, at=NOW)


def test_readings_and_repeats_are_both_in_the_chain(superuser):
    for minutes in range(5):
        read(at=NOW + minutes * MINUTE)
    seal_once()
    assert verify(weighed={}).is_sound

    superuser.execute("DELETE FROM ledger_entry WHERE kind = 'ledger.read_again' AND seq = 3")

    (finding,) = verify(weighed={}).findings
    assert (finding.wrong, finding.position) == ("entry_gone", 3)
