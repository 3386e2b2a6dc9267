"""What the browsers of a drill were told is saved, written down at once."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

WALK_IN, CLOSE, DRAFT, FILED = "walk-in", "close", "draft", "filed"
SEALED = frozenset({DRAFT, FILED})


@dataclass(frozen=True)
class Promise:
    """One answer that said so: of a visit of this client, or of this revision of a record's words."""

    what: str
    row: str
    client: str = ""
    revision: int = 0


@dataclass
class Said:
    """All of them, from every browser."""

    promises: list[Promise] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    last: float = field(default_factory=time.monotonic)

    def note(self, promise: Promise) -> None:
        """Write it down."""
        with self.lock:
            self.promises.append(promise)
            self.last = time.monotonic()

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        with self.lock:
            return dict(Counter(one.what for one in self.promises))

    @property
    def sealed(self) -> int:
        """How many of them are of what lies under the people's seal."""
        return sum(count for what, count in self.counts().items() if what in SEALED)

    def __len__(self) -> int:
        return len(self.promises)

    def write(self, file: Path) -> None:
        """For the process that looks for them."""
        file.write_text(json.dumps([asdict(one) for one in self.promises]), encoding="utf-8")


def read(file: Path) -> list[Promise]:
    """What `Said.write` wrote."""
    return [Promise(**one) for one in json.loads(file.read_text(encoding="utf-8"))]


def words(record: str, revision: int) -> dict[str, str]:
    """What a record says in this revision: told again by whoever looks for it."""
    return {"said": f"演练 {record} 第{revision}稿。", "risk": "none", "next": f"第{revision + 1}稿。"}
