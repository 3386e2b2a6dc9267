"""Starting programs that die with us."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from .accounts import Account

LIBRARIES = "LD_LIBRARY_PATH"
TETHER = Path(__file__).with_name("tether.py")


def tethered(
    program: Sequence[str],
    *,
    dies_by: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    errors: IO[bytes] | int = subprocess.STDOUT,
    source: IO[bytes] | int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program that gets `dies_by` when this process ends, however it ends.

    It must be called from the main thread: the kernel watches the thread that
    forked, not the process. `account` lets go of root (only root can say it).
    """
    wrapped = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), str(int(dies_by))]
    if account is not None and account.uid != os.geteuid():
        wrapped.append(f"{account.uid}:{account.gid}")
    return subprocess.Popen(
        [*wrapped, "--", *program],
        env=_with_libraries(environment),
        stdin=source,
        stdout=output,
        stderr=errors if output is not None else None,
        cwd="/",
        start_new_session=True,  # Ctrl-C is for the launcher alone; it stops the rest in order
    )


def _with_libraries(environment: Mapping[str, str] | None) -> dict[str, str] | None:
    """A copied Python finds its own library by this variable; without it the tether cannot run."""
    if environment is None or LIBRARIES not in os.environ:
        return None if environment is None else dict(environment)
    return {LIBRARIES: os.environ[LIBRARIES], **environment}
