"""What runs out is owed by whose paper it is, and by the director, until it is renewed."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, require
from xinqiao.core.clock import at_local, local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import Kind, keep, promise, register_kind
from xinqiao.practice.staffing import policy
from xinqiao.practice.staffing.events import ExpiriesAnnounced
from xinqiao.register.credentials.selectors import RunsOut, papers_in_words, running_out
from xinqiao.register.people.selectors import school

# Both are due on the last good day itself, be it a day without school: the paper does not rest either.
RENEW = register_kind(
    Kind(
        key="staffing.renew",
        verb=_("换发或重签自己快到期、已过期的资质、保密协议"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=14),
        escalate_after=timedelta(days=3),
        counts_school_days=False,
        in_words=papers_in_words,
    )
)
SEE_RENEWAL = register_kind(
    Kind(
        key="staffing.see_renewal",
        verb=_("看过并登记换发的资质、重签的保密协议"),
        escalates_to=(Post.PRINCIPAL,),
        remind_before=timedelta(days=14),
        escalate_after=timedelta(days=3),
        counts_school_days=False,
        in_words=papers_in_words,
    )
)
KINDS = (RENEW.key, SEE_RENEWAL.key)
DUE_AT = time(17)


@transaction.atomic
def look_ahead(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Announce what runs out within sixty days, and end what was renewed; returns how many promises changed."""
    grant = require(actor, policy.may_look_ahead)
    return announce_expiries(grant=grant, at=at)


@transaction.atomic
def announce_expiries(*, grant: Grant, at: datetime) -> int:
    """Bring the promises to what the papers say now. Called by the program's round and inside every change of a paper.

    A director's own paper is one promise, not two. What the director waived is not
    promised again; what was called done without a new paper is.
    """
    place = school()
    if place is None:
        return 0
    wanted = _wanted(running_out(local(at).date()))
    of_ours = Obligation.objects.filter(kind__in=KINDS)
    still_open = set(of_ours.filter(ended_at=None).values_list("kind", "subject"))
    waived = set(of_ours.filter(waived_reason__isnull=False).values_list("kind", "subject"))
    over, new = still_open - wanted.keys(), wanted.keys() - still_open - waived
    for kind, subject in sorted(over):
        keep(grant=grant, kind=kind, subject=subject, at=at)
    for kind, subject in sorted(new):
        _promise(kind, wanted[kind, subject], grant, at)
    if over or new:
        record(ExpiriesAnnounced(subject=place.pk), grant, at=at)
    return len(over) + len(new)


def _wanted(found: list[RunsOut]) -> dict[tuple[str, UUID], RunsOut]:
    """Who owes what: whose paper it is, unless that is the director, and the director."""
    kinds = ((RENEW.key, one) for one in found if not one.is_director)
    both = [*kinds, *((SEE_RENEWAL.key, one) for one in found)]
    return {(kind, one.ending.paper): one for kind, one in both}


def _promise(kind: str, one: RunsOut, grant: Grant, at: datetime) -> None:
    promise(
        grant=grant,
        kind=kind,
        subject=one.ending.paper,
        owner=one.staff if kind == RENEW.key else None,
        post=Post.DIRECTOR if kind == SEE_RENEWAL.key else None,
        due_at=at_local(one.ending.last_day, DUE_AT),
        at=at,
    )
