"""A real PostgreSQL for the tests: one server per run, a database for whoever asks.

`conftest.py` starts it in the process that controls the run and tells the
others by an environment variable where it is. It dies with the process that
started it. Safe against nothing: tests may lose power.
"""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar, Self

import psycopg
from psycopg import sql

from xinqiao.ground import accounts, binaries
from xinqiao.ground.accounts import Account
from xinqiao.ground.cluster import SUPERUSER, Cluster
from xinqiao.ground.roles import DESK, DOOR, OWNER, create_roles
from xinqiao.ground.server_files import Settings

ADDRESS_VARIABLE = "XINQIAO_TEST_CLUSTER"
CONNECTIONS = 260


@dataclass(frozen=True)
class TestCluster:
    """Where the server of this test run is, and the passwords of its roles."""

    __test__: ClassVar[bool] = False

    host: str
    port: int
    folder: str
    log_file: str
    superuser_password: str
    owner_password: str
    desk_password: str
    door_password: str

    @classmethod
    def start(cls, folder: Path | None = None) -> Self:
        """Start a server of its own; `stop` ends it, and so does the end of this process.

        `folder` is only a wish: as root the server runs under another account,
        which can seldom enter pytest's folders.
        """
        account = _account()
        home = Path(tempfile.mkdtemp(prefix="xinqiao-test-", dir=_room(folder, account)))
        sockets = Path(tempfile.mkdtemp(prefix="xq-", dir="/tmp"))
        for path in (home, sockets):
            if account is not None:
                os.chown(path, account.uid, account.gid)
        cluster = Cluster(
            binaries=_readable_binaries(home, account),
            data=home / "postgres",
            sockets=sockets,
            log=home / "postgres.log",
            settings=Settings(durable=False, connections=CONNECTIONS),
            account=account,
        )
        made = cls(
            host=str(sockets),
            port=cluster.port,
            folder=str(home),
            log_file=str(cluster.log),
            superuser_password=secrets.token_urlsafe(24),
            owner_password=secrets.token_urlsafe(24),
            desk_password=secrets.token_urlsafe(24),
            door_password=secrets.token_urlsafe(24),
        )
        cluster.create(superuser_password=made.superuser_password)
        cluster.start()
        _RUNNING[made.host] = cluster
        with made.connect_superuser() as connection:
            create_roles(
                connection,
                {OWNER: made.owner_password, DESK: made.desk_password, DOOR: made.door_password},
            )
        return made

    @classmethod
    def attach(cls) -> Self:
        """The server that another process of this run has started (see `publish`)."""
        return cls(**json.loads(os.environ[ADDRESS_VARIABLE]))

    def publish(self) -> None:
        """Tell processes started from now on where the server is."""
        os.environ[ADDRESS_VARIABLE] = json.dumps(asdict(self))

    def stop(self) -> None:
        """Stop the server, if this process started it, and remove what it wrote."""
        cluster = _RUNNING.pop(self.host, None)
        if cluster is None:
            return
        cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.host, ignore_errors=True)

    def dsn(self, database: str, role: str, password: str) -> str:
        """A connection string for this role."""
        return psycopg.conninfo.make_conninfo(
            host=self.host, port=self.port, dbname=database, user=role, password=password
        )

    def superuser_dsn(self, database: str = "postgres") -> str:
        """May do everything; the program itself never connects this way."""
        return self.dsn(database, SUPERUSER, self.superuser_password)

    def owner_dsn(self, database: str) -> str:
        """Owns the tables: for migrations."""
        return self.dsn(database, OWNER, self.owner_password)

    def desk_dsn(self, database: str) -> str:
        """What the program itself uses."""
        return self.dsn(database, DESK, self.desk_password)

    def door_dsn(self, database: str) -> str:
        """What the public doors use."""
        return self.dsn(database, DOOR, self.door_password)

    def connect_superuser(self, database: str = "postgres") -> psycopg.Connection:
        """An open connection that may make and drop databases."""
        return psycopg.connect(self.superuser_dsn(database), autocommit=True)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database that belongs to the owner role, as a copy if asked.

        Nobody may be connected to the template while it is copied.
        """
        with self.connect_superuser() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name),
                    sql.Identifier(OWNER),
                    sql.Identifier(template or "template0"),
                )
            )

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        with self.connect_superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


_RUNNING: dict[str, Cluster] = {}


def _account() -> Account | None:
    """PostgreSQL refuses root: the server then runs as `xinqiao`, else as `nobody`."""
    if not accounts.is_root():
        return None
    account = accounts.named(accounts.PROGRAM_USER) or accounts.named("nobody")
    if account is None:
        raise RuntimeError("no system account to run PostgreSQL under")
    return account


def _room(folder: Path | None, account: Account | None) -> Path:
    if folder is not None and account is None:
        return folder
    return Path("/tmp")


def _readable_binaries(home: Path, account: Account | None) -> Path:
    """The wheel's binaries; a copy where the account cannot reach them."""
    folder = binaries.of_the_wheel()
    if account is None or accounts.can_enter(folder, account):
        return folder
    copy = home / "pginstall"
    shutil.copytree(folder.parent, copy, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
    return copy / "bin"
