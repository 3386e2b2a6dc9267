"""What each database role may do, asked of a real database."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest

from tests.postgres import TestCluster
from xinqiao.ground.rights import TooManyRights, check_rights
from xinqiao.ground.roles import DESK, DOOR, OWNER, apply_grants

# Who may not look into the schema is told that there is nothing there.
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)


@pytest.fixture(scope="module")
def database(cluster: TestCluster) -> Iterator[str]:
    """A database with one everyday table and one of the ledger's."""
    name = f"xq_roles_{uuid.uuid4().hex[:8]}"
    cluster.create_database(name)
    with psycopg.connect(cluster.owner_dsn(name)) as owner:
        owner.execute("CREATE TABLE people_thing (id serial PRIMARY KEY, word text)")
        owner.execute("CREATE TABLE ledger_entry (id int)")
        owner.execute("INSERT INTO ledger_entry VALUES (1)")
        owner.execute("CREATE EXTENSION btree_gist")
        apply_grants(owner)
    yield name
    cluster.drop_database(name)


@pytest.mark.parametrize(
    ("statement", "desk", "door"),
    [
        ("SELECT 1", True, True),
        ("INSERT INTO people_thing (word) VALUES ('一')", True, False),
        ("SELECT * FROM people_thing", True, False),
        ("UPDATE people_thing SET word = '二'", True, False),
        ("DELETE FROM people_thing", True, False),
        ("INSERT INTO ledger_entry VALUES (2)", True, False),
        ("SELECT * FROM ledger_entry", True, False),
        ("UPDATE ledger_entry SET id = 3", False, False),
        ("DELETE FROM ledger_entry", False, False),
        ("TRUNCATE ledger_entry", False, False),
        ("TRUNCATE people_thing", False, False),
        ("DROP TABLE people_thing", False, False),
        ("ALTER TABLE ledger_entry ADD COLUMN x int", False, False),
        ("CREATE TABLE public.mine (id int)", False, False),
        ("CREATE TEMPORARY TABLE mine (id int)", False, False),
        ("CREATE SCHEMA mine", False, False),
        ("CREATE ROLE friend", False, False),
        ("CREATE DATABASE mine", False, False),
        (f"SET ROLE {OWNER}", False, False),
        ("COPY people_thing TO '/tmp/out'", False, False),
        ("SELECT pg_read_file('/etc/passwd')", False, False),
    ],
)
def test_what_the_roles_may_do(cluster: TestCluster, database: str, statement: str, desk: bool, door: bool) -> None:
    for dsn, allowed in ((cluster.desk_dsn(database), desk), (cluster.door_dsn(database), door)):
        with psycopg.connect(dsn, autocommit=statement.startswith("CREATE DATABASE")) as connection:
            if allowed:
                connection.execute(statement)
            else:
                with pytest.raises(REFUSED):
                    connection.execute(statement)
            if not connection.autocommit:
                connection.rollback()


def rights_too_many(dsn: str) -> list[str]:
    """What the check says of a role."""
    with psycopg.connect(dsn) as connection:
        try:
            check_rights(connection)
        except TooManyRights as refused:
            return refused.rights
    return []


def test_the_roles_of_every_day_pass_the_check(cluster: TestCluster, database: str) -> None:
    assert rights_too_many(cluster.desk_dsn(database)) == []
    assert rights_too_many(cluster.door_dsn(database)) == []


def test_the_owner_and_the_superuser_do_not(cluster: TestCluster, database: str) -> None:
    assert "ownership of tables" in rights_too_many(cluster.owner_dsn(database))
    assert "SUPERUSER" in rights_too_many(cluster.superuser_dsn(database))


@pytest.mark.parametrize(
    ("give", "take_back", "named"),
    [
        (f"ALTER ROLE {DESK} CREATEDB", f"ALTER ROLE {DESK} NOCREATEDB", "CREATEDB"),
        (f"ALTER ROLE {DESK} CREATEROLE", f"ALTER ROLE {DESK} NOCREATEROLE", "CREATEROLE"),
        (f"ALTER ROLE {DESK} BYPASSRLS", f"ALTER ROLE {DESK} NOBYPASSRLS", "BYPASSRLS"),
        (f"GRANT {DOOR} TO {DESK}", f"REVOKE {DOOR} FROM {DESK}", "membership in other roles"),
        (f"GRANT CREATE ON SCHEMA public TO {DESK}", f"REVOKE CREATE ON SCHEMA public FROM {DESK}", "CREATE in the schema"),
        (f"GRANT TRUNCATE ON people_thing TO {DESK}", f"REVOKE TRUNCATE ON people_thing FROM {DESK}", "TRUNCATE"),
        (
            f"GRANT UPDATE (id) ON ledger_entry TO {DESK}",
            f"REVOKE UPDATE (id) ON ledger_entry FROM {DESK}",
            "UPDATE or DELETE in the ledger",
        ),
    ],
)  # fmt: skip
def test_each_right_too_many_is_found_and_named(
    cluster: TestCluster, database: str, give: str, take_back: str, named: str
) -> None:
    with cluster.connect_superuser(database) as superuser:
        superuser.execute(give)
        try:
            with psycopg.connect(cluster.desk_dsn(database)) as connection, pytest.raises(TooManyRights) as found:
                check_rights(connection)
        finally:
            superuser.execute(take_back)

    assert found.value.rights == [named]


def test_a_new_table_is_nobodys_until_it_is_granted(cluster: TestCluster, database: str) -> None:
    with psycopg.connect(cluster.owner_dsn(database)) as owner:
        owner.execute("CREATE TABLE people_new (id int)")
    with psycopg.connect(cluster.desk_dsn(database)) as desk, pytest.raises(psycopg.errors.InsufficientPrivilege):
        desk.execute("SELECT * FROM people_new")
    with psycopg.connect(cluster.owner_dsn(database)) as owner:
        apply_grants(owner)

    with psycopg.connect(cluster.desk_dsn(database)) as desk:
        desk.execute("SELECT * FROM people_new")


def test_a_granted_right_that_is_no_longer_wanted_is_taken_back(cluster: TestCluster, database: str) -> None:
    with psycopg.connect(cluster.owner_dsn(database)) as owner:
        owner.execute(f"GRANT ALL ON ledger_entry, people_thing TO {DOOR}, {DESK}")
        apply_grants(owner)

    with psycopg.connect(cluster.door_dsn(database)) as door, pytest.raises(REFUSED):
        door.execute("SELECT * FROM people_thing")


def test_the_database_sorts_by_bytes_and_checks_its_pages(cluster: TestCluster, database: str) -> None:
    with cluster.connect_superuser(database) as connection:
        collation = connection.execute(
            "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        checksums = connection.execute("SHOW data_checksums").fetchone()

    assert collation == ("C", "UTF8")
    assert checksums == ("on",)


def test_a_refused_statement_leaves_none_of_its_words_in_the_log(cluster: TestCluster, database: str) -> None:
    with psycopg.connect(cluster.desk_dsn(database)) as desk:
        desk.execute("INSERT INTO people_thing (id, word) VALUES (77, '赵不能进日志')")
        with pytest.raises(psycopg.errors.UniqueViolation), desk.transaction():
            desk.execute("INSERT INTO people_thing (id, word) VALUES (77, %s)", ["钱不能进日志"])
        with pytest.raises(psycopg.errors.SyntaxError), desk.transaction():
            desk.execute("SELECT 孙不能进日志 FROM FROM")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation), desk.transaction():
            desk.execute("SELECT %s::int", ["李不能进日志"])

    with open(cluster.log_file, encoding="utf-8") as log:
        assert "不能进日志" not in log.read()
