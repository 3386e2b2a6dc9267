"""The parts of the drills with a running program that need Django: somebody signed in, and what stands at the end."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from xinqiao.cli.drills import promises
from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.promises import CLOSE, DRAFT, FILED, SEALED, Promise
from xinqiao.core.access import Problem, Refused
from xinqiao.core.clock import now, today
from xinqiao.core.ledger import said_of_each
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.vault.documents import DocumentBroken
from xinqiao.practice.cases.events import DraftSaved
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.services import open_draft, open_paper
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.accounts.codes import cookie_digest, make_cookie
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.sessions import COOKIE
from xinqiao.register.accounts.states import Step
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers
from xinqiao.web.demo.cases import Desk
from xinqiao.web.management.commands.seed_demo import COUNSELLOR, PASSPHRASE

HOURS = 11


def sign_in(answer: str, known: str, browsers: int = 1) -> None:
    """Sessions in which both steps are done; pupils who have not come yet, and the cases that go on."""
    account = Account.objects.get(sign_in=COUNSELLOR)
    pupils = Student.objects.order_by("student_number").values_list("pk", flat=True)
    came = set(Visit.objects.values_list("client_id", flat=True))
    numbers = client_numbers((ClientKind.STUDENT, pk) for pk in pupils).values()
    cases = Case.objects.filter(counsellor=account.staff_id, closed_at=None).order_by("number")
    facts = {
        "cookies": [_session(account) for _ in range(browsers)],
        "passphrase": PASSPHRASE,
        "clients": [str(one) for one in numbers if one not in came],
        "cases": [str(one) for one in cases.values_list("pk", flat=True)],
    }
    Outcome(facts).write(Path(answer))


def _session(account: Account) -> str:
    at, cookie = now(), make_cookie()
    OpenSession.objects.create(
        account=account,
        cookie=cookie_digest(COOKIE, cookie),
        step=Step.IN,
        label="",
        began_at=at,
        seen_at=at,
        until=at + timedelta(hours=HOURS),
    )
    return cookie


def look_for(answer: str, known: str, said: str) -> None:
    """Whether everything that was said to be saved is there, and the ledger whole."""
    outcome = Outcome()
    all_of_them = promises.read(Path(said))
    _look_for_records(outcome, [one for one in all_of_them if one.what in SEALED])
    _look_for_visits(outcome, [one for one in all_of_them if one.what not in SEALED])
    seal_once(full=True)
    report = verify()
    outcome.expect(report.is_sound, f"the ledger does not fit: {report.findings[:2]}")
    outcome.facts |= {"looked_for": len(all_of_them), "entries": report.entries, "rows": report.rows}
    outcome.write(Path(answer))


def _look_for_visits(outcome: Outcome, told: Sequence[Promise]) -> None:
    visits = {str(pk): (str(client), left) for pk, client, left in _visits()}
    for one in told:
        there = visits.get(one.row)
        fits = there is not None and there[0] == one.client and (one.what != CLOSE or there[1] is not None)
        outcome.expect(fits, f"lost: {one.what} {one.row}")


def _look_for_records(outcome: Outcome, told: Sequence[Promise]) -> None:
    """Each revision is in the ledger; what is filed opens with its words and its signature, the last draft with its words."""
    rows = {UUID(one.row) for one in told}
    on_record = {
        (str(row), said.facts["revision"])
        for row, each in said_of_each(rows, [DraftSaved.kind]).items()
        for said in each
    }
    filed = {one.row: one.revision for one in told if one.what == FILED}
    last = {one.row: 0 for one in told}
    for one in told:
        last[one.row] = max(last[one.row], one.revision)
        outcome.expect(
            one.what != DRAFT or (one.row, one.revision) in on_record, f"lost: draft {one.row}, revision {one.revision}"
        )
    desk = Desk.of(COUNSELLOR, PASSPHRASE, today(), now()) if told else None
    for row, revision in last.items():
        assert desk is not None
        fits = _opens(desk, row, filed[row]) if row in filed else _is_kept(desk, row, revision)
        outcome.expect(fits, f"lost: {FILED if row in filed else DRAFT} {row}, revision {revision}")
    outcome.facts |= {"opened_filed": len(filed), "opened_drafts": len(last) - len(filed)}


def _opens(desk: Desk, row: str, revision: int) -> bool:
    """Whether a filed record opens, signed by its writer, with what was sent."""
    try:
        shown = open_paper(actor=desk.actor, keyring=desk.keyring, record_id=UUID(row), at=now()).shown
    except (Refused, Problem, DocumentBroken):
        return False
    return shown is not None and shown.opened.writer == desk.actor.pk and _says(shown.fields, row, revision)


def _is_kept(desk: Desk, row: str, revision: int) -> bool:
    """Whether a draft opens in the revision that was acknowledged last, or a later one whose answer was lost.

    The paper may have been filed without an answer, too: then it opens as that.
    """
    if Record.objects.filter(pk=row, filed_at__isnull=False).exists():
        return _opens(desk, row, revision + 1)
    try:
        kept = open_draft(actor=desk.actor, keyring=desk.keyring, record_id=UUID(row), at=now())
    except (Refused, Problem, DocumentBroken):
        return False
    return kept.revision >= revision and _says(kept.fields, row, kept.revision)


def _says(fields: dict[str, object], row: str, revision: int) -> bool:
    wanted = promises.words(row, revision)
    return {name: fields.get(name) for name in wanted} == wanted


def _visits() -> "list[tuple[UUID, UUID, object]]":
    return list(Visit.objects.values_list("pk", "client_id", "left_at"))
