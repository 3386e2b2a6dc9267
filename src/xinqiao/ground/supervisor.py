"""Programs started together, watched together, stopped together."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from . import kernel
from .children import tethered

STOP_SECONDS = 15.0
POLL_SECONDS = 0.1
LAST_LINES = 12


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, `kill`, or the terminal is gone."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask for an end into `Stopped`, once; later ones are ignored.

    Once, so that a second Ctrl-C cannot interrupt the orderly end.
    """
    asking = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # what `nohup` asked for stays
        asking.append(signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for sign in asking:
            signal.signal(sign, signal.SIG_IGN)
        raise Stopped

    before = {sign: signal.signal(sign, stop) for sign in asking}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


@dataclass
class Supervisor:
    """The long-running programs beside PostgreSQL. Use from the main thread only."""

    log: Path
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a program that dies with us; what it says goes to its own log."""
        path = self.log / f"{name}.log"
        path.touch(mode=0o600)
        with path.open("ab") as log:
            # At once: when we are gone the database is going too, and there is nothing left to finish.
            self.programs[name] = tethered(command, dies_by=signal.SIGKILL, environment=environment, output=log)

    def fallen(self) -> str | None:
        """The name of a program that has ended by itself; reaps adopted orphans on the way."""
        _reap({program.pid for program in self.programs.values()})
        return next((name for name, program in self.programs.items() if program.poll() is not None), None)

    def last_words(self, name: str) -> str:
        """The end of a program's log."""
        text = (self.log / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-LAST_LINES:])

    def stop(self) -> None:
        """Ask all programs to end, then make them."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for program in self.programs.values():
                if program.poll() is None:
                    program.send_signal(sign)
            deadline = time.monotonic() + STOP_SECONDS
            while any(program.poll() is None for program in self.programs.values()):
                if time.monotonic() > deadline:
                    break
                time.sleep(POLL_SECONDS / 5)
        self.programs.clear()


def _reap(known: set[int]) -> None:
    """Bury adopted orphans that have died, and leave our own children to their owners."""
    for pid in kernel.dead_children() - known:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def end_adopted() -> None:
    """End and bury whatever is still our child: orphans of programs that are gone."""
    while True:
        for pid in kernel.children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        except ChildProcessError:
            return
        time.sleep(POLL_SECONDS / 5)
