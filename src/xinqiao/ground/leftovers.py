"""What an earlier run left behind: living processes and stale files.

Called with the folder's lock held, so whatever still runs here has no launcher.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from . import environment, kernel, sockets
from .home import Home
from .words import say

GRACE_SECONDS = 30.0
POLL_SECONDS = 0.05


def clear(home: Home) -> bool:
    """Stop what an earlier run left alive and sweep up after it; True if it had not ended properly."""
    helpers = _program_processes(home)
    servers = _database_processes(home.postgres)
    broken = home.running is not None or bool(helpers or servers)
    _stop(helpers, (signal.SIGTERM, signal.SIGKILL))
    if servers:
        # The postmaster stops its own children; children without a postmaster go by themselves.
        _stop(_postmasters(servers), (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))
        _stop(_database_processes(home.postgres), (signal.SIGQUIT, signal.SIGKILL))
        say(
            "上次留下的 PostgreSQL 还在运行,已妥善停止。",
            "A PostgreSQL left over from the last run was still alive; it has been stopped cleanly.",
        )
    _remove_stale_pid_file(home.postgres)
    if home.running is not None:
        sockets.remove(Path(home.running.sockets))
        home.write_running(None)
    return broken


def _program_processes(home: Home) -> set[int]:
    mark = os.fsencode(f"{environment.HOME}={home.path}")
    started = os.fsencode(f"{environment.LAUNCHER}=")
    family = _ancestors()
    return {
        pid
        for pid in kernel.processes()
        if pid not in family
        and mark in (variables := kernel.environment_of(pid))
        and any(variable.startswith(started) for variable in variables)
    }


def _ancestors() -> set[int]:
    """Ourselves and those who started us: they carry the same variables."""
    family: set[int] = set()
    pid: int | None = os.getpid()
    while pid:
        family.add(pid)
        pid = kernel.parent_of(pid)
    return family


def _database_processes(data: Path) -> set[int]:
    return {pid for pid in kernel.processes() if kernel.folder_of(pid) == data}


def _postmasters(servers: set[int]) -> set[int]:
    return {pid for pid in servers if kernel.parent_of(pid) not in servers}


def _stop(pids: Iterable[int], signals: Iterable[signal.Signals]) -> None:
    waiting = set(pids)
    for sign in signals:
        for pid in waiting:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
        deadline = time.monotonic() + GRACE_SECONDS
        while waiting and time.monotonic() < deadline:
            waiting = {pid for pid in waiting if kernel.alive(pid)}
            time.sleep(POLL_SECONDS if waiting else 0)


def _remove_stale_pid_file(data: Path) -> None:
    """Nobody of ours runs here any more: a number in this file can only be a stranger's by now."""
    (data / "postmaster.pid").unlink(missing_ok=True)
