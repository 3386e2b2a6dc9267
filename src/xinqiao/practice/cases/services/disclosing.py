"""What leaves a case: copies that its counsellor chose, previewed word for word, each in the client's list."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import Actor, Missing, require
from xinqiao.core.clock import local
from xinqiao.core.ledger import ReadingForm, record_reading
from xinqiao.core.vault.documents import open_document
from xinqiao.core.vault.keyring import Keyring
from xinqiao.office.disclosures import selectors as disclosures
from xinqiao.office.disclosures import services as giving
from xinqiao.office.disclosures.events import LeavingsPrinted
from xinqiao.office.disclosures.models import Disclosure, GroundBasis
from xinqiao.office.disclosures.selectors import LeftRow, Preview, Wanted
from xinqiao.office.papers.services import Printed, paper_language, print_paper
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import GivenListed, RecordRead
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.papers import LEAVINGS, leavings
from xinqiao.register.people.selectors import person_behind
from xinqiao.register.people.selectors.clients import Person

from .readings import shown_of
from .standing import check_has_signed
from .taking import spot_of, take_case


@dataclass(frozen=True)
class GivenPage:
    """A case with everything its counsellor has given out about the client."""

    case: Case
    person: Person | None
    rows: list[LeftRow] = field(repr=False)


def open_given_list(*, actor: Actor, case: UUID, at: datetime) -> GivenPage:
    """What was given out, with the words: a reading, and on record. Raises `Missing` for a stranger."""
    found, rows = _listed(actor, case, ReadingForm.PAGE, at)
    return GivenPage(found, person_behind(found.client_id), rows)


@transaction.atomic
def print_leavings(*, actor: Actor, case: UUID, at: datetime) -> Printed:
    """The same for the client, on paper: their right, so nobody has to approve. Raises `Missing`."""
    with paper_language():
        found, rows = _listed(actor, case, ReadingForm.PRINT, at)
    values = leavings.data(found, rows)
    return print_paper(actor=actor, form=LEAVINGS.id, data=values, purpose=leavings.PURPOSE, at=at)


def open_goals(*, actor: Actor, keyring: Keyring, case: UUID, at: datetime) -> list[str]:
    """The agreed goals of the newest plan, to be ticked: nothing else of a record is offered to be given.

    Raises `Missing` for a stranger, `NotSigned`, `NoKeyGrant`, and `DocumentBroken` for a plan that is not what was filed.
    """
    found = selectors.case_for(actor, case)
    plan = selectors.plan_of(found)
    if plan is None:
        return []
    grant = require(actor, policy.may_see_record, plan)
    check_has_signed(actor, at)
    reading = RecordRead(subject=plan.pk, about=found.client_id, case=found.pk)
    opened = open_document(keyring=keyring, grant=grant, reading=reading, spot=spot_of(plan), at=at)
    return [goal for one in shown_of(plan, opened).fields.get("goals", []) if (goal := one.get("goal", "").strip())]


def preview_giving(actor: Actor, case: Case, wanted: Wanted, token: UUID, at: datetime) -> Preview:
    """What they would see, word for word; nothing is kept. Raises what giving it would raise."""
    require(actor, policy.may_see_case, case)
    _check_may_give(actor, wanted, at)
    return disclosures.preview(actor, case.client_id, wanted, token, local(at).date())


@transaction.atomic
def give_from_case(
    *, actor: Actor, case: UUID, wanted: Wanted, token: UUID, previewed: str, at: datetime
) -> Disclosure:
    """Give exactly what was previewed. Raises `Missing` for a stranger, `NotSigned`, and what `disclose` raises."""
    taken = take_case(case)
    require(actor, policy.may_see_case, taken)
    _check_may_give(actor, wanted, at)
    return giving.disclose(
        actor=actor,
        client=taken.client_id,
        kind=wanted.kind,
        receiver=wanted.receiver,
        content=wanted.content,
        basis=wanted.basis,
        token=token,
        previewed=previewed,
        at=at,
    )


@transaction.atomic
def take_back_given(*, actor: Actor, case: UUID, given: UUID, at: datetime) -> Disclosure:
    """Take back what nobody has seen. Raises `Missing` for a stranger and for what is of another case, `AlreadySeen`."""
    taken = take_case(case)
    require(actor, policy.may_see_case, taken)
    if given not in {one.pk for one in disclosures.handled_by(actor, taken.client_id)}:
        raise Missing("disclosures.disclosure", given)
    return giving.take_back(actor=actor, given=given, at=at)


def _check_may_give(actor: Actor, wanted: Wanted, at: datetime) -> None:
    """Whoever has not signed gives nothing out; what a danger demands waits for no paper. Raises `NotSigned`."""
    if not isinstance(wanted.basis, GroundBasis):
        check_has_signed(actor, at)


def _listed(actor: Actor, case: UUID, form: ReadingForm, at: datetime) -> tuple[Case, list[LeftRow]]:
    found = selectors.case_for(actor, case)
    grant = require(actor, policy.may_see_case, found)
    listed = LeavingsPrinted if form is ReadingForm.PRINT else GivenListed
    record_reading(listed(subject=found.pk, about=found.client_id), grant, at=at, form=form)
    return found, disclosures.given_about(grant, found.client_id)
