"""What came of a drill: one line of JSON, and the exit code."""

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSED, FAILED, SKIPPED = 0, 1, 2
SHOWN = 20
_BEGAN = time.monotonic()


@dataclass
class Outcome:
    """What was counted, and what was wrong. A drill passes when nothing was."""

    facts: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    skipped: str = ""

    def expect(self, fits: object, otherwise: str) -> None:
        """Note what is wrong unless it fits."""
        if not fits:
            self.wrong.append(otherwise)

    def add(self, other: "Outcome", under: str) -> None:
        """Take in what a part of the drill found."""
        self.facts[under] = other.facts
        self.wrong += [f"{under}: {one}" for one in other.wrong]

    @property
    def code(self) -> int:
        """The exit code."""
        if self.skipped:
            return SKIPPED
        return FAILED if self.wrong else PASSED

    def line(self, **asked: object) -> str:
        """The one line of JSON."""
        said: dict[str, Any] = {**asked, "passed": self.code == PASSED, **self.facts}
        if self.skipped:
            said["skipped"] = self.skipped
        if self.wrong:
            said |= {"wrong": self.wrong[:SHOWN], "wrongs": len(self.wrong)}
        return json.dumps(said, ensure_ascii=False)

    def write(self, file: Path) -> None:
        """Hand it from a process with Django to the one that asked."""
        file.write_text(json.dumps(vars(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> "Outcome":
        """What `write` wrote."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


def progress(said: str) -> None:
    """Tell whoever watches; the answer itself goes elsewhere."""
    print(f"· {time.monotonic() - _BEGAN:6.1f} {said}", file=sys.stderr, flush=True)
