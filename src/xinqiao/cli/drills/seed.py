"""What the drills need beyond the invented school: people with keys, dossiers, documents, visits, every kind of row.

What is planted and which keys were made goes into a file outside of the data
folder: a drill looks for the words, and nobody else has the keys.
"""

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.management import call_command

from xinqiao.cli.drills import made_up, vaulted
from xinqiao.cli.drills.vaulted import Writer
from xinqiao.core.access import PROGRAM, Post
from xinqiao.core.clock import now, today
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.practice.scheduling.services import close_visit, register_walk_in
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import actor_for, client_numbers
from xinqiao.register.people.services import add_outsider, add_staff, give_post
from xinqiao.web.demo.records import PLANTED

COME = 8
DOCUMENTS = 12
# Words that lie under a seal, and nowhere else; no ordinary text of the program contains them.
OUTSIDER, PHONE = "化名青蚕豆", "13911770077"
CONTENT = "夜里总梦见那座会唱歌的水塔"
DRAFT = "写到一半的纸鸢与铜纽扣"
UNDER_HOUSE = (OUTSIDER, PHONE, made_up.PLANTED)
UNDER_PEOPLE = (CONTENT, DRAFT, *PLANTED)


@dataclass(frozen=True)
class Known:
    """What the drill knows and a thief does not."""

    words_under_house: list[str]
    words_under_people: list[str]
    names: list[str]
    came: list[str]
    writers: list[dict[str, str]]
    envelope: str
    dossiers: list[str]
    documents: list[str]
    made_up: list[str]

    @classmethod
    def read(cls, file: Path) -> "Known":
        """What `sow` wrote."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


def sow(known: str) -> None:
    """Make the invented school, fill it up, and write down what was planted."""
    at, on = now(), today()
    envelope = vaulted.make_envelope(at)
    call_command("seed_demo")
    writers = [_hire("严丹青", Post.COUNSELLOR, on, at), _hire("顾远山", Post.COUNSELLOR, on, at)]
    for one in writers:
        vaulted.make_key(one, at)
    names, came = _some_come(writers[0], on, at)
    dossiers, documents = vaulted.write_some(writers, DOCUMENTS, CONTENT, DRAFT, at)
    made = made_up.fill_empty_tables(at)
    seal_once(full=True)
    found = Known(
        words_under_house=list(UNDER_HOUSE),
        words_under_people=list(UNDER_PEOPLE),
        names=names,
        came=[str(one) for one in came],
        writers=[one.as_json() for one in writers],
        envelope=envelope,
        dossiers=[str(one) for one in dossiers],
        documents=[str(one) for one in documents],
        made_up=made,
    )
    Path(known).write_text(json.dumps(vars(found), ensure_ascii=False), encoding="utf-8")


def _hire(name: str, post: Post, on: date, at: datetime) -> Writer:
    staff = add_staff(actor=PROGRAM, name=name, at=at)
    give_post(actor=PROGRAM, staff=staff.pk, post=post, starts_on=on, at=at)
    return Writer(staff.pk, os.urandom(32))


def _some_come(writer: Writer, on: date, at: datetime) -> tuple[list[str], list[UUID]]:
    """Pupils and a stranger under an alias stand in the door, each in a transaction of its own, and go again."""
    actor = actor_for(writer.staff, on)
    stranger = add_outsider(actor=actor, name=OUTSIDER, phones=[PHONE], at=at)
    pupils = list(Student.objects.order_by("student_number")[: COME - 1])
    who: list[tuple[Any, UUID]] = [(ClientKind.STUDENT, one.pk) for one in pupils]
    numbers = client_numbers([*who, (ClientKind.OUTSIDER, stranger.pk)])
    for number in numbers.values():
        seen = register_walk_in(actor=actor, client=number, needs=("study",), token=uuid4(), at=at)
        close_visit(actor=actor, visit=seen.visit.pk, outcome=Outcome.TALKED, at=at)
    return [one.name for one in pupils], list(numbers.values())
