"""What the program itself has said about a row, for whoever must not take the row's word for it."""

import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, entry_mac

_SAID = "SELECT id, subject, kind, body, mac FROM ledger_entry WHERE subject = ANY(%s) AND kind = ANY(%s) ORDER BY seq"


@dataclass(frozen=True)
class Said:
    """One entry's kind and facts, and who acted: nobody where it was the program."""

    kind: str
    facts: dict[str, Any]
    actor: UUID | None = None


def said_of(subject: UUID, kinds: Sequence[str]) -> list[Said]:
    """The entries of these kinds about a subject, in the order in which they were written.

    Only those that carry the check value of this program: what somebody else
    put into the table counts as not said. It is no reading of the ledger by a
    person, so it asks for no grant.
    """
    return said_of_each([subject], kinds)[subject]


def said_of_each(subjects: Collection[UUID], kinds: Sequence[str]) -> dict[UUID, list[Said]]:
    """`said_of` for many subjects in one statement; every subject has its list, if an empty one."""
    keyed = Keyed(ENTRY_MAC)
    said: dict[UUID, list[Said]] = {subject: [] for subject in subjects}
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [list(said), list(kinds)])
        for entry, subject, kind, body, mac in cursor.fetchall():
            if hmac.compare_digest(bytes(mac), entry_mac(keyed, entry.bytes, body)):
                known = json.loads(body)
                actor = known["actor"]
                said[subject].append(Said(kind, known["facts"], UUID(actor) if actor else None))
    return said
