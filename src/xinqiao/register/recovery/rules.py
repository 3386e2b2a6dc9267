"""Must: how long a wish waits, how often the envelope may be tried, and when a backup is too old.

Everything here is pure.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

ASK_LASTS = timedelta(days=7)
# Where one person let somebody in and gave the keys as well, the receiver is shown it for so long at least.
SHOWN_FOR = timedelta(days=60)
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
# Made every night; a machine that rests over a weekend or a short holiday gives no reason to worry.
BACKUP_LASTS = timedelta(days=5)
# Tried out every week, with two days for holidays of the machine.
VERIFIED_LASTS = timedelta(days=9)
# The clause that allows a key to be sealed to somebody: for the work, and for nobody else.
CLAUSE = "CNF-01"
# Private notes of a writer: whatever a rule says, nobody else ever gets them.
FOR_THE_WRITER_ALONE = "process_notes"
_LABEL = re.compile(r"^\s*[(（][1-8][)）]\s*", flags=re.MULTILINE)


class Want(Enum):
    """What keeps the service from being safe against a lost passphrase or a lost machine."""

    ENVELOPE = "envelope"
    CONFIRMATION = "confirmation"
    BACKUP = "backup"
    NEWER_BACKUP = "newer_backup"


@dataclass(frozen=True)
class Backups:
    """What the nightly backup wrote down; a moment is None where nothing, or nothing legible, was written."""

    last: datetime | None = None
    verified: datetime | None = None
    carried: datetime | None = None
    folder: str = ""
    is_elsewhere: bool = False
    trouble: str = ""
    failures: int = 0
    key: str = ""

    def wants(self, at: datetime) -> tuple[Want, ...]:
        """What is lacking now."""
        if self.verified is None:
            return (Want.BACKUP,)
        newest = max(self.verified, self.last or self.verified)
        too_old = at - newest > BACKUP_LASTS or at - self.verified > VERIFIED_LASTS
        return (Want.NEWER_BACKUP,) if too_old else ()

    @property
    def newest(self) -> datetime | None:
        """The newest backup of any kind."""
        return max((one for one in (self.last, self.verified, self.carried) if one), default=None)


def read_backups(known: object) -> Backups:
    """The status file's content, whatever it holds: what cannot be read counts as not written."""
    facts: dict[str, Any] = known if isinstance(known, dict) else {}
    last, verified, carried = (_part(facts, name) for name in ("last", "verified", "carried"))
    failures = facts.get("failures")
    return Backups(
        last=_moment(last.get("at")),
        verified=_moment(verified.get("at")),
        carried=_moment(carried.get("at")),
        folder=str(facts.get("folder") or "")[:200],
        is_elsewhere=facts.get("elsewhere") is True,
        trouble=str(facts.get("trouble") or "")[:400],
        failures=failures if isinstance(failures, int) and failures > 0 else 0,
        key=str(facts.get("key") or "")[:20],
    )


def as_typed(words: str) -> str:
    """The words without the numbers that stand before the groups on the sheet."""
    return _LABEL.sub("", words)


def is_over(asked_at: datetime, at: datetime) -> bool:
    """Whether a wish has waited too long; it is asked anew, so that nobody gives what nobody remembers."""
    return at - asked_at > ASK_LASTS


def _part(facts: dict[str, Any], name: str) -> dict[str, Any]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None
