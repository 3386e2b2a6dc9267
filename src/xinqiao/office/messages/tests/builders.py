"""Kinds of messages that only the tests know, and who tells."""

from datetime import UTC, datetime

from tests.cast import Cast
from tests.families import Families
from tests.own_door import own_actor
from xinqiao.core.access import PROGRAM, Grant, require
from xinqiao.office.messages.models import Preference
from xinqiao.office.messages.rules import Facts, MessageKind, register_kind
from xinqiao.office.messages.services import choose_way

# Two in the afternoon of a school day; the appointment is on the next one.
AT = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
NIGHT = datetime(2026, 10, 15, 15, 0, tzinfo=UTC)
WHEN = datetime(2026, 10, 16, 4, 40, tzinfo=UTC)
FACTS = Facts(when=WHEN, where="明德楼 312")
REMINDER = register_kind(
    MessageKind(key="tests.reminder", words="提醒你：{when}，有一件约好的事。", facts=frozenset({"when", "where"}))
)
STAYS = register_kind(MessageKind(key="tests.stays", words="有一份新的东西给你。", goes_out=False))


def program_may(actor: object) -> bool:
    """The rule of the act of which the tests tell."""
    return True


def grant() -> Grant:
    """That of the program, as a reminder has it."""
    return require(PROGRAM, program_may)


def choose(
    people: Cast | Families, name: str, way: str, address: str, *, family: bool = False, check: bool = True
) -> Preference:
    """What somebody says at the own door; `check=False` for a school that has no such way."""
    actor = own_actor(people, name)
    if check:
        return choose_way(actor=actor, way=way, address=address, family=family, at=AT)
    choice = {"way": way, "address": address, "language": "", "family": family}
    return Preference.objects.create(client_id=actor.pk, choice=choice, chosen_at=AT)
