"""A server of its own, into which a dump is read and looked at before anybody trusts it."""

import os
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from xinqiao.ground import sockets
from xinqiao.ground.backup import picture
from xinqiao.ground.children import tethered
from xinqiao.ground.cluster import SUPERUSER, Cluster, ClusterTrouble
from xinqiao.ground.database import NAME
from xinqiao.ground.roles import DESK, DOOR, OWNER, apply_grants, create_database, create_roles
from xinqiao.ground.server_files import Access, Settings
from xinqiao.ground.words import Trouble

READ = ("--exit-on-error", "--no-owner", "--no-privileges", "--no-comments")


@contextmanager
def cluster(data: Path, *, binaries: Path, log: Path, passwords: dict[str, str], durable: bool) -> Iterator[Cluster]:
    """A new server in this folder with our roles and an empty database; stopped at the end. Raises Trouble."""
    folder = sockets.make()
    settings = Settings(durable=durable, connections=20)
    access = Access(peers=(SUPERUSER, OWNER))
    made = Cluster(binaries=binaries, data=data, sockets=folder, log=log, access=access, settings=settings)
    try:
        made.create(superuser_password=os.urandom(32).hex())
        made.start()
        with psycopg.connect(_address(made, SUPERUSER, "postgres"), autocommit=True) as connection:
            create_roles(connection, {OWNER: None, DESK: passwords.get(DESK), DOOR: passwords.get(DOOR)})
            create_database(connection, NAME)
        yield made
    except ClusterTrouble as reason:
        raise Trouble(f"PostgreSQL:{reason}", f"The log is {log}.") from None
    finally:
        made.stop()
        sockets.remove(folder)


def fill(made: Cluster, dump: Iterable[bytes], expected: dict[str, Any]) -> None:
    """Read the dump into the server and compare. Raises Trouble when it is not what was said.

    The dump is read as the owner of one database, never as superuser: a file made by a stranger
    reaches nothing else. What the reader says can quote rows, and is not kept.
    """
    reader = tethered(
        [str(made.binaries / "pg_restore"), *READ, f"--dbname={_address(made, OWNER, NAME)}"],
        dies_by=signal.SIGKILL,
        environment={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        output=subprocess.DEVNULL,
        source=subprocess.PIPE,
    )
    try:
        _pour(reader, dump)
    except BaseException:
        reader.kill()
        reader.wait()
        raise
    if reader.wait() != 0:
        raise Trouble(
            f"备份读不进数据库(pg_restore 以 {reader.returncode} 结束)。",
            f"The backup could not be read into a database (pg_restore ended with {reader.returncode}).",
        )
    with psycopg.connect(_address(made, OWNER, NAME)) as connection:
        apply_grants(connection)
    with psycopg.connect(_address(made, OWNER, NAME)) as connection:
        wrong = picture.differences(expected, picture.of(connection))
    if wrong:
        listed = ", ".join(wrong)
        raise Trouble(
            f"恢复出来的与备份时的不一致:{listed}。", f"What came back differs from what was saved: {listed}."
        )


def _pour(reader: "subprocess.Popen[bytes]", dump: Iterable[bytes]) -> None:
    """Every piece, to the very end: a file cut short shows only there."""
    if reader.stdin is None:
        raise RuntimeError("the reader has no pipe")
    broken = False
    for piece in dump:
        try:
            if not broken:
                reader.stdin.write(piece)
        except BrokenPipeError:
            broken = True
    try:
        reader.stdin.close()
    except BrokenPipeError:
        return


def _address(made: Cluster, role: str, name: str) -> str:
    return make_conninfo(host=str(made.sockets), port=made.port, dbname=name, user=role)
