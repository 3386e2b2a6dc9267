"""A school made for a drill and thrown away after it. No real data folder is ever opened.

A school can be kept: the first drill that names a folder makes it there, every
further one works on a copy of its own.
"""

import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.processes import start_inside
from xinqiao.ground import environment
from xinqiao.ground.cluster import SUPERUSER
from xinqiao.ground.home import Home
from xinqiao.ground.program import Ground, standing
from xinqiao.ground.words import Trouble

SEED = "xinqiao.cli.drills.seed:sow"
HOME, KNOWN, HALF = "home", "known.json", ".half"


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    name: str
    size: str
    seed: int
    flaw: str | None

    @property
    def is_full(self) -> bool:
        """Whether it is the size of the promise, not of the tests."""
        return self.size == "full"


@dataclass(frozen=True)
class Scratch:
    """The folder of one drill: the school's data folder, and beside it what only the drill may know."""

    folder: Path

    @property
    def home(self) -> Home:
        """The school's data folder."""
        return Home(self.folder / HOME)

    @property
    def known(self) -> dict[str, Any]:
        """What the seed planted and which keys it made: on no account in the data folder."""
        found: dict[str, Any] = json.loads((self.folder / KNOWN).read_text(encoding="utf-8"))
        return found

    @contextmanager
    def standing(self, home: Home | None = None) -> Iterator[Ground]:
        """The school with its database up."""
        with standing(home or self.home, "demo") as ground:
            yield ground

    def ask(self, ground: Ground, function: str, *, as_superuser: bool = False, **given: object) -> Outcome:
        """Run one function of a drill in a process with Django; what it found. Raises Trouble when it broke."""
        file = self.folder / f"outcome-{secrets.token_hex(4)}.json"
        values = {"answer": str(file), "known": str(self.folder / KNOWN), **given}
        run_inside(ground, function, as_superuser=as_superuser, **values)
        return Outcome.read(file)


def run_inside(ground: Ground, function: str, *, as_superuser: bool = False, **given: object) -> None:
    """Run a function with Django ready, as the program or as the server's superuser. Raises Trouble."""
    words = [f"{name}={json.dumps(value)}" for name, value in given.items()]
    user = {environment.DATABASE_USER: SUPERUSER} if as_superuser else {}
    code = start_inside(ground, function, words, user).wait()
    if code != 0:
        raise Trouble(f"{function} 没有做完({code})。", f"{function} did not finish ({code}).")


def make_school(folder: Path) -> None:
    """The invented school with what the drills need, whole or not there."""
    half = folder.with_name(folder.name + HALF)
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700, parents=True)
    scratch = Scratch(half)
    with scratch.standing() as ground:
        progress("建库 / making the tables")
        ground.migrate()
        progress("虚构的学校 / the invented school")
        run_inside(ground, SEED, known=str(half / KNOWN))
    half.rename(folder)


def copy_school(kept: Path, folder: Path) -> Scratch:
    """A copy to work on. Its server must not be running."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(kept), str(folder)], check=True)
    return Scratch(folder)
