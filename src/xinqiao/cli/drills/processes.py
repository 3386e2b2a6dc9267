"""Processes that a drill starts, and some that it kills."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

import psycopg
from psycopg.conninfo import make_conninfo

from xinqiao.ground import environment, kernel
from xinqiao.ground.addresses import free_port
from xinqiao.ground.children import tethered
from xinqiao.ground.cluster import SUPERUSER
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground

STOP_SECONDS = 20.0


def start_inside(
    ground: Ground,
    function: str,
    words: Sequence[str],
    more: Mapping[str, str],
    *,
    output: int | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a function of ours with Django ready."""
    variables = {**ground.variables(), **more}
    if environment.DATABASE_USER in more:
        variables.pop(environment.DATABASE_PASSWORD_FILE, None)  # a superuser comes in by the system account
    command = [sys.executable, "-P", "-m", "xinqiao.cli.inside", function, *words]
    errors = subprocess.STDOUT if output is None else sys.stderr.fileno()
    return tethered(command, dies_by=signal.SIGTERM, environment=variables, output=output, errors=errors)


def kill(pid: int) -> None:
    """As a power cut does it."""
    os.kill(pid, signal.SIGKILL)


def _title(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().decode(errors="replace")
    except OSError:
        return ""


class Program:
    """The whole program as somebody starts it: `xinqiao demo` on a data folder and a port of its own."""

    def __init__(self, home: Home) -> None:
        self.home, self.port = home, free_port()
        self.starts = 0
        self.since = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what is left of the last one is killed first, as the switch of the machine would."""
        self.kill("everything")
        self.end()
        command = [sys.executable, "-P", "-m", "xinqiao", "demo", "--port", str(self.port)]
        variables = {**os.environ, environment.HOME: str(self.home.path)}
        self._process = tethered(command, dies_by=signal.SIGTERM, environment=variables, output=subprocess.DEVNULL)
        self.starts += 1
        self.since = time.monotonic()

    def is_alive(self) -> bool:
        """Whether the launcher runs."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """Stop it; by force if it does not listen."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self, name: str) -> int:
        """Kill a part of it; how many processes that was."""
        pids = self._part(name)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                kill(pid)
        return 1 if pids else 0

    def _part(self, name: str) -> list[int]:
        family = [] if self._process is None else kernel.descendants(self._process.pid)
        if name == "everything":
            return [] if self._process is None else [self._process.pid, *family]
        titles = {"web": "xinqiao.cli.web", "worker": "xinqiao.cli.worker", "backend": "postgres: xinqiao_desk"}
        if name == "postgres":
            return [pid for pid in family if "bin/postgres" in _title(pid)][:1]
        found = [pid for pid in family if titles[name] in _title(pid)]
        return found[-1:] if name == "backend" else found


def set_server(ground: Ground, settings: Sequence[str]) -> None:
    """Change how this server runs from its next start on."""
    with psycopg.connect(
        make_conninfo(host=ground.database.host, port=ground.database.port, dbname="postgres", user=SUPERUSER),
        autocommit=True,
    ) as connection:
        for one in settings:
            connection.execute(f"ALTER SYSTEM SET {one}")
