"""Printing what was filed: leave is counted down, the reading is on record, then papers are opened and set.

Nothing of a paper is kept: not on the disk, not in the database, not in a job. Many
papers are printed in steps, each asked for by the page of whoever has the key.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Missing, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import ReadingForm, record, record_reading
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.reading import open_documents
from xinqiao.office.disclosures.services import note_leaving
from xinqiao.office.papers.services import Printed, print_paper
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import (
    CasePrinted,
    ConsentPrinted,
    CopiesCounted,
    PrintRunStarted,
    RecordPrinted,
)
from xinqiao.practice.cases.models import Case, PrintApproval, PrintRun, Record
from xinqiao.practice.cases.papers import CASE_PAPERS, FORMS, consent, data
from xinqiao.practice.cases.rules import Kind
from xinqiao.register.consents import selectors as consents
from xinqiao.register.people.selectors import people_behind

from .approvals import end_approval
from .consent import consent_of
from .readings import shown_of
from .standing import check_has_signed
from .taking import spot_of

A_STEP = 10
MOST_IN_A_RUN = 500


class StepTaken(Problem):
    """Another window has printed this part."""

    def __init__(self) -> None:
        super().__init__(_("这一部分已经在另一个页面里打印了。请看最新的进度，接着打印下一部分。"))


@transaction.atomic
def print_papers(
    *,
    actor: Actor,
    keyring: Keyring,
    approval: UUID,
    papers: Sequence[UUID],
    copies: int = 1,
    shows_sensitive: bool = False,
    at: datetime,
) -> Printed:
    """Print filed papers, each with its additions, under an approval from which every copy of every paper is counted.

    Raises `Missing` for a stranger, `Denied` for another's approval or case,
    `NotApproved`, `NotSigned`, `NoKeyGrant`, `DocumentBroken`, `Problem` for none
    or too many at once, and what `print_paper` raises.
    """
    if not 1 <= len(set(papers)) <= A_STEP:
        raise Problem(_("一次打印 1 到 %(most)d 份记录；更多的分几步打印。") % {"most": A_STEP}, status=422)
    taken = take(PrintApproval, approval)
    found = selectors.papers_to_print(actor, papers)
    return _print(actor, keyring, taken, found, copies=copies, shows_sensitive=shows_sensitive, run=None, at=at)


@transaction.atomic
def start_print_run(
    *,
    actor: Actor,
    approval: UUID,
    papers: Sequence[UUID],
    copies: int = 1,
    shows_sensitive: bool = False,
    token: UUID,
    at: datetime,
) -> PrintRun:
    """Begin to print many papers in steps; that they are printed together is one act on record. Sent twice begins once.

    Raises `Missing`, `Denied`, `NotApproved`, `Problem` for none or too many.
    """
    taken = take(PrintApproval, approval)
    known = PrintRun.objects.filter(token=token, approval=taken).first()
    found = selectors.papers_to_print(actor, papers)
    grant = require(actor, policy.may_print_under, taken, *_cases_of(found))
    if known is not None:
        return known
    if not 1 <= len(found) <= MOST_IN_A_RUN:
        raise Problem(_("没有可以打印的记录，或者太多：一次最多 %(most)d 份。") % {"most": MOST_IN_A_RUN}, status=422)
    taken.check_covers(len(found) * copies, local(at).date())
    made = PrintRun.objects.create(
        approval=taken,
        papers=[str(one.pk) for one in found],
        copies=copies,
        shows_sensitive=shows_sensitive,
        started_at=at,
        token=token,
    )
    event = PrintRunStarted(subject=made.pk, approval=taken.pk, papers=made.total)
    record(event, grant, rows=[made], at=at)
    return made


@transaction.atomic
def print_next(*, actor: Actor, keyring: Keyring, run: UUID, seen: int, at: datetime) -> Printed:
    """The next part of a print in steps. `seen` is how many papers the page knows to be printed.

    Raises `StepTaken` where another window was faster, and what `print_papers` raises.
    """
    going = take(PrintRun, run)
    require(actor, policy.may_go_on_printing, going)
    if seen != going.done or going.is_over:
        raise StepTaken
    taken = take(PrintApproval, going.approval_id)
    part = [UUID(one) for one in going.papers[going.done : going.done + A_STEP]]
    found = selectors.papers_to_print(actor, part)
    going.done += len(part)
    going.save(update_fields=["done"])
    return _print(
        actor, keyring, taken, found, copies=going.copies, shows_sensitive=going.shows_sensitive, run=going, at=at
    )


@transaction.atomic
def print_consent(*, actor: Actor, case: UUID, guardian: bool = False, at: datetime) -> Printed:
    """A form of consent with the name on it, to be signed. Nothing of a record is on it. Raises `Missing`."""
    found = selectors.case_for(actor, case)
    grant = require(actor, policy.may_see_case, found)
    record_reading(ConsentPrinted(subject=found.pk, about=found.client_id), grant, at=at, form=ReadingForm.PRINT)
    whose = consents.load(found.client_id)
    form = consent.form_for(whose.person, whose.age.grade, guardian=guardian)
    values = consent.filled(form, whose.person)
    return print_paper(actor=actor, form=form.id, data=values, purpose=consent.PURPOSE, copies=consent.COPIES, at=at)


def _print(
    actor: Actor,
    keyring: Keyring,
    approval: PrintApproval,
    found: list[Record],
    *,
    copies: int,
    shows_sensitive: bool,
    run: PrintRun | None,
    at: datetime,
) -> Printed:
    """The approval is locked: two who print the last copy at once are told one after the other."""
    grant = require(actor, policy.may_print_under, approval, *_cases_of(found))
    check_has_signed(actor, at)
    counted = len(found) * copies
    approval.count_down(counted, local(at).date())
    event = CopiesCounted(subject=approval.pk, copies=counted, left=approval.left, run=run.pk if run else None)
    record(event, grant, rows=[approval, run] if run else [approval], at=at)
    sheets = _open(keyring, grant, approval, found, copies=copies, run=run, at=at)
    form = FORMS[Kind(found[0].kind)] if len(found) == 1 else CASE_PAPERS
    values = data.papers(sheets, shows_sensitive=shows_sensitive)
    made = print_paper(actor=actor, form=form.id, data=values, purpose=approval.purpose, copies=copies, at=at)
    _note(grant, approval, found, copies=copies, act=run.pk if run else made.paper, at=at)
    if not approval.left:
        end_approval(approval, grant, at)
    return made


def _note(grant: Grant, approval: PrintApproval, found: list[Record], *, copies: int, act: UUID, at: datetime) -> None:
    """Each client's list says that papers were printed, what for and who keeps them; steps of one print are one line."""
    for client, papers in Counter(one.case.client_id for one in found).items():
        note_leaving(
            grant=grant,
            client=client,
            act=act,
            purpose=approval.purpose,
            keeper=approval.keeper,
            papers=papers,
            copies=copies,
            at=at,
        )


def _open(
    keyring: Keyring,
    grant: Grant,
    approval: PrintApproval,
    found: list[Record],
    *,
    copies: int,
    run: PrintRun | None,
    at: datetime,
) -> list[data.ToPrint]:
    """Each case's papers by one opening of its key; the reading of each is on record before."""
    additions = selectors.additions_of(found)
    people = people_behind({one.case.client_id for one in found if one.kind == Kind.REGISTRATION})
    made: list[data.ToPrint] = []
    for case in _cases_of(found):
        mine = [one for one in found if one.case_id == case.pk]
        rows = {one.pk: one for paper in mine for one in (paper, *additions.get(paper.pk, []))}
        reading = _reading(case, mine, approval, copies, run)
        spots = [spot_of(one) for one in rows.values()]
        opened = open_documents(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at, by=ReadingForm.PRINT)
        shown = {pk: shown_of(rows[pk], one) for pk, one in opened.items()}
        closes = any(one.kind == Kind.CLOSING for one in mine)
        in_case = selectors.papers_in(case) if closes else []
        made += [
            data.ToPrint(
                shown[one.pk],
                [shown[each.pk] for each in additions.get(one.pk, [])],
                people.get(case.client_id),
                in_case,
                _consent(one),
            )
            for one in mine
        ]
    return made


def _consent(paper: Record) -> consents.ConsentStanding | None:
    """How consent stood on the day of a first talk, for the two forms that say so."""
    if paper.kind not in (Kind.REGISTRATION, Kind.INTAKE):
        return None
    try:
        return consent_of(paper.case.client_id, paper.starts_at)
    except Missing:  # nobody is behind the number any more
        return None


def _reading(
    case: Case, papers: list[Record], approval: PrintApproval, copies: int, run: PrintRun | None
) -> RecordPrinted | CasePrinted:
    if len(papers) == 1:
        return RecordPrinted(
            subject=papers[0].pk, about=case.client_id, case=case.pk, approval=approval.pk, copies=copies
        )
    return CasePrinted(
        subject=case.pk,
        about=case.client_id,
        approval=approval.pk,
        papers=len(papers),
        copies=copies,
        run=run.pk if run else None,
    )


def _cases_of(papers: list[Record]) -> list[Case]:
    return list({one.case_id: one.case for one in papers}.values())
