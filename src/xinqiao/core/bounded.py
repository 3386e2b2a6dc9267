"""A process of its own for what a stranger sent: little memory, little time, no secret and no file to write.

A parser or decoder that is led astray takes only that process with it. The
program that runs there calls `bind` before it looks at anything.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

MEMORY_AT_MOST = 1024 * 1024 * 1024
FILES_AT_MOST = 32
HOME = Path(__file__).resolve().parents[2]


def bind(*, seconds: int) -> None:
    """Bind the process that calls it, for good: memory, seconds of work, open files; nothing is written to a disk."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES_AT_MOST, FILES_AT_MOST))


def start_bounded(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module that binds itself, with pipes for what goes in and comes out, and nothing of our environment."""
    environment = {"PYTHONPATH": str(HOME), "PYTHONUTF8": "1", "PATH": os.defpath}
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
