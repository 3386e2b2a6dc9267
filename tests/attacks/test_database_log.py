"""PostgreSQL's log names nobody, even after every constraint has been broken on purpose.

Rows with telling values are written against each constraint by hand, as the
program's own role. A log that quoted the row, the statement or its parameters
would show them.
"""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.attacks.scene import open_the_room, some_come
from tests.cast import Cast
from tests.doors import browser_of
from tests.postgres import TestCluster

CANARY = "林晚舟的秘密"
EXTREMES: dict[str, tuple[object, ...]] = {
    "text": ("", CANARY, CANARY * 60),
    "character varying": ("", CANARY, CANARY * 60),
    "integer": (-1, 0, 10**9),
    "smallint": (-1, 0, 99, 30_000),
    "bigint": (-1, 0),
    "boolean": (True, False),
    "date": ("1900-01-01", "2999-01-01"),
    "timestamp with time zone": ("1900-01-01", "2999-01-01"),
    "time without time zone": ("00:00", "23:59"),
    "bytea": (CANARY.encode(),),
    "jsonb": (f'{{"x": "{CANARY}"}}',),
    "uuid": ("00000000-0000-4000-8000-000000000000",),
}


class Breaker:
    """Breaks constraints one statement at a time and remembers which it met."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self.connection = connection
        self.broken: set[str] = set()

    def attempt(self, statement: sql.Composed, *values: object) -> None:
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute(statement, values)
        except psycopg.Error as error:
            self.broken.add(error.diag.constraint_name or type(error).__name__)

    def break_table(self, table: str, columns: dict[str, str]) -> None:
        """Double a row, and put every column of a row to null, to an unknown id and to extremes."""
        name = sql.Identifier(table)
        self.attempt(sql.SQL("INSERT INTO {0} SELECT * FROM {0}").format(name))
        for column, kind in columns.items():
            change = sql.SQL("UPDATE {} SET {} = %s").format(name, sql.Identifier(column))
            for value in (None, *EXTREMES.get(kind, ())):
                self.attempt(change, value)


@pytest.fixture
def as_desk(
    fresh_cast: Cast, fresh_database: str, cluster: TestCluster
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    open_the_room(fresh_cast)
    some_come(fresh_cast, [fresh_cast.number("lin"), fresh_cast.number("ayi")])
    browser_of(fresh_cast, "shen")
    with psycopg.connect(cluster.desk_dsn(fresh_database), autocommit=True) as connection:
        yield connection


def columns_of(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
    )
    for table, column, kind in rows:
        found.setdefault(str(table), {})[str(column)] = str(kind)
    return found


def test_no_constraint_quotes_what_broke_it(
    as_desk: psycopg.Connection[tuple[object, ...]], cluster: TestCluster
) -> None:
    log = Path(cluster.log_file)
    before = log.stat().st_size
    breaker = Breaker(as_desk)

    for table, columns in columns_of(as_desk).items():
        if table.startswith(("people_", "accounts_", "scheduling_", "obligations_", "papers_", "ledger_", "vault_")):
            breaker.break_table(table, columns)

    with log.open("rb") as file:
        file.seek(before)
        written = file.read().decode("utf-8", "replace")
    assert len(breaker.broken) > 40, breaker.broken
    for word in (CANARY, "林晚舟", "沈知微", "DETAIL", "STATEMENT", "CONTEXT", "parameters"):
        assert word not in written


def test_a_talkative_log_would_be_caught(cluster: TestCluster, fresh_database: str, fresh_cast: Cast) -> None:
    log = Path(cluster.log_file)
    before = log.stat().st_size
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        connection.execute("SET log_min_messages = 'error'")
        connection.execute("SET log_error_verbosity = 'verbose'")
        connection.execute("SET log_min_error_statement = 'error'")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(
                "INSERT INTO people_schoolyear SELECT gen_random_uuid(), name, starts_on, ends_on FROM people_schoolyear"
            )

    with log.open("rb") as file:
        file.seek(before)
        assert "DETAIL" in file.read().decode("utf-8", "replace")
