"""Run one program that dies with its parent.

Called as `python -I -S tether.py PARENT SIGNAL [UID:GID] -- program …`. It asks
the kernel for SIGNAL when its parent is gone, lets go of root if told to, and
becomes the program. A script of its own, and not a `preexec_fn`, because code
between fork and exec is not safe in a process that has threads. It imports
nothing of xinqiao: it must run before anything is readable.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Tie this process to its parent, then become the program asked for."""
    split = arguments.index("--")
    parent, signal_number, *account = arguments[:split]
    program = arguments[split + 1 :]
    libc = ctypes.CDLL(None, use_errno=True)
    if account:
        uid, gid = (int(part) for part in account[0].split(":"))
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    # After the change of user: the kernel forgets the wish when the user changes.
    if libc.prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(parent):
        sys.exit(0)  # the parent died before the wish was heard
    os.umask(0o077)
    os.execv(program[0], program)  # noqa: S606 (becoming the program is the point)


if __name__ == "__main__":
    main(sys.argv[1:])
