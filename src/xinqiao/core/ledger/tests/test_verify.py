"""`xinqiao ledger verify` finds what was changed behind the program's back, and names it."""

import pytest
from django.db import transaction

from xinqiao.core import keys
from xinqiao.core.ledger import Removed, record, short_head
from xinqiao.core.ledger.body import GENESIS, chain_hash, entry_hash
from xinqiao.core.ledger.models import Entry, Link
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scale_of

from .conftest import NOW, Slip, SlipGiven, give, grant

SLIPS = 12


@pytest.fixture
def book(slips, superuser):
    """A sound ledger of twelve slips in two sealings, and whoever is about to spoil it."""
    for number in range(SLIPS):
        give(f"slip {number}")
        if number == 6:
            seal_once()
    seal_once()
    return superuser


def findings(slips, **options):
    return [(one.wrong.value, one.position) for one in verify(weighed=slips, **options).findings]


def test_what_nobody_touched_is_sound(book, slips):
    report = verify(weighed=slips)

    assert report.is_sound
    assert (report.entries, report.rows, report.heads, report.waiting) == (SLIPS, SLIPS, 2, 0)
    assert report.head == short_head()


@pytest.mark.django_db
def test_an_empty_ledger_is_sound():
    assert verify(weighed={}).is_sound


@pytest.mark.parametrize(
    ("spoil", "first"),
    [
        ("UPDATE ledger_entry SET body = replace(body, 'may_give', 'may_have') WHERE seq = 5", ("entry_changed", 5)),
        ("UPDATE ledger_entry SET body = body || ' ' WHERE seq = 5", ("entry_changed", 5)),
        ("UPDATE ledger_entry SET mac = sha256(mac) WHERE seq = 5", ("entry_changed", 5)),
        ("DELETE FROM ledger_entry WHERE seq = 5", ("entry_gone", 5)),
        ("DELETE FROM ledger_entry WHERE seq = 12", ("entry_gone", 12)),
        ("DELETE FROM ledger_link WHERE position = 5", ("link_missing", 5)),
        ("DELETE FROM ledger_link WHERE position = 1", ("link_missing", 1)),
        ("DELETE FROM ledger_link WHERE position = 12", ("head_changed", 12)),
        ("UPDATE ledger_link SET hash = sha256(hash) WHERE position = 5", ("link_changed", 5)),
        ("UPDATE ledger_link SET entry_hash = sha256(hash) WHERE position = 5", ("link_changed", 5)),
        ("UPDATE ledger_link SET entry = gen_random_uuid() WHERE position = 5", ("entry_gone", 5)),
        ("UPDATE ledger_link SET position = position + 1 WHERE position = 12", ("link_missing", 12)),
        ("UPDATE ledger_head SET horizon = horizon + 1 WHERE position = 7", ("head_changed", 7)),
        ("UPDATE ledger_head SET at = at + interval '1 day' WHERE position = 7", ("head_changed", 7)),
        ("DELETE FROM ledger_head WHERE position = 7", ("head_changed", 12)),
        ("DELETE FROM ledger_head WHERE position = 12", ("link_after_head", 8)),
        ("TRUNCATE ledger_entry", ("entry_gone", 1)),
        ("TRUNCATE ledger_head", ("link_after_head", 1)),
        ("TRUNCATE ledger_entry, ledger_link, ledger_head", ("row_unrecorded", 0)),
    ],
)
def test_a_ledger_spoilt_by_hand_is_found_and_the_first_wrong_place_named(book, slips, spoil, first):
    book.execute(spoil)

    assert findings(slips)[0] == first


def test_two_entries_swapped_are_found(book, slips):
    book.execute("""
        UPDATE ledger_entry e SET body = o.body, mac = o.mac FROM ledger_entry o
        WHERE (e.seq, o.seq) IN ((4, 9), (9, 4))
    """)

    assert findings(slips)[:2] == [("entry_changed", 4), ("entry_changed", 9)]


def test_two_links_swapped_are_found(book, slips):
    book.execute("UPDATE ledger_link SET position = -position WHERE position IN (4, 9)")
    book.execute("UPDATE ledger_link SET position = position + 13 WHERE position < 0")

    assert findings(slips)[0] == ("link_changed", 4)


def test_an_entry_inserted_by_hand_is_found_whether_it_is_linked_or_not(book, slips):
    forged = Entry.objects.order_by("id").first().body.replace("may_give", "may_take")
    book.execute("INSERT INTO ledger_entry (id, body, mac) VALUES (gen_random_uuid(), %s, %s)", [forged, bytes(32)])
    assert findings(slips) == [("entry_forged", 0)]

    book.execute("UPDATE ledger_link SET position = position + 100 WHERE position > 5")
    book.execute("UPDATE ledger_link SET position = position - 99 WHERE position > 100")
    book.execute("""
        INSERT INTO ledger_link (position, entry, entry_hash, hash)
        SELECT 6, id, sha256('\\x00' || uuid_send(id) || body::bytea), sha256(mac) FROM ledger_entry WHERE seq = 13
    """)
    assert findings(slips)[0] == ("link_changed", 6)


def test_a_chain_rewritten_without_the_instance_key_is_found(book, slips):
    """Somebody takes an act out with its row, and computes every link anew; only the heads need the key."""
    gone = Entry.objects.get(pk=Link.objects.get(position=5).entry)
    book.execute("DELETE FROM ledger_test_slip WHERE id = %s", [gone.subject])
    book.execute("DELETE FROM ledger_entry WHERE id = %s", [gone.pk])
    book.execute("DELETE FROM ledger_link")
    book.execute("DELETE FROM ledger_head")
    chain = GENESIS
    for position, (entry, mac, body) in enumerate(
        book.execute("SELECT id, mac, body FROM ledger_entry ORDER BY seq"), 1
    ):
        hashed = entry_hash(entry.bytes, mac, body)
        chain = chain_hash(chain, hashed)
        book.execute("INSERT INTO ledger_link VALUES (%s, %s, %s, %s)", [position, entry, hashed, chain])
    book.execute(
        "INSERT INTO ledger_head (position, hash, at, horizon, mac) VALUES (11, %s, now(), 1, %s)", [chain, bytes(32)]
    )

    assert findings(slips) == [("head_changed", 11)]


def test_a_consistent_forgery_by_whoever_has_the_key_is_found_by_a_printed_head(book, slips):
    printed = short_head()
    last = Entry.objects.get(pk=Link.objects.get(position=12).entry)
    book.execute("DELETE FROM ledger_test_slip WHERE id = %s", [last.subject])
    book.execute("DELETE FROM ledger_entry WHERE id = %s", [last.pk])
    book.execute("DELETE FROM ledger_link")
    book.execute("DELETE FROM ledger_head")
    seal_once(full=True)

    assert findings(slips) == []
    assert findings(slips, printed=[printed]) == [("printed_head_differs", 12)]
    give("one more")
    seal_once()
    assert findings(slips, printed=[printed, short_head()]) == [("printed_head_differs", 12)]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("UPDATE ledger_test_slip SET words = 'other' WHERE words = 'slip 4'", ["row_changed"]),
        ("UPDATE ledger_test_slip SET until = '2026-01-01' WHERE words = 'slip 4'", ["row_changed"]),
        ("UPDATE ledger_test_slip SET seal = '' WHERE words = 'slip 4'", ["row_changed"]),
        ("UPDATE ledger_test_slip SET many = 99 WHERE words = 'slip 4'", []),
        ("DELETE FROM ledger_test_slip WHERE words = 'slip 4'", ["row_gone"]),
        ("INSERT INTO ledger_test_slip VALUES (gen_random_uuid(), 'x', null, null, 1)", ["row_unrecorded"]),
        (
            "UPDATE ledger_test_slip SET id = gen_random_uuid() WHERE words = 'slip 4'",
            ["row_unrecorded", "row_gone"],
        ),
    ],
)
def test_a_row_that_carries_weight_changed_by_hand_is_found(book, slips, spoil, found):
    book.execute(spoil)

    assert [wrong for wrong, _ in findings(slips)] == found


def test_a_row_set_back_to_what_it_once_was_is_found(book, slips):
    slip = Slip.objects.get(words="slip 4")
    with transaction.atomic():
        slip.words = "newer"
        slip.save()
        record(SlipGiven(slip.pk), grant(), rows=[slip], at=NOW)
    assert not findings(slips)

    book.execute("UPDATE ledger_test_slip SET words = 'slip 4' WHERE words = 'newer'")

    (finding,) = verify(weighed=slips).findings
    assert finding.row == f"test.slip {slip.pk}"


def test_a_row_removed_by_the_program_may_be_gone_and_must_stay_gone(book, slips):
    slip = Slip.objects.get(words="slip 4")
    pk = slip.pk
    with transaction.atomic():
        slip.delete()
        record(SlipGiven(pk), grant(), rows=[Removed(Slip, pk)], at=NOW)
    assert not findings(slips)

    book.execute("INSERT INTO ledger_test_slip VALUES (%s, 'slip 4', null, null, 1)", [pk])

    assert [wrong for wrong, _ in findings(slips)] == ["row_unrecorded"]


def test_the_later_change_counts_whatever_the_clocks_said(book, slips):
    slip = Slip.objects.get(words="slip 4")
    for words, at in (("first", NOW.replace(year=2030)), ("second", NOW.replace(year=2010))):
        with transaction.atomic():
            slip.words = words
            slip.save()
            record(SlipGiven(slip.pk), grant(), rows=[slip], at=at)
    seal_once()

    assert not findings(slips)


def test_rows_known_by_an_earlier_list_of_fields_are_still_verified(book, monkeypatch):
    monkeypatch.setattr(Slip.Weight, "earlier", {1: Slip.Weight.fields}, raising=False)
    monkeypatch.setattr(Slip.Weight, "version", 2)
    monkeypatch.setattr(Slip.Weight, "fields", ("words", "many"))
    give("by the new list")
    both = {"test.slip": scale_of(Slip)}
    assert not findings(both)

    book.execute("UPDATE ledger_test_slip SET seal = '' WHERE words = 'slip 4'")
    book.execute("UPDATE ledger_test_slip SET many = 5 WHERE words = 'by the new list'")
    assert sorted(wrong for wrong, _ in findings(both)) == ["row_changed", "row_changed"]

    monkeypatch.setattr(Slip.Weight, "earlier", {})
    assert ("row_unreadable", 1) in findings({"test.slip": scale_of(Slip)})


def test_entries_that_name_rows_of_a_table_nobody_knows_are_named(book):
    report = verify(weighed={})

    assert {one.wrong.value for one in report.findings} == {"row_unreadable"}


def test_an_entry_that_waits_too_long_is_found(book, slips):
    give("just now")
    assert not findings(slips)

    assert findings(slips, overdue_after=0) == [("entry_unlinked", 0)]


def test_when_everything_is_wrong_the_report_stays_short(book, slips, monkeypatch):
    keys.install_instance_key(b"f" * 32)
    try:
        for number in range(60):
            give(str(number))
    finally:
        keys.install_instance_key(bytes(range(32)))

    report = verify(weighed=slips)

    assert len(report.findings) == 100
    assert report.more == 20
