"""The invented school's cases: eight that go on, one that is closed, one record late, one half written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from xinqiao.core.access import Actor
from xinqiao.core.clock import at_local
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.person_keys import open_person_key, person_key_of
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.scheduling import services as book
from xinqiao.practice.scheduling.models import Outcome, Visit
from xinqiao.register.accounts.services import prove
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import actor_for, client_numbers, school_calendar
from xinqiao.web.demo.records import CLOSING, INTAKE, PLAN, SESSIONS

# How many talks each client has had; the last of the list came three times, and the case was closed.
TALKS = (4, 3, 2, 2, 1, 1, 1, 1, 3)
BEGINS, LASTS = time(9, 0), timedelta(minutes=45)


@dataclass(frozen=True)
class Desk:
    """The counsellor who writes, with the keys to do so."""

    actor: Actor
    keyring: Keyring

    @classmethod
    def of(cls, sign_in: str, passphrase: str, on: date, at: datetime) -> "Desk":
        """By the passphrase that is printed. Raises `WrongNameOrPassphrase`."""
        proof = prove(sign_in=sign_in, words=passphrase, computers=(), address="", moment=at)
        key = person_key_of(proof.owner)
        opening, signing = open_person_key(key, proof.sealing_key)
        keyring = Keyring(owner=proof.owner, person_key=key.pk, opening=opening, signing=signing)
        return cls(actor_for(proof.owner, on), keyring)


def fill_cases(desk: Desk, on: date) -> None:
    """Go through the last weeks: on each school day two came, and what was said was written on the same day."""
    clients, days = _clients(), _days_before(on, 2 * max(TALKS))
    cases = {}
    for turn, talks in enumerate(TALKS):
        own = days[turn % 2 :: 2][-talks:]
        cases[turn] = _course(desk, clients[turn], own, at=time(9 + turn // 2, 0))
    _write(desk, cases[0], Kind.INTAKE, INTAKE, days[-1])
    _write(desk, cases[0], Kind.PLAN, PLAN, days[-1])
    _write(desk, cases[8], Kind.CLOSING, CLOSING, days[-1])
    _leave_unwritten(desk, clients[1], days[-3], half="说到这里停了很久，")
    _leave_unwritten(desk, clients[2], days[-1], half="")


def _clients() -> list[UUID]:
    students = list(
        Student.objects.order_by("student_number").values_list("pk", flat=True)[5 : 5 + 150 * len(TALKS) : 150]
    )
    numbers = client_numbers((ClientKind.STUDENT, pk) for pk in students)
    return [numbers[pk] for pk in students]


def _days_before(on: date, wanted: int) -> list[date]:
    """The last school days before a day, the oldest first."""
    calendar, day = school_calendar(on), on
    found: list[date] = []
    while len(found) < wanted:
        day -= timedelta(days=1)
        if calendar.is_school_day(day):
            found.append(day)
    return found[::-1]


def _course(desk: Desk, client: UUID, days: list[date], at: time) -> Case:
    """One client's talks; with the first of them the case is opened."""
    case: Case | None = None
    for place, day in enumerate(days):
        came = _visit(desk, client, at_local(day, at))
        if case is None:
            _agree(desk, client, day)
            case = services.open_case(
                actor=desk.actor,
                client=client,
                beginning=Beginning(visit=came.pk),
                token=uuid4(),
                at=at_local(day, at) + LASTS,
            )
        record = Record.objects.get(visit=came)
        content = SESSIONS[(place + len(days)) % len(SESSIONS)] | {"effect": 4 + place}
        _file(desk, record, content, at_local(day, time(16, 30)))
    assert case is not None  # everybody came at least once
    return case


def _visit(desk: Desk, client: UUID, at: datetime) -> Visit:
    made = book.register_walk_in(actor=desk.actor, client=client, needs=("study",), token=uuid4(), at=at).visit
    return book.close_visit(actor=desk.actor, visit=made.pk, outcome=Outcome.TALKED, at=at + LASTS)


def _agree(desk: Desk, client: UUID, day: date) -> None:
    for giver in (Giver.CLIENT, Giver.GUARDIAN):
        record_paper_consent(
            actor=desk.actor,
            client=client,
            purpose=Purpose.COUNSELLING,
            given_by=giver,
            signed_on=day,
            valid_until=None,
            token=uuid4(),
            at=at_local(day, BEGINS),
            detail={"name": "家长（虚构）", "relation": "mother"} if giver is Giver.GUARDIAN else None,
        )


def _write(desk: Desk, case: Case, kind: Kind, content: dict[str, Any], day: date) -> None:
    at = at_local(day, time(16, 45))
    record = services.start_record(actor=desk.actor, case=case.pk, kind=kind, token=uuid4(), at=at)
    _file(desk, record, content, at)


def _file(desk: Desk, record: Record, content: dict[str, Any], at: datetime) -> None:
    services.file_record(actor=desk.actor, keyring=desk.keyring, record_id=record.pk, content=content, seen=0, at=at)


def _leave_unwritten(desk: Desk, client: UUID, day: date, half: str) -> None:
    """Somebody came again, and it is not on record yet."""
    came = _visit(desk, client, at_local(day, time(15, 0)))
    if half:
        record = Record.objects.get(visit=came)
        at = at_local(day, time(16, 0))
        services.save_draft(actor=desk.actor, record_id=record.pk, content={"said": half}, seen=0, at=at)
