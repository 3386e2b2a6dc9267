"""Where a promise is kept: areas below do not know each other's pages, and the desk leads from one to the other."""

from uuid import UUID

from django.urls import reverse

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import may_open
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import selectors
from xinqiao.practice.cases import services as cases
from xinqiao.practice.crisis import services as crisis
from xinqiao.practice.rights import services as rights
from xinqiao.practice.scheduling import services as scheduling
from xinqiao.practice.staffing import services as staffing

KEPT_AT = {
    cases.RECORD_DUE.key: "cases:write",
    cases.VISIT_UNWRITTEN.key: "cases:visit",
    cases.CONSENT.key: "cases:case",
    **{kind.key: "cases:case" for kind in cases.HELP},
    staffing.GIVE_KEYS.key: "recovery:give",
    rights.ANSWER.key: "rights:request",
    rights.ANSWER_APART.key: "rights:request",
    crisis.CALL.key: "crisis:call",
    crisis.AFTER.key: "crisis:call",
}
# Kept on a page that is the same for whatever was promised.
KEPT_AT_ONE = {
    **{kind.key: "scheduling:line" for kind in scheduling.AT_THE_LINE},
    staffing.SEE_KEYS.key: "recovery:ask",
    staffing.RENEW.key: "credentials:list",
    staffing.SEE_RENEWAL.key: "credentials:list",
}


def way_of(actor: Actor, row: Obligation) -> str:
    """The record to be written, the case, the visit that has none yet; empty where it is not this person's own."""
    name = KEPT_AT.get(row.kind) or KEPT_AT_ONE.get(row.kind)
    if not name or not _is_owed_by(actor, row) or not may_open(actor, name):
        return ""
    return reverse(name, args=[row.subject] if row.kind in KEPT_AT else [])


def case_with(actor: Actor, client: UUID) -> str:
    """The page of the open case that one has with this client; empty where there is none of one's own. One statement."""
    case = selectors.case_with(actor, client) if may_open(actor, "cases:case") else None
    return reverse("cases:case", args=[case.pk]) if case else ""


def _is_owed_by(actor: Actor, row: Obligation) -> bool:
    """In person, or by the post that owes it."""
    if row.owner_id is None:
        return any(held.post == row.post for held in actor.posts)
    return row.owner_id == actor.pk
