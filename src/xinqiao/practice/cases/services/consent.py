"""What is owed while consent is not all on paper."""

from datetime import datetime, time, timedelta
from uuid import UUID

from xinqiao.core.access import Grant
from xinqiao.core.clock import at_local, local
from xinqiao.office.obligations.services import keep, promise
from xinqiao.practice.cases import selectors
from xinqiao.practice.cases.models import Case
from xinqiao.register.consents.models import Purpose
from xinqiao.register.consents.selectors import ConsentStanding, standing

from .promises import CONSENT

MISSING_WITHIN = timedelta(days=3)
AT_FIVE = time(17)


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
