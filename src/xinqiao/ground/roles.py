"""The database roles: who owns, who works, who only knocks.

Three roles, none of which is a superuser, bypasses row security, makes
databases or makes roles. The owner migrates and does nothing else.
"""

from collections.abc import Iterable, Mapping

import psycopg
from psycopg import sql

OWNER = "xinqiao_owner"
DESK = "xinqiao_desk"
DOOR = "xinqiao_door"
ROLES = (OWNER, DESK, DOOR)
LEDGER_PREFIX = "ledger_"

WITHOUT_POWERS = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def create_roles(connection: psycopg.Connection[tuple[object, ...]], passwords: Mapping[str, str | None]) -> None:
    """Make the three roles, or take away what they should not have and set their passwords.

    A role whose password is None can only come in by its system account.
    Needs a connection that may make roles, in autocommit.
    """
    for role in ROLES:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        password = passwords[role]
        connection.execute(
            sql.SQL("{} ROLE {} {} PASSWORD {}").format(
                sql.SQL("ALTER" if known else "CREATE"),
                sql.Identifier(role),
                WITHOUT_POWERS,
                sql.Literal(password),
            )
        )


def create_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Make the program's database, owned by the owner role, open to nobody else by default."""
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if known:
        return
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(sql.Identifier(name), sql.Identifier(OWNER))
    )


def grant_statements(database: str, tables: Iterable[str]) -> list[sql.Composed]:
    """What the owner says after every migration: exactly these rights, all others taken back.

    The desk works on every table, but a ledger's table it can only read and add
    to. The public doors may connect and nothing more until they have something
    to write. Nobody but the owner makes tables or empties them.
    """
    desk, door = sql.Identifier(DESK), sql.Identifier(DOOR)
    name = sql.Identifier(database)
    statements = [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC, {}, {}").format(name, desk, door),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, desk, door),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC, {}, {}").format(desk, door),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(desk),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}, {}").format(desk, door),
        sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {}, {}").format(desk, door),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(desk),
    ]
    for table in sorted(tables):
        rights = "SELECT, INSERT" if table.startswith(LEDGER_PREFIX) else _EVERYDAY
        statements.append(
            sql.SQL("GRANT {} ON TABLE {} TO {}").format(sql.SQL(rights), sql.Identifier("public", table), desk)
        )
    return statements


_EVERYDAY = "SELECT, INSERT, UPDATE, DELETE"


def apply_grants(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Bring the rights in this database to what `grant_statements` says, in one transaction.

    The connection is the owner's.
    """
    with connection.transaction():
        row = connection.execute("SELECT current_database()").fetchone()
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        if row is None:
            raise RuntimeError("current_database() gave no row")
        for statement in grant_statements(str(row[0]), [str(table) for (table,) in tables]):
            connection.execute(statement)
