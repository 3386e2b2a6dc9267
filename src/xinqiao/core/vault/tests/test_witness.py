"""Witnesses: whoever unlocks signs the ledger's head, and a chain rewritten since is found by it."""

from datetime import timedelta

import psycopg
import pytest

from xinqiao.core.ledger import short_head
from xinqiao.core.ledger.body import chain_hash
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import sentences, verify
from xinqiao.core.vault import people
from xinqiao.core.vault.models import PersonKey, UnlockedKey, Witness
from xinqiao.core.vault.unlocking import lock, lock_by_owner, unlocked
from xinqiao.core.vault.witness import said

from .builders import LU, NOW, SHEN, set_the_scene, unlock_for


@pytest.fixture
def superuser(cluster, fresh_database):
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


def wrongs():
    return [str(finding.wrong) for finding in verify().findings if "witness" in finding.wrong]


def test_an_unlocking_signs_the_newest_head(scene):
    assert not Witness.objects.exists()
    seal_once()
    unlock_for()

    (one,) = Witness.objects.all()
    assert short_head().startswith(f"{one.position}-{bytes(one.head)[:4].hex()}")
    assert people.verifies(bytes(PersonKey.objects.get(owner=SHEN.pk).signing), bytes(one.signature), said(one))
    assert not people.verifies(bytes(PersonKey.objects.get(owner=LU.pk).signing), bytes(one.signature), said(one))


def test_before_the_first_head_there_is_nothing_to_sign(scene):
    session, browser_key = unlock_for()
    with unlocked(browser_key, owner=SHEN.pk, session=session, at=NOW) as keyring:
        lock_by_owner(actor=SHEN, keyring=keyring, session=session, at=NOW)

    assert not Witness.objects.exists()
    assert not UnlockedKey.objects.exists()


def test_its_owner_s_lock_signs_and_a_lock_by_itself_does_not(scene):
    seal_once()
    session, browser_key = unlock_for()
    with unlocked(browser_key, owner=SHEN.pk, session=session, at=NOW) as keyring:
        assert lock_by_owner(actor=SHEN, keyring=keyring, session=session, at=NOW + timedelta(minutes=1)) == 1
        assert lock_by_owner(actor=SHEN, keyring=keyring, session=session, at=NOW + timedelta(minutes=1)) == 0
    assert Witness.objects.count() == 2
    unlock_for()
    lock(actor=SHEN, owner=SHEN.pk, at=NOW)
    assert Witness.objects.count() == 3


def test_the_verification_says_how_far_signatures_reach(fresh_database):
    set_the_scene()
    seal_once()
    head = short_head()
    assert any("还没有人" in line for line in sentences(verify()))
    unlock_for()
    seal_once()

    report = verify()
    assert (report.is_sound, report.witnesses, report.witnessed) == (True, 1, head)
    assert head in " ".join(sentences(report))


@pytest.mark.parametrize(
    "change",
    [
        "signature = set_byte(signature, 20, 255 - get_byte(signature, 20))",
        "head = set_byte(head, 0, 255 - get_byte(head, 0))",
        "position = 1",
        "at = at + interval '1 second'",
        "id = gen_random_uuid()",
        "person_key_id = (SELECT id FROM vault_personkey WHERE id <> vault_witness.person_key_id LIMIT 1)",
    ],
)
def test_an_altered_witness_is_named(fresh_database, superuser, change):
    set_the_scene()
    seal_once()
    unlock_for()
    seal_once()
    superuser.execute(f"UPDATE vault_witness SET {change}")

    assert wrongs() == ["witness_forged"]


def test_an_exchanged_signing_key_vouches_for_nothing(fresh_database, superuser):
    set_the_scene()
    seal_once()
    unlock_for()
    pair = people.new_signing_pair()
    (one,) = Witness.objects.all()
    superuser.execute("UPDATE vault_personkey SET signing = %s WHERE id = %s", [pair.public, one.person_key_id])
    superuser.execute("UPDATE vault_witness SET signature = %s", [people.sign(pair.private, said(one))])

    assert "witness_forged" in wrongs()


def test_a_chain_rewritten_since_is_found_though_every_hash_fits(fresh_database, superuser):
    """What somebody with the database and the instance key can do: drop an entry and hash everything anew."""
    set_the_scene()
    seal_once()
    unlock_for()
    rows = superuser.execute("SELECT position, entry_hash FROM ledger_link ORDER BY position").fetchall()
    before = bytes(32)
    for position, hashed in rows:
        hashed = bytes(reversed(hashed)) if position == 2 else hashed
        before = chain_hash(before, hashed)
        superuser.execute(
            "UPDATE ledger_link SET entry_hash = %s, hash = %s WHERE position = %s", [hashed, before, position]
        )

    found = [finding for finding in verify().findings if finding.wrong == "witness_differs"]
    assert [one.row for one in found] == [f"vault.witness {Witness.objects.get().pk}"]
