"""Who vouches for the chain beside the program: asked by `verify`, answered from above.

The ledger knows no keys of people; the vault does, and says here how far their
signatures reach.
"""

from dataclasses import dataclass
from datetime import datetime

from xinqiao.core.hooks import Hook
from xinqiao.core.ledger.findings import Findings


@dataclass(frozen=True)
class Attested:
    """How many signatures fit, and the newest head that one of them confirms."""

    count: int = 0
    head: str = ""
    at: datetime | None = None


# Asked with `(findings)` at every verification.
on_verify: Hook[[Findings], Attested] = Hook()


def attest(findings: Findings) -> Attested:
    """What is confirmed; what does not fit goes to the findings. Only inside one snapshot."""
    return max([Attested(), *on_verify.call(findings)], key=lambda one: one.count)
