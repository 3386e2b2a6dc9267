"""No more rights than needed: asked of the database itself at every start."""

import psycopg

from .words import Trouble

TABLES = (
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
)
CHECKS = {
    "SUPERUSER": "SELECT rolsuper FROM pg_roles WHERE rolname = session_user",
    "BYPASSRLS": "SELECT rolbypassrls FROM pg_roles WHERE rolname = session_user",
    "CREATEDB": "SELECT rolcreatedb FROM pg_roles WHERE rolname = session_user",
    "CREATEROLE": "SELECT rolcreaterole FROM pg_roles WHERE rolname = session_user",
    "REPLICATION": "SELECT rolreplication FROM pg_roles WHERE rolname = session_user",
    "membership in other roles": (
        "SELECT EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE r.rolname = session_user)"
    ),
    "ownership of the database": (
        "SELECT pg_get_userbyid(datdba) = session_user FROM pg_database WHERE datname = current_database()"
    ),
    "ownership of tables": (
        "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE pg_get_userbyid(c.relowner) = session_user AND n.nspname = 'public')"
    ),
    "CREATE in the database": "SELECT has_database_privilege(session_user, current_database(), 'CREATE')",
    "TEMPORARY in the database": "SELECT has_database_privilege(session_user, current_database(), 'TEMPORARY')",
    "CREATE in the schema": "SELECT has_schema_privilege(session_user, 'public', 'CREATE')",
    "TRUNCATE": (
        f"SELECT EXISTS ({TABLES} AND has_table_privilege(session_user, c.oid, 'TRUNCATE, TRIGGER, REFERENCES'))"
    ),
    "UPDATE or DELETE in the ledger": (
        f"SELECT EXISTS ({TABLES} AND starts_with(c.relname::text, 'ledger_')"
        " AND (has_any_column_privilege(session_user, c.oid, 'UPDATE')"
        " OR has_table_privilege(session_user, c.oid, 'DELETE')))"
    ),
}


class TooManyRights(Trouble):
    """The program's database role may do more than it needs; nothing is started."""

    def __init__(self, role: str, rights: list[str]) -> None:
        self.rights = rights
        listed = ", ".join(rights)
        super().__init__(
            f"数据库角色 {role} 的权限超出需要({listed}),程序不启动。",
            f"The database role {role} has more rights than it needs ({listed}); nothing is started.",
        )


def check_rights(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse a session whose role has more rights than the program needs. Raises TooManyRights."""
    too_many = []
    for right, question in CHECKS.items():
        row = connection.execute(question).fetchone()
        if row is None or row[0]:
            too_many.append(right)
    if too_many:
        row = connection.execute("SELECT session_user").fetchone()
        raise TooManyRights(str(row[0]) if row else "?", too_many)
