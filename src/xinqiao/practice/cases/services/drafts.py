"""What a new paper takes over from the plan before it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xinqiao.core.access import Actor, require
from xinqiao.core.vault.documents import open_document
from xinqiao.core.vault.keyring import Keyring
from xinqiao.practice.cases import policy, rules, selectors
from xinqiao.practice.cases.events import RecordRead

from .readings import shown_of
from .standing import check_has_signed
from .taking import spot_of


def open_plan_for(*, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime) -> dict[str, Any]:
    """The plan's fields with which a new version, or the closing, begins; nothing where there is no plan.

    Raises `Missing` for a stranger, `NotSigned`, `NoKeyGrant`, and `DocumentBroken` for a plan that is not what was filed.
    """
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_write, found)
    plan = selectors.last_plan(found)
    if plan is None:
        return {}
    check_has_signed(actor, at)
    reading = RecordRead(subject=plan.pk, about=plan.case.client_id, case=plan.case_id)
    opened = open_document(keyring=keyring, grant=grant, reading=reading, spot=spot_of(plan), at=at)
    return rules.carried(found.kind, shown_of(plan, opened).fields)
