"""One reader of the clock: whatever else looked at it could not be tested, nor trusted after the clock was set back."""

import ast
from pathlib import Path

from tests.architecture.house import SOURCE, calls, python_files, tree

READERS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localdate",
    "time.time",
    "localtime",
)
ALLOWED = (SOURCE / "core" / "clock", SOURCE / "ground", SOURCE / "cli")


def readings(node: ast.AST) -> list[str]:
    return [f"{line}: {name}" for line, name in calls(node) if name.endswith(READERS) and not name.startswith("clock.")]


def test_only_the_clock_reads_the_clock() -> None:
    found = {
        file.relative_to(SOURCE).as_posix(): readings(tree(file))
        for file in python_files()
        if not any(file.is_relative_to(place) for place in ALLOWED)
    }
    assert {file: lines for file, lines in found.items() if lines} == {}


def test_the_guard_sees_a_reader() -> None:
    assert readings(ast.parse("x = datetime.now(UTC)"))
    assert Path(SOURCE / "core" / "clock" / "reading.py").exists()
