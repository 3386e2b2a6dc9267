"""What we ask of Linux about processes: who is whose child, and who looks after orphans."""

import ctypes
import os
import signal
from collections.abc import Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def adopt_orphans() -> None:
    """Grandchildren whose parent died become our children, not the machine's."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(sign: signal.Signals) -> None:
    """Get this signal when the thread that started us ends."""
    _prctl(PR_SET_PDEATHSIG, int(sign))


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def exchange(one: Path, other: Path) -> None:
    """Let two names of one file system change places, in one step that a power cut cannot halve."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def children(parent: int | None = None) -> set[int]:
    """The living children of a process (ours by default)."""
    wanted = parent if parent is not None else os.getpid()
    return {pid for pid in processes() if parent_of(pid) == wanted}


def descendants(parent: int) -> list[int]:
    """Everything that comes of a process, parents first."""
    found = []
    for child in sorted(children(parent)):
        found += [child, *descendants(child)]
    return found


def processes() -> Iterator[int]:
    """The numbers of all processes that we can see."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def dead_children() -> set[int]:
    """Our children that have ended and wait for somebody to ask how."""
    return {pid for pid in processes() if _state(pid) == ("Z", os.getpid())}


def parent_of(pid: int) -> int | None:
    """The parent of a process that is not dead yet."""
    known = _state(pid)
    return None if known is None or known[0] == "Z" else known[1]


def _state(pid: int) -> tuple[str, int] | None:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name stands in brackets and may itself hold brackets and spaces.
    state, parent = status.rpartition(")")[2].split()[:2]
    return state, int(parent)


def folder_of(pid: int) -> Path | None:
    """The folder a process works in, if we may know."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return None


def environment_of(pid: int) -> list[bytes]:
    """The environment a process was started with, if we may know."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def alive(pid: int) -> bool:
    """Whether the process exists and is not merely waiting to be reaped."""
    return parent_of(pid) is not None
