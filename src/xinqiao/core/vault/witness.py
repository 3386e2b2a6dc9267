"""People witness the ledger: whoever unlocks or locks signs its newest head.

The program signs by itself while the keys are in its hands, at every unlocking
and at every lock that the owner asks for. A lock that happens by itself has no
key to sign with. `check_witnesses` is asked by `xinqiao ledger verify`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid4

from xinqiao.core.ledger.attesting import Attested
from xinqiao.core.ledger.body import micros
from xinqiao.core.ledger.findings import Findings, Wrong
from xinqiao.core.ledger.heads import newest_head, short
from xinqiao.core.ledger.models import Link
from xinqiao.core.vault import people
from xinqiao.core.vault.models import PersonKey, Witness
from xinqiao.core.vault.pinning import is_pinned

Sign: TypeAlias = Callable[[bytes], bytes]
PURPOSE = b"xinqiao/1/vault.witness/"


def witness(person_key: PersonKey, sign: Sign, *, at: datetime) -> Sequence[Witness]:
    """Sign the newest head, as part of an unlocking or a lock which records the row; nothing before the first head."""
    head = newest_head()
    if head is None:
        return ()
    made = Witness(id=uuid4(), person_key=person_key, position=head[0], head=head[1], at=at)
    made.signature = sign(said(made))
    made.save(force_insert=True)
    return (made,)


def said(made: Witness) -> bytes:
    """What is signed: which head, when, and by which row and key, so that no signature serves for another."""
    where = made.pk.bytes + made.person_key_id.bytes + b"%d/%d/" % (made.position, micros(made.at))
    return PURPOSE + where + bytes(made.head)


def check_witnesses(findings: Findings) -> Attested:
    """Compare every witness with its owner's key and with the chain. How far the chain is certain by them."""
    good: dict[UUID, bool] = {}
    attested = Attested()
    rows = Witness.objects.select_related("person_key").order_by("position", "at", "pk")
    chain = dict(Link.objects.filter(position__in=Witness.objects.values("position")).values_list("position", "hash"))
    for one in rows.iterator(chunk_size=1000):
        if one.person_key_id not in good:
            good[one.person_key_id] = is_pinned(one.person_key)
        row = f"vault.witness {one.pk}"
        if not good[one.person_key_id] or not _verifies(one):
            findings.add(Wrong.WITNESS_FORGED, one.position, row=row)
        elif bytes(chain.get(one.position, b"")) != bytes(one.head):
            findings.add(Wrong.WITNESS_DIFFERS, one.position, row=row)
        else:
            attested = Attested(attested.count + 1, short(one.position, bytes(one.head)), one.at)
    return attested


def _verifies(one: Witness) -> bool:
    return people.verifies(bytes(one.person_key.signing), bytes(one.signature), said(one))
