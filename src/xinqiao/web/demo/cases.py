"""The invented school's cases: eight that go on, one that is closed, one record late, one half written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from xinqiao.core.access import Actor
from xinqiao.core.clock import at_local, local
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.person_keys import keyring_under, person_key_of
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Channel, Kind, Record
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.scheduling import services as book
from xinqiao.practice.scheduling.models import Outcome, Visit
from xinqiao.register.accounts.services import prove
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.models.students import Relation
from xinqiao.register.people.selectors import actor_for, client_numbers, school_calendar
from xinqiao.web.demo.records import CLOSING, INTAKE, PLAN, SESSIONS
from xinqiao.web.demo.telling import Story

# How many talks each client has had; the last of the list came three times, and the case was closed.
TALKS = (4, 3, 2, 2, 1, 1, 1, 1, 3)
BEGINS, LASTS = time(9, 0), timedelta(minutes=45)
WRITES, AFTER_THAT = time(16, 30), timedelta(minutes=15)


@dataclass(frozen=True)
class Desk:
    """The counsellor who writes, with the keys to do so."""

    actor: Actor
    keyring: Keyring

    @classmethod
    def of(cls, sign_in: str, passphrase: str, on: date, at: datetime) -> "Desk":
        """By the passphrase that is printed. Raises `WrongNameOrPassphrase`."""
        proof = prove(sign_in=sign_in, words=passphrase, computers=(), address="", moment=at)
        return cls(actor_for(proof.owner, on), keyring_under(person_key_of(proof.owner), proof.sealing_key))


@dataclass(frozen=True)
class Paper:
    """What is written beside the talks, and on which day."""

    kind: Kind
    content: Mapping[str, Any]
    day: date


def recent_cases(desk: Desk, on: date) -> list[Story]:
    """The last weeks: on each school day two came, and what was said was written on the same day."""
    clients, days = _clients(), _days_before(on, 2 * max(TALKS))
    papers = {
        0: [Paper(Kind.INTAKE, INTAKE, days[-1]), Paper(Kind.PLAN, PLAN, days[-1])],
        8: [Paper(Kind.CLOSING, CLOSING, days[-1])],
    }
    stories = [
        course(
            desk,
            clients[turn],
            [at_local(day, time(9 + turn // 2)) for day in days[turn % 2 :: 2][-talks:]],
            papers.get(turn, ()),
        )
        for turn, talks in enumerate(TALKS)
    ]
    stories.append(_left_unwritten(desk, clients[1], days[-3], half="说到这里停了很久，"))
    stories.append(_left_unwritten(desk, clients[2], days[-1], half=""))
    return stories


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


def course(
    desk: Desk,
    client: UUID,
    talks: Sequence[datetime],
    papers: Sequence[Paper] = (),
    *,
    needs: tuple[str, ...] = ("study",),
    channel: str = Channel.SELF,
) -> Story:
    """One client's talks, with the first of which the case is opened, and what else is written."""
    case: Case | None = None
    for place, came_at in enumerate(talks):
        yield came_at
        came = _come(desk, client, came_at, needs)
        yield came_at + LASTS
        book.close_visit(actor=desk.actor, visit=came.pk, outcome=Outcome.TALKED, at=came_at + LASTS)
        if case is None:
            _agree(desk, client, local(came_at).date())
            case = services.open_case(
                actor=desk.actor,
                client=client,
                beginning=Beginning(channel=channel, visit=came.pk),
                token=uuid4(),
                at=came_at + LASTS,
            )
        written_at = at_local(local(came_at).date(), WRITES)
        yield written_at
        record = Record.objects.get(visit=came)
        content = SESSIONS[(place + len(talks)) % len(SESSIONS)] | {"effect": 4 + place}
        _file(desk, record, content, written_at)
    assert case is not None  # everybody came at least once
    for paper in papers:
        at = at_local(paper.day, WRITES) + AFTER_THAT
        yield at
        record = services.start_record(actor=desk.actor, case=case.pk, kind=paper.kind, token=uuid4(), at=at)
        _file(desk, record, paper.content, at)


def _come(desk: Desk, client: UUID, at: datetime, needs: tuple[str, ...] = ("study",)) -> Visit:
    return book.register_walk_in(actor=desk.actor, client=client, needs=needs, token=uuid4(), at=at).visit


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
            detail={"name": "家长（虚构）", "relation": str(Relation.MOTHER.label)}
            if giver is Giver.GUARDIAN
            else None,
        )


def _file(desk: Desk, record: Record, content: Mapping[str, Any], at: datetime) -> None:
    services.file_record(actor=desk.actor, keyring=desk.keyring, record_id=record.pk, content=content, seen=0, at=at)


def _left_unwritten(desk: Desk, client: UUID, day: date, half: str) -> Story:
    """Somebody came again, and it is not on record yet."""
    came_at = at_local(day, time(15, 0))
    yield came_at
    came = _come(desk, client, came_at)
    yield came_at + LASTS
    book.close_visit(actor=desk.actor, visit=came.pk, outcome=Outcome.TALKED, at=came_at + LASTS)
    if half:
        at = at_local(day, time(16, 0))
        yield at
        record = Record.objects.get(visit=came)
        services.save_draft(actor=desk.actor, record_id=record.pk, content={"said": half}, seen=0, at=at)
