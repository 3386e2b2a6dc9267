"""The parts of the drills with a running program that need Django: somebody signed in, and what stands at the end."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from xinqiao.cli.drills.outcome import Outcome
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.accounts.codes import cookie_digest, make_cookie
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.sessions import COOKIE
from xinqiao.register.accounts.states import Step
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers

SIGN_IN, HOURS = "shen", 11


def sign_in(answer: str, known: str) -> None:
    """A session in which both steps are done, and the client numbers of pupils who have not come yet."""
    at, cookie = now(), make_cookie()
    OpenSession.objects.create(
        account=Account.objects.get(sign_in=SIGN_IN),
        cookie=cookie_digest(COOKIE, cookie),
        step=Step.IN,
        label="",
        began_at=at,
        seen_at=at,
        until=at + timedelta(hours=HOURS),
    )
    pupils = Student.objects.order_by("student_number").values_list("pk", flat=True)
    came = set(Visit.objects.values_list("client_id", flat=True))
    numbers = client_numbers((ClientKind.STUDENT, pk) for pk in pupils).values()
    free = [str(one) for one in numbers if one not in came]
    Outcome({"cookie": cookie, "clients": free}).write(Path(answer))


def look_for(answer: str, known: str, said: str) -> None:
    """Whether everything that was said to be saved is there, and the ledger whole."""
    outcome = Outcome()
    promises = json.loads(Path(said).read_text(encoding="utf-8"))
    visits = {str(pk): (str(client), left) for pk, client, left in _visits()}
    for what, visit, client in promises:
        there = visits.get(visit)
        fits = there is not None and there[0] == client and (what != "close" or there[1] is not None)
        outcome.expect(fits, f"lost: {what} {visit}")
    seal_once(full=True)
    report = verify()
    outcome.expect(report.is_sound, f"the ledger does not fit: {report.findings[:2]}")
    outcome.facts |= {"looked_for": len(promises), "entries": report.entries, "rows": report.rows}
    outcome.write(Path(answer))


def _visits() -> "list[tuple[UUID, UUID, object]]":
    return list(Visit.objects.values_list("pk", "client_id", "left_at"))
