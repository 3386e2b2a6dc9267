"""A signature as it is kept: lines drawn with a finger or a mouse, or a name that was typed. Bounded, and nothing else."""

import json
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 600, 200
MOST_LINES, MOST_POINTS, LONGEST = 120, 4000, 60_000
NAME_AT_MOST = 60


class SignatureNotRead(ValueError):
    """What was sent is no signature."""


@dataclass(frozen=True)
class Signature:
    """`lines` of points on a sheet of 600 by 200, or a `name`; one of the two."""

    lines: tuple[tuple[tuple[int, int], ...], ...] = ()
    name: str = ""

    def as_kept(self) -> dict[str, Any]:
        """As it goes under the seal."""
        return {"name": self.name} if self.name else {"lines": [[list(point) for point in line] for line in self.lines]}

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> "Signature":
        """As it came from under the seal."""
        lines = tuple(tuple((point[0], point[1]) for point in line) for line in kept.get("lines", []))
        return cls(lines, kept.get("name", ""))

    @property
    def paths(self) -> list[str]:
        """The lines as a drawing wants them."""
        return [" ".join(f"{x},{y}" for x, y in line) for line in self.lines]


def read_signature(drawn: str, name: str) -> Signature:
    """What the page has sent: a drawing goes before a name. Raises `SignatureNotRead` for neither, and for nonsense."""
    if drawn.strip():
        return Signature(lines=_lines(drawn))
    typed = " ".join(name.split())
    if not typed or len(typed) > NAME_AT_MOST:
        raise SignatureNotRead
    return Signature(name=typed)


def _lines(drawn: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    if len(drawn) > LONGEST:
        raise SignatureNotRead
    try:
        sent = json.loads(drawn)
    except (ValueError, RecursionError) as problem:
        raise SignatureNotRead from problem
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_LINES:
        raise SignatureNotRead
    lines = tuple(_line(one) for one in sent)
    if not 2 <= sum(len(line) for line in lines) <= MOST_POINTS:
        raise SignatureNotRead
    return lines


def _line(sent: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_POINTS:
        raise SignatureNotRead
    return tuple(_point(one) for one in sent)


def _point(sent: object) -> tuple[int, int]:
    if not isinstance(sent, list) or len(sent) != 2 or any(type(part) is not int for part in sent):
        raise SignatureNotRead
    x, y = sent
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        raise SignatureNotRead
    return x, y
