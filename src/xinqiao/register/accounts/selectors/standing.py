"""How a request stands: who is behind its cookie, how far the sign-in has come, and whether the screen is locked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from xinqiao.core.access import Actor
from xinqiao.register.accounts.models import OpenSession
from xinqiao.register.accounts.sessions import SessionStore
from xinqiao.register.accounts.states import Step

NOTED_EVERY = timedelta(seconds=20)
NEXT_STEP = {
    Step.START: "accounts:start",
    Step.SECOND: "accounts:second-step",
    Step.ENROL: "accounts:enrol",
    Step.IN: "accounts:sign-in",
}


@dataclass(frozen=True)
class Standing:
    """One request's standing; without a session all of it is empty. `unlocked` is the vault's row of this session."""

    session: UUID | None = None
    account: UUID | None = None
    staff: UUID | None = None
    step: Step | None = None
    is_locked: bool = False
    unlocked: UUID | None = None

    @property
    def is_complete(self) -> bool:
        """Whether both steps are done."""
        return self.step is Step.IN

    @property
    def next_step(self) -> str:
        """The page that has to be passed next."""
        return NEXT_STEP[self.step] if self.step else "accounts:sign-in"

    @property
    def owner(self) -> Actor:
        """The person behind the session, without posts: for acts on the own account."""
        return Actor(pk=self.staff)


NOBODY = Standing()


def standing(request: HttpRequest, at: datetime, *, unattended: bool = False) -> Standing:
    """How this request stands, worked out once. Counts as a sign of life of whoever sits there, unless it is locked.

    What a page asks for by itself is `unattended`: it lengthens nothing.
    """
    known: Standing | None = getattr(request, "standing", None)
    if known is None:
        session = request.session
        known = standing_of(session.find() if isinstance(session, SessionStore) else None, at, unattended)
        request.standing = known  # type: ignore[attr-defined]
    return known


def standing_of(row: OpenSession | None, at: datetime, unattended: bool = False) -> Standing:
    """How an open session stands; an ended one, a closed account and somebody who left are nobody."""
    if row is None or row.until <= at or row.account.closed_at or row.account.staff.left_on:
        return NOBODY
    is_locked = row.step == Step.IN and (row.locked_at is not None or at - row.seen_at >= idle_time())
    if not (is_locked or unattended) and at - row.seen_at >= NOTED_EVERY:
        OpenSession.objects.filter(pk=row.pk, locked_at=None, seen_at=row.seen_at).update(seen_at=at)
    return Standing(
        row.pk, row.account_id, row.account.staff_id, Step(row.step), is_locked, getattr(row, "unlocked", None)
    )


def idle_time() -> timedelta:
    """After how long without a sign of life the screen is locked."""
    minutes: int = settings.XINQIAO_IDLE_MINUTES
    return timedelta(minutes=minutes)
