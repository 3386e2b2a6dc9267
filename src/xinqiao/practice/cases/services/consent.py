"""What is owed while consent is not all on paper."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from xinqiao.core.access import Actor, Grant
from xinqiao.core.clock import at_local, local
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import selectors
from xinqiao.practice.cases.models import Case
from xinqiao.register.consents.selectors import ConsentStanding, Giver, Purpose, standing
from xinqiao.register.consents.services import note_verbal_consent, record_paper_consent

from .promises import CONSENT

MISSING_WITHIN = timedelta(days=3)
AT_FIVE = time(17)


@dataclass(frozen=True)
class GivenNow:
    """A consent that comes with the opening: the form signed on a day, or a word and why it has to do for now."""

    by: Giver
    signed_on: date | None = None
    reason: str = field(default="", repr=False)
    detail: dict[str, str] | None = field(default=None, repr=False)


def take_in(*, actor: Actor, client: UUID, given: tuple[GivenNow, ...], token: UUID, at: datetime) -> None:
    """Part of opening: what was signed or said goes into the book of consents, once for each sent form."""
    for one in given:
        own = uuid5(token, one.by.value)
        if one.signed_on is None:
            note_verbal_consent(
                actor=actor, client=client, given_by=one.by, reason=one.reason, token=own, at=at, detail=one.detail
            )
        else:
            record_paper_consent(
                actor=actor,
                client=client,
                purpose=Purpose.COUNSELLING,
                given_by=one.by,
                signed_on=one.signed_on,
                valid_until=None,
                token=own,
                at=at,
                detail=one.detail,
            )


def consent_of(client: UUID, at: datetime) -> ConsentStanding:
    """How the client's consent to counselling stands today."""
    return standing(client, Purpose.COUNSELLING, local(at).date())


def owe_consent(*, case: Case, grant: Grant, at: datetime) -> None:
    """Part of opening a case and of every change of consent: a word has to become a paper, what is missing has to come."""
    now_standing = consent_of(case.client_id, at)
    until = now_standing.provisional_until
    if now_standing.ok and until is None:
        keep(grant=grant, kind=CONSENT.key, subject=case.pk, at=at)
        return
    due = at_local(until, AT_FIVE) if now_standing.ok and until else at + MISSING_WITHIN
    promise(
        grant=grant,
        kind=CONSENT.key,
        subject=case.pk,
        about=case.client_id,
        owner=case.counsellor_id,
        due_at=due,
        at=at,
    )


def consents_changed(grant: Grant, client: UUID, at: datetime) -> None:
    """In the transaction of the change, by the right of whoever made it."""
    case = selectors.open_case_of(client)
    if case is not None:
        owe_consent(case=case, grant=grant, at=at)
