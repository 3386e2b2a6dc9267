"""Launchers of their own, each in its own folder, under an account that is not root."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from xinqiao.cli.folder import CHECKOUT
from xinqiao.ground import accounts, descent, environment, kernel, runtime
from xinqiao.ground.accounts import Account
from xinqiao.ground.addresses import free_port

# The launcher with the real PostgreSQL and, in Django's place, a web server that needs no school.
PROGRAM = """
import os, sys
from pathlib import Path
from xinqiao.ground.home import Home
from xinqiao.ground.program import Place, lifetime, serve, standing
from xinqiao.ground.words import Trouble

home, place = Home(Path(sys.argv[1])), Place(port=int(sys.argv[2]))
web = [sys.executable, "-m", "http.server", sys.argv[2], "--bind", "127.0.0.1", "--directory", sys.argv[1] + "/log"]
try:
    with lifetime(stopped=0), standing(home, "demo", place=place) as ground:
        serve(ground, place, {"web": web}, ready=lambda: print("READY", flush=True))
except Trouble as trouble:
    sys.exit(str(trouble))
"""
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Person:
    """An account that runs the program, and the Python it can read."""

    account: Account
    python: Path
    variables: dict[str, str] = field(default_factory=dict)

    def popen(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start Python as this person."""
        change = {}
        if self.account.uid != os.geteuid():
            change = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        left_out = {"MAKELEVEL", environment.HOME, environment.DATABASE_URL, "PORT"}
        known = {name: value for name, value in os.environ.items() if name not in left_out}
        return subprocess.Popen(
            [str(self.python), *arguments],
            env={**known, **self.variables, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            start_new_session=True,
            **change,
        )


@dataclass
class Launcher:
    """One running launcher and its folder."""

    process: subprocess.Popen[str]
    home: Path
    port: int
    said: str = ""

    def wait_until_ready(self) -> None:
        """Return once it serves; fail with what it said if it does not."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip() == "READY":
                return
            self.said += line
        pytest.fail(self.said)

    def family(self) -> set[int]:
        """The launcher and everything it started."""
        return {self.process.pid, *kernel.descendants(self.process.pid)}

    def end(self, sign: signal.Signals) -> str:
        """Send a signal and wait for the end; what it said."""
        self.process.send_signal(sign)
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.said + rest


def gone(pids: set[int], *, within: float = 15.0) -> bool:
    """Whether all of these processes end in time."""
    deadline = time.monotonic() + within
    while left := {pid for pid in pids if kernel.alive(pid)}:
        if time.monotonic() > deadline:
            return not left
        time.sleep(0.05)
    return True


@pytest.fixture(scope="session")
def person() -> Person:
    """Whoever runs the tests; as root, the system account of the program."""
    if not accounts.is_root():
        return Person(accounts.current(), Path(sys.executable))
    account = descent.ensure_account()
    place = runtime.readable_by(account, checkout=CHECKOUT, state=descent.STATE)
    return Person(account, place.python, place.variables)


@pytest.fixture
def room(person: Person) -> Iterator[Path]:
    """An empty folder that the person owns and can reach."""
    folder = Path(tempfile.mkdtemp(prefix="xq-ground-", dir="/tmp"))
    os.chown(folder, person.account.uid, person.account.gid)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def launch(person: Person) -> Iterator[Callable[..., Launcher]]:
    """Start a launcher in a folder; whatever still runs at the end is killed."""
    started: list[Launcher] = []
    families: set[int] = set()

    def start(home: Path, port: int | None = None, *, ready: bool = True) -> Launcher:
        port = port or free_port()
        launcher = Launcher(person.popen("-P", "-c", PROGRAM, str(home), str(port)), home, port)
        started.append(launcher)
        if ready:
            launcher.wait_until_ready()
            families.update(launcher.family())
        return launcher

    yield start
    for pid in families | {launcher.process.pid for launcher in started if launcher.process.poll() is None}:
        with suppress(ProcessLookupError):
            if kernel.alive(pid):
                os.kill(pid, signal.SIGKILL)
    for launcher in started:
        launcher.process.communicate()


@pytest.fixture
def as_root() -> None:
    """Only root can try this."""
    if not accounts.is_root():
        pytest.skip("needs root: only root can become somebody else")
