"""System accounts: who runs the program, and what that account can read."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

PROGRAM_USER = "xinqiao"


@dataclass(frozen=True)
class Account:
    """A system account, as much of it as we need."""

    name: str
    uid: int
    gid: int


def named(name: str) -> Account | None:
    """The account of this name, if the machine has it."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def current() -> Account:
    """The account this process runs under; an account without a name is its number."""
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        name = str(os.geteuid())
    return Account(name, os.geteuid(), os.getegid())


def is_root() -> bool:
    """Whether this process may do anything."""
    return os.geteuid() == 0


def can_enter(path: Path, account: Account) -> bool:
    """Whether the account can reach and read this path, by the mode bits on the way.

    Mode bits only: an access list that says otherwise costs a copy at worst.
    """
    real = path.resolve()
    wanted = 0o5 if real.is_dir() else 0o4
    return can_pass(real.parent, account) and _mode_for(real, account) & wanted == wanted


def can_pass(folder: Path, account: Account) -> bool:
    """Whether the account can walk through this folder to what lies in it."""
    real = folder.resolve()
    return all(_mode_for(step, account) & 0o1 for step in [*reversed(real.parents), real])


def _mode_for(path: Path, account: Account) -> int:
    """The three mode bits that hold for this account."""
    status = path.stat()
    if status.st_uid == account.uid:
        return status.st_mode >> 6 & 0o7
    if status.st_gid == account.gid:
        return status.st_mode >> 3 & 0o7
    return status.st_mode & 0o7
