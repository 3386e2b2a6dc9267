"""A small disk of memory for one drill, without asking root: mounted where nobody but this process's family sees it.

A user namespace gives an ordinary user the right to mount inside of it. Where
the machine allows none, the drill says so and is not tried.
"""

import ctypes
import os
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_PRIVATE, MS_REC = 1 << 18, 1 << 14


class NoSmallDisk(Exception):
    """The machine does not let us."""


def mount(folder: Path, size: int) -> None:
    """Mount a disk of so many bytes on this folder, for this process and its children. Raises `NoSmallDisk`."""
    user, group = os.geteuid(), os.getegid()
    try:
        _call("unshare", CLONE_NEWNS | CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        _call("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
        _call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={size},mode=0700".encode())
    except OSError as reason:
        raise NoSmallDisk(f"no small disk can be mounted here: {reason}") from None


def room(folder: Path) -> int:
    """Free bytes."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def fill(file: Path, leave: int = 0) -> None:
    """Take all the room there is, but for so many bytes."""
    with file.open("ab") as target:
        while (left := room(file.parent) - leave) > 0:
            try:
                os.posix_fallocate(target.fileno(), target.tell(), min(left, 1 << 20))
                target.seek(0, os.SEEK_END)
            except OSError:
                return


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
