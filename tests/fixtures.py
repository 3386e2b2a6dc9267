"""One real PostgreSQL per run, one database per worker, a fresh copy for whoever needs real transactions."""

import fcntl
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.evidence import ClauseEvidence
from tests.postgres import ADDRESS_VARIABLE, TestCluster
from xinqiao.core import keys
from xinqiao.ground.roles import DESK, OWNER, apply_grants

os.environ.setdefault("XINQIAO_KIND", "test")
REPOSITORY = Path(__file__).resolve().parents[1]
TEMPLATE = "xq_template"
TEST_KEY = bytes(range(32))


def pytest_configure(config: pytest.Config) -> None:
    """The controller starts the server; workers are told where it is."""
    config.pluginmanager.register(ClauseEvidence(config), "clause-evidence")
    keys.install_instance_key(TEST_KEY)
    if not hasattr(config, "workerinput") and ADDRESS_VARIABLE not in os.environ:
        cluster = TestCluster.start()
        cluster.publish()
        config.add_cleanup(cluster.stop)
        config.add_cleanup(lambda: os.environ.pop(ADDRESS_VARIABLE, None))


@pytest.fixture(scope="session")
def cluster() -> TestCluster:
    """The server of this run."""
    return TestCluster.attach()


@contextmanager
def _alone(name: str) -> Iterator[None]:
    path = Path(tempfile.gettempdir()) / f"{name}.lock"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def template(cluster: TestCluster) -> str:
    """A migrated database with the rights of a real one; whoever comes first makes it."""
    with _alone("xq" + Path(cluster.host).name), cluster.connect_superuser() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            cluster.create_database(TEMPLATE + "_raw")
            _migrate(cluster, TEMPLATE + "_raw")
            connection.execute(f"ALTER DATABASE {TEMPLATE}_raw RENAME TO {TEMPLATE}")
    return TEMPLATE


def _migrate(cluster: TestCluster, name: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".key") as password, tempfile.NamedTemporaryFile("w") as key:
        password.write(cluster.owner_password)
        password.flush()
        key.write(TEST_KEY.hex())
        key.flush()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "xinqiao.settings",
            "PYTHONPATH": str(REPOSITORY / "src"),
            "XINQIAO_DATABASE_HOST": cluster.host,
            "XINQIAO_DATABASE_PORT": str(cluster.port),
            "XINQIAO_DATABASE_NAME": name,
            "XINQIAO_DATABASE_USER": OWNER,
            "XINQIAO_DATABASE_PASSWORD_FILE": password.name,
            "XINQIAO_INSTANCE_KEY_FILE": key.name,
        }
        command = [sys.executable, "-m", "django", "migrate", "-v0", "--skip-checks"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
    with psycopg.connect(cluster.owner_dsn(name)) as connection:
        apply_grants(connection)


def _point_django_at(cluster: TestCluster, name: str) -> None:
    connections["default"].close()
    connections.settings["default"].update(
        NAME=name,
        USER=DESK,
        PASSWORD=cluster.desk_password,
        HOST=cluster.host,
        PORT=str(cluster.port),
        CONN_MAX_AGE=0,
    )
    connections["default"].settings_dict = connections.settings["default"]


@pytest.fixture(scope="session")
def worker_database(cluster: TestCluster, template: str) -> Iterator[str]:
    """The database of this worker, used by every test that rolls back."""
    name = f"xq_worker_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}_{secrets.token_hex(3)}"
    with _alone("xq" + Path(cluster.host).name):
        cluster.create_database(name, template)
    yield name
    cluster.drop_database(name)


@pytest.fixture(scope="session")
def django_db_setup(cluster: TestCluster, worker_database: str) -> None:
    """pytest-django's hook: the database is there already, and the program is the desk role."""
    _point_django_at(cluster, worker_database)


@pytest.fixture
def fresh_database(
    cluster: TestCluster, worker_database: str, template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database of its own for one test: real commits, many threads, the ledger's triggers and all."""
    name = f"xq_fresh_{secrets.token_hex(6)}"
    with _alone("xq" + Path(cluster.host).name):
        cluster.create_database(name, template)
    _point_django_at(cluster, name)
    with django_db_blocker.unblock():
        yield name
        connections.close_all()
    _point_django_at(cluster, worker_database)
    cluster.drop_database(name)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Every test begins in the program's language, whatever the one before has read."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people of the invented school, in a transaction that is rolled back."""
    return make_cast()


@pytest.fixture
def fresh_cast(fresh_database: str) -> Cast:
    """The named people, committed in a database of their own."""
    return make_cast()


@pytest.fixture
def at_once() -> Callable[..., list[object]]:
    """Run functions at the same moment in threads of their own; returns results and exceptions in order."""

    def run(*functions: Callable[[], object]) -> list[object]:
        barrier, results = threading.Barrier(len(functions)), [None] * len(functions)

        def one(place: int, function: Callable[[], object]) -> None:
            try:
                barrier.wait(30)
                results[place] = function()
            except Exception as error:
                results[place] = error
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(functions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
        assert not any(thread.is_alive() for thread in threads), "somebody waits for somebody, for ever"
        return results

    return run
