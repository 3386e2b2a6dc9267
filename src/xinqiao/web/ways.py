"""Where a promise is kept: areas below do not know each other's pages, and the desk leads from one to the other."""

from django.urls import reverse

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import may_open
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services as cases

KEPT_AT = {
    cases.RECORD_DUE.key: "cases:write",
    cases.VISIT_UNWRITTEN.key: "cases:visit",
    cases.CONSENT.key: "cases:case",
    **{kind.key: "cases:case" for kind in cases.HELP},
}


def way_of(actor: Actor, row: Obligation) -> str:
    """The record to be written, the case, or the visit that has none yet; empty where it is not this person's own."""
    name = KEPT_AT.get(row.kind)
    return reverse(name, args=[row.subject]) if name and row.owner_id == actor.pk and may_open(actor, name) else ""
