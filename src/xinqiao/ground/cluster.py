"""Our own PostgreSQL: make it, start it, stop it, find what was left of it."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import server_files
from .accounts import Account, current
from .children import tethered

START_SECONDS = 60.0
STOP_SECONDS = 60.0
POLL_SECONDS = 0.05
SUPERUSER = "postgres"
STATUS_LINE = 7  # of postmaster.pid, counted from nought
READY = "ready"


class ClusterTrouble(Exception):
    """PostgreSQL did not start, did not stop, or its data folder is not usable."""


@dataclass
class Cluster:
    """One PostgreSQL server of ours: a data folder, a socket folder, a log.

    `account` is the system account it runs under when that is not our own.
    """

    binaries: Path
    data: Path
    sockets: Path
    log: Path
    port: int = 5432
    access: server_files.Access = field(default_factory=server_files.Access)
    settings: server_files.Settings = field(default_factory=server_files.Settings)
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = None

    def exists(self) -> bool:
        """Whether the data folder has been made."""
        return (self.data / "PG_VERSION").exists()

    def create(self, *, superuser_password: str) -> None:
        """Make the data folder: checksums, UTF-8, collation C; all of it or nothing.

        A half-made folder of a start that was killed is thrown away first.
        """
        half = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700, parents=True)
        secret = half.with_name(half.name + ".password")
        secret.touch(mode=0o600)
        secret.write_text(superuser_password + "\n", encoding="ascii")
        self._hand_over(half, secret)
        try:
            self._initdb(half, secret)
        finally:
            secret.unlink()
        with (half / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\ninclude '{server_files.NAME}'\n")
        half.rename(self.data)

    def _initdb(self, folder: Path, secret: Path) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [
            str(self.binaries / "initdb"),
            f"--pgdata={folder}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums",
            "--auth-local=scram-sha-256",
            "--auth-host=scram-sha-256",
            "--no-instructions",
        ]
        if not self.settings.durable:
            command.append("--no-sync")
        with self.log.open("ab") as log:
            made = tethered(
                command,
                dies_by=signal.SIGTERM,
                account=self.account,
                environment=_environment(),
                output=log,
            )
        if made.wait() != 0:
            raise ClusterTrouble(f"initdb: {self.log}")

    def start(self) -> None:
        """Start the server and return once it takes connections.

        Raises ClusterTrouble with the log's path when it does not come up.
        """
        server_files.write(self.data, settings=self.settings, access=self.access, account=self.account or current())
        self._hand_over(*(self.data / name for name in server_files.ALL))
        with self.log.open("ab") as log:
            self.process = tethered(
                [
                    str(self.binaries / "postgres"),
                    "-D",
                    str(self.data),
                    "-k",
                    str(self.sockets),
                    "-p",
                    str(self.port),
                ],
                dies_by=signal.SIGINT,  # PostgreSQL's fast and clean shutdown
                account=self.account,
                environment=_environment(),
                output=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._ready(self.process.pid):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ClusterTrouble(
                    f"PostgreSQL 没有启动,原因见 {self.log} / PostgreSQL did not start; the reason is in {self.log}"
                )
            time.sleep(POLL_SECONDS)

    def _ready(self, pid: int) -> bool:
        lines = _postmaster_file(self.data)
        if len(lines) <= STATUS_LINE or lines[0] != str(pid):
            return False
        return lines[STATUS_LINE].strip() == READY

    @property
    def has_fallen(self) -> bool:
        """Whether the server has ended and nobody stopped it."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Stop the server cleanly; at once when it does not listen."""
        if self.process is None:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is not None:
                break
            self.process.send_signal(sign)
            try:
                self.process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def _hand_over(self, *paths: Path) -> None:
        if self.account is not None and self.account.uid != os.geteuid():
            for path in paths:
                os.chown(path, self.account.uid, self.account.gid)


def _environment() -> dict[str, str]:
    """Nothing of ours reaches the server but where to find programs, and no language."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _postmaster_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
