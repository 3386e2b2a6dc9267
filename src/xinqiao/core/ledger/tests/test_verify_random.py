"""Random edits by direct SQL, in any table of the ledger and in a table that carries weight: every one is found."""

import random

import pytest
from django.db import connection, transaction

from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.ground.cluster import SUPERUSER

from .conftest import give

EDITS = 200
COLUMNS = {
    "ledger_entry": ["id", "body", "mac"],
    "ledger_link": ["position", "entry", "entry_hash", "hash"],
    "ledger_head": ["position", "hash", "at", "horizon", "mac"],
    "ledger_test_slip": ["id", "words", "until", "seal"],
}
OTHER = {
    "id": "gen_random_uuid()",
    "entry": "gen_random_uuid()",
    "position": "position + 1000",
    "horizon": "horizon + 1",
    "at": "at + interval '1 microsecond'",
    "until": "date '1999-01-01'",
    "seal": "'\\x00'",
    "words": "words || 'x'",
    "body": "replace(body, 'may_give', 'may_have')",
}
ONE_BIT = "set_bit({column}, {bit}, 1 - get_bit({column}, {bit}))"


@pytest.fixture
def as_superuser(slips, cluster):
    """The program's own connection, with every right and no trigger, on a sound ledger in four sealings."""
    for number in range(12):
        give(f"slip {number}")
        if number % 3 == 2:
            seal_once()
    connection.close()
    connection.settings_dict.update(USER=SUPERUSER, PASSWORD=cluster.superuser_password)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor


def edit(chance):
    table = chance.choice(sorted(COLUMNS))
    row = f"ctid = (SELECT ctid FROM {table} ORDER BY ctid OFFSET {chance.randrange(4)} LIMIT 1)"
    if chance.random() < 0.3:
        return f"DELETE FROM {table} WHERE {row}"
    column = chance.choice(COLUMNS[table])
    value = OTHER.get(column, ONE_BIT).format(column=column, bit=chance.randrange(256))
    return f"UPDATE {table} SET {column} = {value} WHERE {row}"


def test_every_random_edit_is_found_and_a_place_is_named(as_superuser, slips):
    chance = random.Random(20261015)
    missed = []
    for _ in range(EDITS):
        statement = edit(chance)
        with transaction.atomic():
            as_superuser.execute(statement)
            changed = as_superuser.rowcount
            found = verify(weighed=slips).findings
            transaction.set_rollback(True)
        assert changed == 1, statement
        if not found or not (found[0].position or found[0].entry or found[0].row):
            missed.append(statement)

    assert not missed
    assert verify(weighed=slips).is_sound
