"""One case: its stages, its course, and what stands now. With an open vault the papers are open, too."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpResponse

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import Calendar, local, now
from xinqiao.core.forms import show
from xinqiao.core.vault.keyring import Keyring
from xinqiao.office.obligations import selectors as obligations
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.selectors.printing import who_decides
from xinqiao.practice.cases.services import CasePage, NotSigned
from xinqiao.register.consents import selectors as consents
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.selectors import ConsentStanding, Purpose

from .asking import vault_or_none
from .course import Course
from .danger import KINDS, first_things


def case(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The page of a case. While the vault is locked it shows what is there, and nothing that was said."""
    at = now()
    with vault_or_none(request) as keyring:
        page, lacks = _open(request.actor, pk, keyring, at)
    course, keys = Course(page, at), selectors.who_opens(page.case, at)
    rows = obligations.owed_about(request.actor, page.case.client_id, also=selectors.about_help(page.case.pk, KINDS))
    given = consents.consents_with_scans(page.case.client_id)
    first = first_things(request.actor, selectors.help_among(rows, KINDS), keys.directors)
    context = {
        "case": page.case,
        "person": page.person,
        "course": course,
        "is_locked": keyring is None,
        "decides": who_decides(request.actor),
        "lacks": lacks,
        "consent": _consent(page, given, at),
        "scans": selectors.scans_of(page.case, consents.papers_among(given)),
        "keys": keys,
        "owed": _owed(request.actor, page, rows, at),
        "later": selectors.case_after(request.actor, page.case),
        "at": at,
        "token": uuid4(),
    }
    return show(request, "cases/case.html", context | first)


def _open(actor: Actor, pk: UUID, keyring: Keyring | None, at: datetime) -> tuple[CasePage, str]:
    """The page, and why its papers stay closed although the vault is open: the agreement has lapsed."""
    try:
        return services.open_case_page(actor=actor, case=pk, keyring=keyring, at=at), ""
    except NotSigned as lapsed:
        return services.open_case_page(actor=actor, case=pk, keyring=None, at=at), str(lapsed)


def _consent(page: CasePage, given: list[Consent], at: datetime) -> ConsentStanding | None:
    """How consent stands while the work goes on; afterwards nobody has to renew it."""
    if not page.case.is_open or page.person is None:
        return None
    client = page.case.client_id
    found = consents.standings_of([client], local(at).date(), known={client: page.person}, read={client: given})
    return found[client][Purpose.COUNSELLING]


def _owed(actor: Actor, page: CasePage, about: Sequence[Obligation], at: datetime) -> obligations.OwedList:
    """What this counsellor owes this client, out of all that is promised about the client."""
    client = page.case.client_id
    rows = [row for row in about if row.ended_at is None and row.owner_id == actor.pk]
    # Only how late something is is counted in school days; where nothing is, the school's calendar is not asked.
    plain = None if any(row.due_at < at for row in rows) else Calendar()
    known = {client: page.person} if page.person else {}
    return obligations.owed_by(actor, at, rows=rows, known=known, calendar=plain)
