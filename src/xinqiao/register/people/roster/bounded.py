"""Read a stranger's file where it can do no harm.

The file goes by pipe to a process of its own, which may use so much memory and
time, may write no file and holds none of our secrets; what comes back is lines
of JSON. A parser that is led astray takes only that process with it.
"""

import json
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from xinqiao.core.bounded import start_bounded

from .cells import Book, Row, Sheet
from .problems import UnreadableFile, Why
from .reading import SIZE_AT_MOST
from .wire import unpack_row

SECONDS_AT_MOST = 120
CHILD = "xinqiao.register.people.roster.child"

Progress = Callable[[int], None]


def read_bounded(data: bytes, progress: Progress = lambda rows: None) -> Book:
    """Read a file in a bounded process; `progress` hears how many rows came.

    Raises UnreadableFile, also when the process had to be stopped.
    """
    if len(data) > SIZE_AT_MOST:
        raise UnreadableFile(Why.TOO_BIG, most=str(SIZE_AT_MOST // 1024 // 1024))
    with _child() as child:
        feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        feeder.start()
        book = _collect(child.stdout, progress) if child.stdout else None
        feeder.join()
        if book is None:
            # Killed by a limit, or fallen over on something malformed.
            raise UnreadableFile(Why.TOO_HEAVY if child.wait() < 0 else Why.DAMAGED)
    return book


@contextmanager
def _child() -> Iterator[subprocess.Popen[bytes]]:
    with start_bounded(CHILD) as child:
        watchdog = threading.Timer(SECONDS_AT_MOST, child.send_signal, [signal.SIGKILL])
        watchdog.daemon = True
        watchdog.start()
        try:
            yield child
        finally:
            watchdog.cancel()
            child.kill()


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    if pipe is None:
        return
    try:
        pipe.write(data)
        pipe.close()
    except OSError:
        # The child refused the file before it had read it all, or died.
        return


def _collect(lines: IO[bytes], progress: Progress) -> Book | None:
    """Build the book from the child's lines; None if it ended without a word."""
    sheets: list[Sheet] = []
    rows: list[Row] = []
    seen = 0
    for line in lines:
        said = json.loads(line)
        match said["say"]:
            case "sheet":
                rows = []
                sheets.append(Sheet(said["name"], rows))
            case "rows":
                rows += map(unpack_row, said["rows"])
                seen += len(said["rows"])
                progress(seen)
            case "refused":
                raise UnreadableFile(Why(said["why"]), **said["params"])
            case "end":
                return Book(tuple(sheets), tuple(said["hidden"]))
    return None
