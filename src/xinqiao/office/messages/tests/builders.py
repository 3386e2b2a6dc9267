"""Kinds of messages that only the tests know, and who tells."""

from datetime import UTC, datetime

from xinqiao.core.access import PROGRAM, Grant, require
from xinqiao.office.messages.rules import Facts, MessageKind, register_kind

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
