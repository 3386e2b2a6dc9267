"""The folder of PostgreSQL's socket: short, ours alone, one per run.

The name of a socket has 107 bytes; a data folder with a long Chinese name
leaves no room, so the socket does not live there.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path

PREFIX = "xq-"


def make() -> Path:
    """A new folder of mode 0700 under the user's run folder, else under /tmp."""
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=_parent()))


def _parent() -> Path:
    own = Path(f"/run/user/{os.geteuid()}")
    try:
        status = own.stat()
    except OSError:
        return Path("/tmp")  # noqa: S108 (mkdtemp makes an unguessable folder of mode 0700)
    private = status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077
    return own if private and os.access(own, os.W_OK) else Path("/tmp")  # noqa: S108


def remove(folder: Path) -> None:
    """Remove a folder that `make` made; anything else is left alone."""
    if not folder.name.startswith(PREFIX):
        return
    try:
        status = folder.lstat()
    except OSError:
        return
    if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid():
        shutil.rmtree(folder, ignore_errors=True)
