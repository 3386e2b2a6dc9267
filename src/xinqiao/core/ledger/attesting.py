"""Who vouches for the chain beside the program: asked by `verify`, answered from above.

The ledger knows no keys of people; the vault does, and says here how far their
signatures reach.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from xinqiao.core.ledger.findings import Findings


@dataclass(frozen=True)
class Attested:
    """How many signatures fit, and the newest head that one of them confirms."""

    count: int = 0
    head: str = ""
    at: datetime | None = None


Attester: TypeAlias = Callable[[Findings], Attested]
_attesters: list[Attester] = []


def on_verify(attester: Attester) -> None:
    """Have `attester` asked at every verification; once, when the program is loaded."""
    if attester not in _attesters:
        _attesters.append(attester)


def attest(findings: Findings) -> Attested:
    """What is confirmed; what does not fit goes to the findings. Only inside one snapshot."""
    found = Attested()
    for attester in _attesters:
        found = max(found, attester(findings), key=lambda one: one.count)
    return found
