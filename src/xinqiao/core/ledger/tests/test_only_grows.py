"""The ledger only grows: the program has no right to change it, and the owner is stopped by triggers."""

from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from xinqiao.core.ledger.sealer import seal_once

from .conftest import give

CHANGES = [
    "UPDATE ledger_entry SET body = body",
    "UPDATE ledger_entry SET tx = 0 WHERE false",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry",
    "UPDATE ledger_link SET position = 9",
    "DELETE FROM ledger_link",
    "TRUNCATE ledger_link",
    "UPDATE ledger_head SET horizon = 0",
    "DELETE FROM ledger_head",
    "TRUNCATE ledger_entry, ledger_link, ledger_head CASCADE",
    "MERGE INTO ledger_link l USING ledger_entry e ON e.id = l.entry WHEN MATCHED THEN DELETE",
]


@pytest.mark.parametrize("change", CHANGES)
def test_neither_the_program_nor_the_owner_changes_it(cluster, slips, fresh_database, change):
    give("a")
    seal_once()

    for dsn in (cluster.desk_dsn(fresh_database), cluster.owner_dsn(fresh_database)):
        with psycopg.connect(dsn) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(change)


def test_what_stands_beside_a_body_cannot_say_anything_else(cluster, slips, fresh_database):
    with psycopg.connect(cluster.owner_dsn(fresh_database)) as connection:
        for change in (
            "INSERT INTO ledger_entry (id, body, mac, kind) VALUES (%s, '{}', '', 'made.up')",
            "INSERT INTO ledger_entry (id, body, mac, seq) VALUES (%s, '{}', '', 1)",
        ):
            with pytest.raises(psycopg.errors.GeneratedAlways), connection.transaction():
                connection.execute(change, [uuid4()])
