"""Leave to print: asked for by a counsellor, decided by somebody else, ended by either."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Post, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.office.obligations.services import keep, promise
from xinqiao.office.papers.rules import LONGEST_PURPOSE, SHORTEST_PURPOSE
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.events import PrintAsked, PrintEnded, PrintGranted, PrintRefused
from xinqiao.practice.cases.models import MOST_COPIES, Case, PrintApproval
from xinqiao.practice.cases.selectors.printing import who_decides
from xinqiao.practice.cases.states import ApprovalState

from .promises import PRINT_APPROVAL

DECIDED_WITHIN = timedelta(days=1)
LONGEST = timedelta(days=400)
LONGEST_REPLY = 200


@dataclass(frozen=True)
class Wanted:
    """What is to be printed for: why, who keeps it, how many copies at most, until when."""

    purpose: str
    keeper: str
    most: int
    until: date


@transaction.atomic
def ask_to_print(*, actor: Actor, case: UUID | None, wanted: Wanted, token: UUID, at: datetime) -> PrintApproval:
    """Ask for leave to print papers of a case, or of all the own cases. Sent twice asks once.

    A director's wish goes to the principal. Whoever decides owes an answer by the
    next school day. Raises `Missing`, `Denied`, `Problem` for what cannot be meant.
    """
    taken = take(Case, case, lock=False) if case else None
    grant = require(actor, policy.may_ask_to_print, *([taken] if taken else []))
    assert actor.pk is not None  # counsellors are people
    known = PrintApproval.objects.filter(token=token, asked_by=actor.pk).first()
    if known is not None:
        return known
    made = PrintApproval.objects.create(
        case=taken,
        asked_by_id=actor.pk,
        asked_at=at,
        asked_of=str(who_decides(actor)),
        reply="",
        token=token,
        **_checked(wanted, local(at).date()),
    )
    # The promise names no client: whoever decides learns none.
    promise(
        grant=grant,
        kind=PRINT_APPROVAL.key,
        subject=made.pk,
        post=Post(made.asked_of),
        due_at=at + DECIDED_WITHIN,
        at=at,
    )
    event = PrintAsked(subject=made.pk, about=_about(made), case=made.case_id, copies=made.most)
    record(event, grant, rows=[made], at=at)
    return made


@transaction.atomic
def decide_print(*, actor: Actor, approval: UUID, grants: bool, reply: str = "", at: datetime) -> PrintApproval:
    """Grant or refuse, once. Raises `Missing`, `Denied`, `WrongState` where it has been decided or withdrawn."""
    taken = take(PrintApproval, approval)
    grant = require(actor, policy.may_decide_print, taken)
    state = ApprovalState.GRANTED if grants else ApprovalState.REFUSED
    taken.become(state, decided_by_id=actor.pk, decided_at=at, reply=_tidy(reply)[:LONGEST_REPLY])
    keep(grant=grant, kind=PRINT_APPROVAL.key, subject=taken.pk, at=at)
    about = _about(taken)
    event = (
        PrintGranted(subject=taken.pk, about=about, case=taken.case_id, copies=taken.most)
        if grants
        else PrintRefused(subject=taken.pk, about=about, case=taken.case_id)
    )
    record(event, grant, rows=[taken], at=at)
    return taken


@transaction.atomic
def end_print(*, actor: Actor, approval: UUID, at: datetime) -> PrintApproval:
    """Nothing more is printed under it: withdrawn, done with, or taken back. Raises `Missing`, `Denied`, `WrongState`."""
    taken = take(PrintApproval, approval)
    grant = require(actor, policy.may_end_print, taken)
    end_approval(taken, grant, at)
    return taken


def end_approval(taken: PrintApproval, grant: Grant, at: datetime) -> None:
    """Part of the services after which nothing more is printed under an approval; it is locked."""
    taken.become(ApprovalState.ENDED, ended_at=at)
    keep(grant=grant, kind=PRINT_APPROVAL.key, subject=taken.pk, at=at)
    record(PrintEnded(subject=taken.pk, about=_about(taken), case=taken.case_id), grant, rows=[taken], at=at)


def _about(approval: PrintApproval) -> UUID | None:
    return approval.case.client_id if approval.case else None


def _tidy(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _checked(wanted: Wanted, on: date) -> dict[str, object]:
    purpose, keeper = _tidy(wanted.purpose), _tidy(wanted.keeper)
    if not all(SHORTEST_PURPOSE <= len(one) <= LONGEST_PURPOSE for one in (purpose, keeper)):
        raise Problem(_("用途和去向各写 2 到 100 个字。用途会印在每一页的页脚。"), status=422)
    if not 1 <= wanted.most <= MOST_COPIES:
        raise Problem(_("一次可以申请 1 到 %(most)d 份。") % {"most": MOST_COPIES}, status=422)
    if not on <= wanted.until <= on + LONGEST:
        raise Problem(_("期限从今天起，最长到明年此时。"), status=422)
    return {"purpose": purpose, "keeper": keeper, "most": wanted.most, "until": wanted.until}
