"""Processes that a drill starts, and some that it kills."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from xinqiao.ground import environment, kernel
from xinqiao.ground.children import tethered
from xinqiao.ground.program import Ground


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


def postmaster(ground: Ground) -> int:
    """The number of PostgreSQL's first process."""
    return int((ground.home.postgres / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def backends(ground: Ground) -> list[int]:
    """The numbers of the processes that serve connections."""
    found = []
    for pid in kernel.children(postmaster(ground)):
        title = _title(pid)
        if ground.database.desk in title:
            found.append(pid)
    return found


def kill(pid: int) -> None:
    """As a power cut does it."""
    os.kill(pid, signal.SIGKILL)


def _title(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().decode(errors="replace")
    except OSError:
        return ""
