"""Starting programs that die with us."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from .accounts import Account

TETHER = Path(__file__).with_name("tether.py")


def tethered(
    program: Sequence[str],
    *,
    dies_by: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    folder: Path | None = None,
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
        env=dict(environment) if environment is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        cwd=folder if folder is not None else "/",
        start_new_session=True,  # Ctrl-C is for the launcher alone; it stops the rest in order
    )
