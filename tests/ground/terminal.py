"""A school set up at a terminal: what is typed, what stands there, and the sheet that it shows."""

import codecs
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.ground.conftest import Person

SETUP = (
    "setup", "--school", "青禾实验学校", "--director", "林静雅", "--second", "周立人", "--postgres", "wheel",
    "--year", "2026–2027:2026-09-01:2027-08-31", "--term", "第一学期:2026-09-01:2027-01-22",
)  # fmt: skip
GROUP = re.compile(r"^\((\d)\) ([0-9A-Z]{4}-[0-9A-Z]{4})$", flags=re.MULTILINE)
LINE = re.compile(r"^([1-4]): ([A-Z2-7 ]{19})$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """What stood on a terminal."""

    text: str

    @property
    def words(self) -> list[str]:
        """The eight groups."""
        return [found[1] for found in GROUP.findall(self.text)]

    @property
    def lines(self) -> list[str]:
        """The four lines of the backup key."""
        return [found[1] for found in LINE.findall(self.text)]


@dataclass(frozen=True)
class School:
    """A school that was set up by a script, and the sheet that the script got."""

    person: Person
    home: Path
    sheet: Sheet

    def type(self, *words: str, **more: str) -> tuple[int, str]:
        """Type a command; its exit code and what it said."""
        process = self.person.popen("-P", "-m", "xinqiao", *words, XINQIAO_HOME=str(self.home), **more)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said


def as_person(school: School) -> dict[str, object]:
    """The account and the environment of the school's program."""
    known = {name: value for name, value in os.environ.items() if name not in {"MAKELEVEL", "DATABASE_URL"}}
    given: dict[str, object] = {
        "env": {**known, **school.person.variables, "XINQIAO_HOME": str(school.home)}, "cwd": "/",
    }  # fmt: skip
    if school.person.account.uid != os.geteuid():
        given |= {"user": school.person.account.uid, "group": school.person.account.gid, "extra_groups": []}
    return given


class Terminal:
    """A command at a real terminal, and a person who waits for its questions."""

    def __init__(self, school: School, *words: str) -> None:
        self.ours, theirs = pty.openpty()
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        os.fchown(theirs, school.person.account.uid, school.person.account.gid)
        command = [str(school.person.python), "-P", "-m", "xinqiao", *words]
        start: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen
        self.process = start(command, **as_person(school), stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)

    def until(self, sign: str) -> str:
        """What was said, up to and with this sign."""
        said, deadline = "", time.monotonic() + 60
        while sign not in said:
            ready, _, _ = select.select([self.ours], [], [], max(0.0, deadline - time.monotonic()))
            piece = self._read() if ready else ""
            assert piece, said
            said += piece
        return said

    def rest(self) -> str:
        """What is said until the command ends."""
        return "".join(iter(self._read, ""))

    def _read(self) -> str:
        """A piece, without half a character at its end; nothing once the command is gone."""
        piece = ""
        while not piece:
            try:
                more = os.read(self.ours, 4096)
            except OSError:  # Linux says so where the other side is gone
                return ""
            piece = self.decoder.decode(more).replace("\r", "")
        return piece

    def interrupt(self) -> None:
        """Ctrl-C, for a command that runs in a session of its own."""
        self.process.send_signal(signal.SIGINT)

    def type(self, *lines: str) -> None:
        """Type these lines."""
        os.write(self.ours, "".join(f"{line}\n" for line in lines).encode())

    def end(self) -> int:
        """The exit code."""
        try:
            return self.process.wait(60)
        finally:
            self.process.kill()
            os.close(self.ours)
