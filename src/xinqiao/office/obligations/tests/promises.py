"""A kind of promise for the tests, and a short way to make one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, require
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import Kind, promise, register_kind

CALL_BACK = register_kind(
    Kind(
        key="tests.call_back",
        verb="回电话",
        escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
NEVER_RESTS = register_kind(
    Kind(key="tests.never_rests", verb="马上去看", escalate_after=timedelta(hours=1), counts_school_days=False)
)


def anybody(actor: Actor) -> bool:
    """A rule that lets everybody; the tests are about what comes after."""
    return True


def granted(actor: Actor = PROGRAM) -> Grant:
    """A grant as another area's service would hold it."""
    return require(actor, anybody)


def promised(*, at: datetime, owner: UUID | None, actor: Actor = PROGRAM, **more: Any) -> Obligation:
    """Something owed, due in a day unless said otherwise."""
    values: dict[str, Any] = {
        "kind": CALL_BACK.key,
        "subject": uuid4(),
        "due_at": at + timedelta(days=1),
    } | more
    return promise(grant=granted(actor), owner=owner, at=at, **values)
