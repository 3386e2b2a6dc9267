"""Typing `xinqiao drill`, with one invented school that every drill of the run copies."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ground.conftest import Person, person

__all__ = ["person"]
Drill = Callable[..., tuple[int, dict[str, Any]]]
PATIENCE_SECONDS = 300


@pytest.fixture(scope="session")
def kept(person: Person) -> Iterator[Path]:
    """Where the school is kept: the first drill makes it, the last process of the run throws it away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(f"/tmp/xq-drills-{run}")
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, person.account.uid, person.account.gid)
    with (folder / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        yield folder / "school"
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def drill(person: Person, kept: Path) -> Drill:
    """Run a drill; its exit code and its one line."""

    def typed(name: str, *words: str) -> tuple[int, dict[str, Any]]:
        with (kept.parent / "making").open("a") as making:
            if not kept.exists():  # one makes it, the others wait
                fcntl.flock(making, fcntl.LOCK_EX)
            process = person.popen("-P", "-m", "xinqiao", "drill", name, "--school", str(kept), *words)
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        lines = [line for line in said.splitlines() if line.startswith('{"drill"')]
        assert len(lines) == 1, said
        return process.returncode, json.loads(lines[0])

    return typed
