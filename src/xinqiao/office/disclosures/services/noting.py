"""What left by another way than a copy: papers that were printed."""

from datetime import datetime
from uuid import UUID, uuid5

from xinqiao.core.access import Grant
from xinqiao.core.ledger import record
from xinqiao.office.disclosures import rules
from xinqiao.office.disclosures.events import LeavingNoted
from xinqiao.office.disclosures.models import Disclosure, GivenState
from xinqiao.office.disclosures.rules import PRINTED, LeaveBasis, To


def note_leaving(
    *, grant: Grant, client: UUID, act: UUID, purpose: str, keeper: str, papers: int, copies: int, at: datetime
) -> Disclosure:
    """Part of printing: the client's list says what for and to whom; nothing of what stood on the papers is kept.

    `act` is the one act of whoever prints: its later steps add to the same line.
    """
    assert grant.actor.pk is not None  # whoever prints is a person
    token = uuid5(act, str(client))
    made = Disclosure.objects.select_for_update(of=("self",)).filter(token=token).first()
    if made is None:
        made = Disclosure(client_id=client, kind=PRINTED.key, state=GivenState.HANDED.value, token=token)
        made.content, made.given_by_id, made.given_at = {}, grant.actor.pk, at
        made.receiver = {"to": To.PAPER.value, "number": None, "name": keeper, "post": ""}
        before = 0
    else:
        before = made.basis["papers"]
    made.basis = rules.kept(LeaveBasis(purpose=purpose, copies=copies, papers=before + papers))
    made.save()
    record(LeavingNoted(subject=made.pk, about=client), grant, rows=[made], at=at)
    return made
