"""The sealer: every committed entry gets a place, whoever writes at the same time."""

import random
import threading
import time

import psycopg
import pytest
from django.db import connection, connections, transaction

from xinqiao.core.ledger import short_head
from xinqiao.core.ledger.models import Entry, Head, Link
from xinqiao.core.ledger.sealer import LOCK, run_forever, seal_once
from xinqiao.core.ledger.verify import verify

from .conftest import Slip, give

WRITERS = 8


def unlinked():
    linked = set(Link.objects.values_list("entry", flat=True))
    return set(Entry.objects.values_list("id", flat=True)) - linked


def test_entries_are_linked_in_the_order_of_insertion_without_gaps(slips):
    given = [give(str(number)).pk for number in range(7)]

    assert seal_once(batch=3) == 7
    assert seal_once() == 0

    links = list(Link.objects.order_by("position"))
    assert [link.position for link in links] == [1, 2, 3, 4, 5, 6, 7]
    assert [Entry.objects.get(pk=link.entry).subject for link in links] == given
    assert Head.objects.get().position == 7
    assert short_head() == f"7-{bytes(links[-1].hash).hex()[:8]}"


@pytest.mark.django_db
def test_before_the_first_entry_the_head_is_nought():
    assert (seal_once(), short_head()) == (0, "0")


def test_what_commits_late_is_linked_late(slips):
    with transaction.atomic():
        give("late")
        during = threading.Thread(target=lambda: (give("early"), seal_once(), connections.close_all()))
        during.start()
        during.join()
    assert Link.objects.count() == 1

    give("after")

    assert seal_once() == 2
    assert not unlinked()
    assert verify(weighed=slips).is_sound


def test_only_one_sealer_works(cluster, slips, fresh_database):
    give("a")
    with psycopg.connect(cluster.desk_dsn(fresh_database)) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        assert seal_once() == 0

    assert seal_once() == 1


def test_eight_sealers_at_once_make_one_chain(slips, at_once):
    for number in range(40):
        give(str(number))

    made = at_once(*[seal_once] * 8)

    assert sum(made) == 40
    assert verify(weighed=slips).is_sound


def test_a_restored_database_that_counts_its_transactions_anew_is_sealed(slips, superuser):
    give("before")
    seal_once()
    give("after")
    superuser.execute("UPDATE ledger_entry SET tx = 1 WHERE NOT EXISTS (SELECT FROM ledger_link WHERE entry = id)")
    assert seal_once() == 0

    assert seal_once(full=True) == 1


def test_an_entry_from_elsewhere_is_never_linked_and_stops_nothing(slips, superuser):
    for _ in range(5):
        superuser.execute(
            "INSERT INTO ledger_entry (id, body, mac) SELECT gen_random_uuid(), '{\"at\":1,\"rows\":[]}', '\\x00'"
        )
    give("ours")

    assert seal_once(batch=2) == 1
    assert len(unlinked()) == 5


def write_much(writer):
    chance = random.Random(writer)
    for number in range(25):
        with transaction.atomic():
            give(f"{writer} {number}")
            transaction.set_rollback(chance.random() < 0.3)
    connections.close_all()


def test_under_eight_writers_with_rollbacks_every_committed_entry_is_linked(slips, at_once):
    stop = threading.Event()
    sealer = threading.Thread(target=run_forever, args=(stop, 0.01))
    sealer.start()
    failed = [one for one in at_once(*[lambda w=w: write_much(w) for w in range(WRITERS)]) if one]
    stop.set()
    sealer.join(20)

    assert not failed
    assert not sealer.is_alive()
    assert 0 < Entry.objects.count() < WRITERS * 25
    assert Entry.objects.count() == Slip.objects.count() == Link.objects.count()
    assert not unlinked()
    assert verify(weighed=slips).is_sound


def test_a_head_stands_within_two_seconds(slips):
    stop = threading.Event()
    sealer = threading.Thread(target=run_forever, args=(stop,))
    sealer.start()
    try:
        time.sleep(0.3)
        give("a")
        start = time.monotonic()
        while short_head() == "0" and time.monotonic() - start < 5:
            time.sleep(0.05)
        waited = time.monotonic() - start
    finally:
        stop.set()
        sealer.join(20)

    assert waited < 2


def test_the_sealer_survives_a_lost_connection(slips, superuser):
    stop = threading.Event()
    sealer = threading.Thread(target=run_forever, args=(stop, 0.05))
    sealer.start()
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'xinqiao_desk' AND datname = current_database() AND pid <> %s"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (own,) = cursor.fetchone()
    for _ in range(20):
        superuser.execute(kill, [own])
        time.sleep(0.01)
    give("after")
    time.sleep(0.5)
    stop.set()
    sealer.join(20)

    assert not unlinked()
