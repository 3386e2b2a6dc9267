"""Unlocking: by the passphrase, for eight hours, for one browser; a lock is a lock."""

import copy
import pickle
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from xinqiao.core import clock
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scales
from xinqiao.core.vault.keyring import Locked
from xinqiao.core.vault.models import PersonKey, UnlockedKey
from xinqiao.core.vault.person_keys import (
    HasKeyAlready,
    NoPersonKey,
    OldPassphraseNeeded,
    WrongPassphraseKey,
    end_person_key,
    make_person_key,
    open_person_key,
    reseal_person_key,
)
from xinqiao.core.vault.pinning import KeySwapped
from xinqiao.core.vault.sealed import Place
from xinqiao.core.vault.unlocking import (
    LockedMeanwhile,
    lock,
    lock_everything,
    locks_before,
    remove_expired,
    unlock,
    unlocked,
)

from .builders import LU, NOW, PASSPHRASES, SHEN, XU, grant, keyring_of, unlock_for

OLD, NEW = PASSPHRASES[SHEN.pk], b"n" * 32


def opens(browser_key, session, at=NOW, owner=SHEN.pk):
    try:
        with unlocked(browser_key, owner=owner, session=session, at=at) as keyring:
            return bool(keyring.sign(b"x"))
    except Locked:
        return False


def test_the_passphrase_unlocks_and_the_block_s_end_wipes(scene):
    session, browser_key = unlock_for()

    with unlocked(browser_key, owner=SHEN.pk, session=session, at=NOW) as keyring:
        assert keyring.sign(b"x")
    with pytest.raises(Locked):
        keyring.sign(b"x")
    with pytest.raises(Locked):
        keyring.open(Place("k", uuid4()), b"")


def test_a_wrong_passphrase_unlocks_nothing(scene):
    with pytest.raises(WrongPassphraseKey):
        unlock(grant=grant(), owner=SHEN.pk, session=uuid4(), sealing_key=NEW, locks_seen=0, at=NOW)
    assert not UnlockedKey.objects.exists()


def test_nobody_has_two_keys_and_nobody_unlocks_without_one(scene):
    with pytest.raises(HasKeyAlready):
        make_person_key(grant=grant(), owner=SHEN.pk, sealing_key=NEW, at=NOW)
    assert locks_before(uuid4()) == 0
    with pytest.raises(NoPersonKey):
        unlock(grant=grant(), owner=uuid4(), session=uuid4(), sealing_key=NEW, locks_seen=0, at=NOW)


def test_it_opens_for_this_browser_session_and_person_alone(scene):
    session, browser_key = unlock_for()

    assert opens(browser_key, session)
    assert not opens(bytes(32), session)
    assert not opens(browser_key, uuid4())
    assert not opens(browser_key, session, owner=LU.pk)


def test_the_database_does_not_hold_what_the_browser_holds(scene):
    _session, browser_key = unlock_for()
    (row,) = UnlockedKey.objects.all()

    assert row.pk.bytes not in browser_key
    assert browser_key not in bytes(row.sealed)


def test_it_ends_after_eight_hours_and_a_clock_set_back_does_not_help(scene):
    with clock.freeze(NOW):
        session, browser_key = unlock_for(at=clock.now())
    for later, expected in ((7.99, True), (8, False), (9, False), (-1, False)):
        with clock.freeze(NOW + timedelta(hours=later)):
            assert opens(browser_key, session, at=clock.now()) is expected
    assert (remove_expired(at=NOW), remove_expired(at=NOW + timedelta(hours=8))) == (0, 1)


@pytest.mark.parametrize("change", [{"until": NOW + timedelta(days=9)}, {"began_at": NOW - timedelta(hours=1)}])
def test_nobody_at_the_database_stretches_the_eight_hours(scene, change):
    session, browser_key = unlock_for()
    UnlockedKey.objects.update(**change)

    assert not opens(browser_key, session)


def test_an_unlocked_key_cannot_be_moved_to_another_session(scene):
    _session, browser_key = unlock_for()
    other = uuid4()
    UnlockedKey.objects.update(session=other)

    assert not opens(browser_key, other)


def test_a_lock_ends_one_session_or_all_of_one_person(scene):
    first, second, lus = unlock_for(), unlock_for(), unlock_for(LU)

    assert lock(actor=SHEN, owner=SHEN.pk, session=first[0], at=NOW) == 1
    assert (opens(first[1], first[0]), opens(second[1], second[0])) == (False, True)
    assert lock(actor=SHEN, owner=SHEN.pk, at=NOW) == 1
    assert not opens(second[1], second[0])
    assert opens(lus[1], lus[0], owner=LU.pk)
    assert lock(actor=SHEN, owner=SHEN.pk, at=NOW) == 0


def test_a_session_has_one_unlocked_key(scene):
    session, first = unlock_for()
    _session, second = unlock_for(session=session)

    assert (opens(first, session), opens(second, session)) == (False, True)


def test_the_start_up_clears_everything(scene):
    mine, lus = unlock_for(), unlock_for(LU)

    assert lock_everything(at=NOW) == 2
    assert not opens(mine[1], mine[0])
    assert not opens(lus[1], lus[0], owner=LU.pk)


def test_a_new_passphrase_opens_the_key_the_old_one_does_not_and_everything_is_locked(scene):
    session, browser_key = unlock_for()

    key = reseal_person_key(grant=grant(), owner=SHEN.pk, old=OLD, new=NEW, at=NOW)

    assert open_person_key(key, NEW)
    with pytest.raises(WrongPassphraseKey):
        open_person_key(key, OLD)
    assert not opens(browser_key, session)


def test_without_the_old_passphrase_nothing_is_resealed(scene):
    for old, new, wrong in ((None, NEW, OldPassphraseNeeded), (OLD, None, OldPassphraseNeeded)):
        with pytest.raises(wrong):
            reseal_person_key(grant=grant(), owner=SHEN.pk, old=old, new=new, at=NOW)
    with pytest.raises(WrongPassphraseKey):
        reseal_person_key(grant=grant(), owner=SHEN.pk, old=NEW, new=OLD, at=NOW)
    assert reseal_person_key(grant=grant(), owner=uuid4(), old=None, new=NEW, at=NOW) is None


def test_an_ended_key_is_gone_and_a_new_one_can_be_made(scene):
    session, browser_key = unlock_for()

    assert end_person_key(grant=grant(XU), owner=SHEN.pk, at=NOW)
    assert not end_person_key(grant=grant(XU), owner=SHEN.pk, at=NOW)
    assert not opens(browser_key, session)
    assert bytes(PersonKey.objects.get(pk=scene.keys[SHEN.pk].pk).sealed) == b""
    assert make_person_key(grant=grant(), owner=SHEN.pk, sealing_key=NEW, at=NOW)


def test_a_person_key_that_was_exchanged_is_not_unlocked(scene):
    PersonKey.objects.filter(owner=SHEN.pk).update(signing=bytes(scene.keys[LU.pk].signing))

    with pytest.raises(KeySwapped):
        unlock_for()


def test_a_keyring_reaches_neither_a_log_nor_a_job(scene):
    with keyring_of() as keyring:
        assert repr(keyring) == f"{keyring}" == "<keyring>"
        for way in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                way(keyring)
        with pytest.raises(AttributeError):
            keyring.__dict__  # noqa: B018


def test_an_unlocking_that_began_before_a_lock_is_refused(scene):
    seen = locks_before(SHEN.pk)
    lock(actor=SHEN, owner=SHEN.pk, at=NOW)

    with pytest.raises(LockedMeanwhile):
        unlock(grant=grant(), owner=SHEN.pk, session=uuid4(), sealing_key=OLD, locks_seen=seen, at=NOW)


def test_opening_the_keyring_is_one_statement(scene, django_assert_num_queries):
    session, browser_key = unlock_for()

    with django_assert_num_queries(1):
        assert opens(browser_key, session)


def test_parallel_requests_cannot_bring_a_key_back_after_a_lock(fresh_scene, at_once):
    session, browser_key = unlock_for()
    seen, stop = locks_before(SHEN.pk), threading.Event()

    def work():
        while not stop.is_set():
            opens(browser_key, session)
        return opens(browser_key, session)

    def unlock_late():
        return unlock(grant=grant(), owner=SHEN.pk, session=uuid4(), sealing_key=OLD, locks_seen=seen, at=NOW)

    def lock_now():
        try:
            return lock(actor=SHEN, owner=SHEN.pk, at=NOW)
        finally:
            stop.set()

    work_results = at_once(work, work, unlock_late, unlock_late, lock_now)

    assert work_results[:2] == [False, False]
    assert all(isinstance(one, bytes | LockedMeanwhile) for one in work_results[2:4])
    assert not UnlockedKey.objects.exists()


def test_a_lock_waits_for_the_unlocking_under_way_and_ends_it(fresh_scene, at_once):
    inserted, seen = threading.Event(), locks_before(SHEN.pk)

    def unlock_slowly():
        with transaction.atomic():
            unlock(grant=grant(), owner=SHEN.pk, session=uuid4(), sealing_key=OLD, locks_seen=seen, at=NOW)
            inserted.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")

    def lock_after():
        inserted.wait(30)
        return lock(actor=SHEN, owner=SHEN.pk, at=NOW)

    assert at_once(unlock_slowly, lock_after) == [None, 1]
    assert not UnlockedKey.objects.exists()


def test_a_key_whose_sealed_half_was_exchanged_behind_the_ledgers_back_is_named(scene):
    """Put back, it would open to a passphrase that was changed because somebody knew it; overwritten, to none."""
    key = scene.keys[SHEN.pk]

    PersonKey.objects.filter(pk=key.pk).update(sealed=bytes(key.sealed)[:-1] + b"\x00\x00")

    weighed = {name: one for name, one in scales().items() if name.startswith("vault.")}
    found = verify(overdue_after=1e9, weighed=weighed).findings
    assert [finding.row for finding in found] == [f"vault.person_key {key.pk}"]
