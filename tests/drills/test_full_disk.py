"""The disk full in mid-record: a sample of `xinqiao drill full-disk`."""

from typing import Any

import pytest

from tests.drills.conftest import Drill
from tests.ground.conftest import Person
from xinqiao.cli.drills.outcome import SKIPPED

# By the kernel's own calls and by nothing of ours: whether an ordinary user may have a file system of their own.
MAY_MOUNT = """
import ctypes
libc = ctypes.CDLL(None)
raise SystemExit(0 if libc.unshare(0x10020000) == 0 else 1)
"""


def tried(person: Person, code: int, found: dict[str, Any]) -> None:
    """A drill that was not tried has not passed: only where the machine refuses may it be left out, and that is listed."""
    if code != SKIPPED:
        return
    probe = person.popen("-I", "-c", MAY_MOUNT)
    probe.communicate(timeout=60)
    assert probe.returncode != 0, f"this machine would let it be tried: {found['skipped']}"
    pytest.skip(f"NOT TRIED, the full-disk drill: {found['skipped']}")


def test_nothing_is_lost_and_nothing_opens_unrecorded(drill: Drill, person: Person) -> None:
    code, found = drill("full-disk")

    tried(person, code, found)
    assert (code, found.get("wrong")) == (0, None)
    assert found["refused"] > 0
    assert found["reading"]["opened"] <= found["reading"]["on_record"]


def test_it_can_fail(drill: Drill, person: Person) -> None:
    code, found = drill("full-disk", "--flaw", "unrecorded-reading")

    tried(person, code, found)
    assert code == 1
    assert "readings are on record" in found["wrong"][0]
