"""What may be printed, and what leave there is. Clients' names and contents are not in it."""

from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.clock import at_local
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, PrintApproval, PrintRun, Record
from xinqiao.practice.cases.rules import Kind
from xinqiao.practice.cases.states import ApprovalState, RecordState


def filed_papers(actor: Actor) -> QuerySet[Record]:
    """One's own filed papers, each case by itself and in order of time; additions go behind what they add to."""
    rows = Record.objects.select_related("case__dossier", "writer", "visit")
    own = rows.filter(policy.visible_records(actor), state=RecordState.FILED)
    return own.exclude(kind__in=[Kind.ADDITION, Kind.NOTE]).order_by("case__number", "starts_at", "number", "pk")


def papers_to_print(actor: Actor, papers: Collection[UUID]) -> list[Record]:
    """These papers in printed order. Raises `Missing` for a stranger's, an addition, a note and what is not filed."""
    found = list(filed_papers(actor).filter(pk__in=papers))
    for gone in set(papers) - {one.pk for one in found}:
        raise Missing("cases.record", gone)
    return found


def papers_between(actor: Actor, first: date, last: date) -> list[UUID]:
    """One's own papers filed on these days: by the day on which they were filed."""
    begins, ends = at_local(first, time.min), at_local(last + timedelta(days=1), time.min)
    rows = filed_papers(actor).filter(filed_at__gte=begins, filed_at__lt=ends)
    return list(rows.values_list("pk", flat=True))


def papers_in(case: Case) -> list[Record]:
    """Every filed paper of a case that is there, for what a closing report lists."""
    return list(Record.objects.filter(case=case, state=RecordState.FILED).exclude(kind=Kind.NOTE))


def approvals_for(actor: Actor) -> QuerySet[PrintApproval]:
    """What one asked for and what one decides on, the newest first. The client is not in it."""
    rows = PrintApproval.objects.select_related("case", "asked_by", "decided_by")
    return rows.filter(policy.visible_approvals(actor)).order_by("-asked_at", "pk")


def approval_for(actor: Actor, approval: UUID) -> PrintApproval:
    """One of them. Raises `Missing` for a stranger, as for what does not exist."""
    found = approvals_for(actor).filter(pk=approval).first()
    if found is None:
        raise Missing("cases.printapproval", approval)
    return found


def who_decides(actor: Actor) -> Post:
    """Which post says yes or no to what this person wants to print: a director's wish goes to the principal."""
    return Post.PRINCIPAL if actor.holds(Post.DIRECTOR) else Post.DIRECTOR


def standing_approvals(actor: Actor, on: date, case: UUID | None = None) -> Sequence[PrintApproval]:
    """Under which one may print now: for this case, or for all of them."""
    rows = approvals_for(actor).filter(asked_by=actor.pk, state=ApprovalState.GRANTED, until__gte=on)
    return [one for one in rows if one.case_id is None or one.case_id == case]


def run_for(actor: Actor, run: UUID) -> PrintRun:
    """A print in steps that one began. Raises `Missing`."""
    rows = PrintRun.objects.select_related("approval__case")
    found = rows.filter(policy.visible_runs(actor), pk=run).first()
    if found is None:
        raise Missing("cases.printrun", run)
    return found


def runs_to_finish(actor: Actor) -> list[PrintRun]:
    """What one began and has not printed to its end, under an approval that still stands."""
    rows = PrintRun.objects.select_related("approval__case").filter(
        policy.visible_runs(actor), approval__state=ApprovalState.GRANTED
    )
    return [one for one in rows.order_by("-started_at") if not one.is_over]
