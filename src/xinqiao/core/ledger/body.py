"""The bytes that count: how an entry is written down, and how hashes are taken over it.

What is hashed is what is stored: the body is one line of ASCII JSON and nothing
is rebuilt from columns to check it. Entries and links are hashed behind
different first bytes (as RFC 6962 does), so that one can never pass for the
other.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from xinqiao.core.access import Actor, Post
from xinqiao.core.keys import Keyed

FORMAT = 1
GENESIS = bytes(32)
ENTRY_MAC = "ledger.entry"
NO_ROWS = ',"rows":[]}'
_ROWS = ',"rows":'
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # raw_decode's own inner step, without its wrapping
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Weighed:
    """A row as an entry names it; `digest` is None once the row has been removed."""

    name: str
    version: int
    pk: str
    digest: str | None


@dataclass(frozen=True)
class Document:
    """Everything an entry says; `form` is how something was read, and None for what is no reading."""

    kind: str
    at: datetime
    actor: Actor
    rule: str = ""
    clauses: tuple[str, ...] = ()
    subject: UUID | None = None
    about: UUID | None = None
    form: str | None = None
    facts: dict[str, object] = field(default_factory=dict)
    rows: Sequence[Weighed] = ()

    def body(self) -> str:
        """The one line that is stored and hashed; the rows stand last, where `rows_in` looks."""
        said = {
            "v": FORMAT,
            "kind": self.kind,
            "at": micros(self.at),
            "by": standing(self.actor),
            "actor": _text(self.actor.pk),
            "rule": self.rule,
            "clauses": list(self.clauses),
            "subject": _text(self.subject),
            "about": _text(self.about),
            "form": self.form,
            "facts": self.facts,
            "rows": [[row.name, row.version, row.pk, row.digest] for row in self.rows],
        }
        return json.dumps(said, separators=(",", ":"))


def rows_in(body: str) -> list[tuple[str, int, str, str | None]]:
    """The rows an entry names, without reading the rest of it.

    Inside a JSON string every quote is escaped, so the last unescaped `,"rows":`
    is the key itself.
    """
    start = body.rfind(_ROWS) + len(_ROWS)
    rows: list[tuple[str, int, str, str | None]] = _scan(body, start)[0]
    return rows


def entry_mac(keyed: Keyed, entry: bytes, body: str) -> bytes:
    """By which the sealer knows that the program wrote an entry, and not somebody at the database."""
    return keyed.digest(entry + body.encode())


def entry_hash(entry: bytes, mac: bytes, body: str) -> bytes:
    """Over everything an entry is: its id, its check value and its body."""
    return sha256(b"\x00" + entry + mac + body.encode()).digest()


def chain_hash(before: bytes, entry: bytes) -> bytes:
    """Over the link before and the entry's hash."""
    return sha256(b"\x01" + before + entry).digest()


def micros(moment: datetime) -> int:
    """A moment as whole microseconds since 1970. Raises `ValueError` for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment in the ledger has a time zone")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def standing(actor: Actor) -> str:
    """Whether a person, the program or nobody in particular acted."""
    if actor.pk is not None:
        return "person"
    return "program" if actor.holds(Post.PROGRAM) else "nobody"


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
