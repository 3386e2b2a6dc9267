"""What the program itself has said about a row, for whoever must not take the row's word for it."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.body import ENTRY_MAC, entry_mac

_SAID = "SELECT id, kind, body, mac FROM ledger_entry WHERE subject = %s AND kind = ANY(%s) ORDER BY seq"


@dataclass(frozen=True)
class Said:
    """One entry's kind and facts."""

    kind: str
    facts: dict[str, Any]


def said_of(subject: UUID, kinds: Sequence[str]) -> list[Said]:
    """The entries of these kinds about a subject, in the order in which they were written.

    Only those that carry the check value of this program: what somebody else
    put into the table counts as not said. It is no reading of the ledger by a
    person, so it asks for no grant.
    """
    keyed = Keyed(ENTRY_MAC)
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [subject, list(kinds)])
        rows = cursor.fetchall()
    return [
        Said(kind, json.loads(body)["facts"])
        for entry, kind, body, mac in rows
        if hmac.compare_digest(bytes(mac), entry_mac(keyed, entry.bytes, body))
    ]
