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
    for step in [*reversed(real.parents), real]:
        status = step.stat()
        wanted = 0o5 if step == real else 0o1
        if step == real and not step.is_dir():
            wanted = 0o4
        if status.st_uid == account.uid:
            granted = status.st_mode >> 6
        elif status.st_gid == account.gid:
            granted = status.st_mode >> 3
        else:
            granted = status.st_mode
        if granted & wanted != wanted:
            return False
    return True
