"""The whole program: database, web server, worker; up together and down together."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from . import database, environment, instance_key, kernel, leftovers, sockets
from .children import tethered
from .cluster import Cluster
from .database import Database
from .home import Home, Kind, Running, ensure_secret
from .supervisor import POLL_SECONDS, Stopped, Supervisor, end_adopted, stoppable
from .words import Trouble, say

READY_SECONDS = 60.0
WATCH_SECONDS = 0.5
PARENT_GONE = signal.SIGTERM


@dataclass(frozen=True)
class Place:
    """Where the program answers, and the certificate if it has one."""

    port: int
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    tls: bool = False

    @property
    def url(self) -> str:
        """What a person types."""
        name = self.names[0] if self.names else self.host
        return f"{'https' if self.tls else 'http'}://{name}:{self.port}"

    def answers(self) -> bool:
        """Whether a web server answers there; one that has only opened its door does not count."""
        near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 (asked, not opened)
        if self.tls:
            unverified = ssl.create_default_context()  # it is ourselves that we ask, and nothing is told
            unverified.check_hostname = False
            unverified.verify_mode = ssl.CERT_NONE
            asking: HTTPConnection = HTTPSConnection(near, self.port, timeout=READY_SECONDS, context=unverified)
        else:
            asking = HTTPConnection(near, self.port, timeout=READY_SECONDS)
        try:
            asking.request("HEAD", "/")
            asking.getresponse()
        except (OSError, HTTPException):
            return False
        finally:
            asking.close()
        return True

    def check_free(self) -> None:
        """Raises Trouble when somebody else answers there already."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((self.host, self.port))
            except OSError as reason:
                raise Trouble(
                    f"不能在 {self.host}:{self.port} 上服务({reason.strerror});请另选端口,例如 PORT=8001。",
                    f"Cannot serve at {self.host}:{self.port} ({reason.strerror}); "
                    "choose another port, for example PORT=8001.",
                ) from None


@dataclass(frozen=True)
class Ground:
    """A data folder whose database is up: what commands and programs are started on."""

    home: Home
    kind: Kind
    database: Database
    server: Cluster | None = None  # our own, started for this block

    def variables(self, *, as_owner: bool = False) -> dict[str, str]:
        """The environment of a child of this program."""
        return environment.for_children(
            {
                environment.HOME: str(self.home.path),
                environment.KIND: self.kind,
                environment.INSTANCE_KEY_FILE: str(instance_key.ensure(self.home)),
                environment.SECRET_KEY_FILE: str(self.home.secret("django")),
                **self.database.variables(as_owner=as_owner),
            }
        )

    def run(
        self,
        module: str,
        *arguments: str,
        as_owner: bool = False,
        given: str | None = None,
    ) -> int:
        """Run one of our modules to its end; its exit code."""
        program = tethered(
            [sys.executable, "-P", "-m", module, *arguments],
            dies_by=signal.SIGTERM,
            environment=self.variables(as_owner=as_owner),
            source=subprocess.DEVNULL if given is None else subprocess.PIPE,
        )
        try:
            program.communicate(None if given is None else given.encode())
        except BaseException:
            program.terminate()
            raise
        return program.returncode

    def migrate(self) -> None:
        """Bring the tables up to date as their owner, then give the program its rights.

        The framework's checks are left to the web server, which makes them before it serves.
        """
        if self.database.owner is None:
            return
        if self.run("django", "migrate", "--no-input", "--verbosity=0", "--skip-checks", as_owner=True) != 0:
            raise Trouble("数据库迁移没有完成,原因见上。", "The migrations did not finish; see above.")
        self.database.grant()


@contextmanager
def standing(home: Home, kind: Kind, *, place: Place | None = None) -> Iterator[Ground]:
    """A data folder with its database up, for as long as the block runs.

    Takes the folder's lock, stops what an earlier run left, starts PostgreSQL.
    Raises Trouble when the folder or the place is in use, or something is missing.
    """
    descriptor = home.lock()
    try:
        home.settle(kind)
        if place is not None:
            place.check_free()
        recovered = leftovers.clear(home)
        instance_key.ensure(home)
        ensure_secret(home.secret("django"))
        folder = sockets.make()
        home.write_running(Running(pid=os.getpid(), port=0, sockets=str(folder)))
        try:
            with database.opened(home, folder) as (reached, server):
                if recovered:
                    say("上次没有正常结束,数据已恢复。", "The last run did not end properly; the data is recovered.")
                yield Ground(home, kind, reached, server)
        finally:
            sockets.remove(folder)
            home.write_running(None)
    finally:
        os.close(descriptor)


def serve(
    ground: Ground,
    place: Place,
    programs: Mapping[str, Sequence[str]],
    *,
    ready: Callable[[], None],
) -> None:
    """Run the programs on this ground until somebody stops us or one of them falls.

    `ready` is called once the web server answers. Raises Trouble when a
    program or our own PostgreSQL ends by itself, Stopped when we are asked to
    end.
    """
    supervisor = Supervisor(ground.home.log)
    variables = ground.variables() | {
        environment.PORT: str(place.port),
        environment.HOSTS: ",".join(("127.0.0.1", "localhost", "[::1]", *place.names)),
        environment.TLS: "1" if place.tls else "0",
    }
    try:
        for name, command in programs.items():
            supervisor.start(name, command, variables)
        _wait_for(supervisor, ground.server, place)
        there = ground.home.running
        if there is not None:
            ground.home.write_running(Running(there.pid, place.port, there.sockets, place.url))
        ready()
        while True:
            _raise_if_fallen(supervisor, ground.server)
            time.sleep(WATCH_SECONDS)
    finally:
        supervisor.stop()


def _wait_for(supervisor: Supervisor, server: Cluster | None, place: Place) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        _raise_if_fallen(supervisor, server)
        if place.answers():
            return
        time.sleep(POLL_SECONDS)
    raise Trouble(
        f"网页服务没有按时应答,见 {supervisor.log}。", f"The web server did not answer in time; see {supervisor.log}."
    )


def _raise_if_fallen(supervisor: Supervisor, server: Cluster | None) -> None:
    """The database before the rest: without it the others only say that they cannot reach it."""
    if server is not None and server.has_fallen:
        raise Trouble(
            f"PostgreSQL 意外结束,程序停止;原因见 {supervisor.log}。",
            f"PostgreSQL ended unexpectedly and everything is stopped; the reason is in {supervisor.log}.",
        )
    name = supervisor.fallen()
    if name is not None:
        last = supervisor.last_words(name)
        raise Trouble(
            f"{name} 意外结束,程序停止;全文见 {supervisor.log}/{name}.log。",
            f"{name} ended unexpectedly and everything is stopped; all of it is in {supervisor.log}/{name}.log.\n{last}",
        )


@contextmanager
def lifetime(*, stopped: int) -> Iterator[None]:
    """Everything started inside ends when the block ends: by itself, by a signal, or by force.

    A signal ends this process too, with `stopped` as its exit code.
    """
    os.umask(0o077)  # whatever we or our children write is for us alone
    kernel.adopt_orphans()
    if os.environ.get("MAKELEVEL"):
        kernel.die_with_parent(PARENT_GONE)
    with stoppable():
        try:
            yield
        except Stopped:
            raise SystemExit(stopped) from None
        finally:
            end_adopted()
