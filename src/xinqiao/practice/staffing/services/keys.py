"""Who waits for keys is told to whoever may give them; who was let in and given keys by one person is shown it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, require
from xinqiao.core.ledger import record
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import Kind, keep, promise, register_kind
from xinqiao.practice.staffing import policy
from xinqiao.practice.staffing.events import KeysAnnounced
from xinqiao.register.people.selectors import school
from xinqiao.register.recovery.selectors import Waiting, given_alone, to_settle

GIVE_KEYS = register_kind(Kind(key="staffing.give_keys", verb=_("取信封，办一件交还钥匙的申请")))
# It does not rest: who comes in with somebody's account may well choose the holidays.
SEE_KEYS = register_kind(
    Kind(
        key="staffing.see_keys",
        verb=_("看“我的钥匙”：启动码和信封由同一个人办，是你本人在场吗"),
        escalate_after=timedelta(days=7),
        counts_school_days=False,
    )
)
KINDS = (GIVE_KEYS.key, SEE_KEYS.key)
GIVEN_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """Who owes it, and by when."""

    owner: UUID | None
    post: Post | None
    at: datetime


@transaction.atomic
def look_after_keys(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Bring the promises about keys to what the wishes say now; returns how many changed."""
    grant = require(actor, policy.may_look_ahead)
    return announce_keys(grant=grant, at=at)


@transaction.atomic
def announce_keys(*, grant: Grant, at: datetime) -> int:
    """As `look_after_keys`; called by the program's round and inside every change of a wish.

    What its receiver ends, is let off or hands over before its time is promised
    again: whoever came in with somebody else's account would end it first. After
    that time it waits for its owner, and nothing here ends it.
    """
    place = school()
    if place is None:
        return 0
    wanted = _wanted(at)
    rows = Obligation.objects.filter(kind__in=KINDS, ended_at=None).values_list("kind", "subject", "owner")
    here = {(kind, subject): owner for kind, subject, owner in rows}
    over = [one for one, owner in here.items() if _is_over(one, owner, wanted)]
    new = [one for one in wanted if one not in here or one in over]
    for kind, subject in over:
        keep(grant=grant, kind=kind, subject=subject, at=at)
    for kind, subject in new:
        due = wanted[kind, subject]
        promise(grant=grant, kind=kind, subject=subject, owner=due.owner, post=due.post, due_at=due.at, at=at)
    if over or new:
        record(KeysAnnounced(subject=place.pk), grant, at=at)
    return len({*over, *new})


def _wanted(at: datetime) -> dict[tuple[str, UUID], Due]:
    give = {(GIVE_KEYS.key, one.ask.pk): _whose(one) for one in to_settle(at)}
    return give | {(SEE_KEYS.key, one.ask): Due(one.staff, None, one.until) for one in given_alone(at)}


def _is_over(one: tuple[str, UUID], owner: UUID | None, wanted: Mapping[tuple[str, UUID], Due]) -> bool:
    """A wish that waits no more; what is to be seen ends here only to go back to whom it was handed away from."""
    if one[0] == GIVE_KEYS.key:
        return one not in wanted
    return one in wanted and wanted[one].owner != owner


def _whose(one: Waiting) -> Due:
    """Whoever alone may give; of several, or where there is nobody, the post that does it for this asker."""
    by = one.ask.asked_at + GIVEN_WITHIN
    if len(one.givers) == 1:
        return Due(one.givers[0].pk, None, by)
    return Due(None, Post.PRINCIPAL if Post.DIRECTOR in one.posts else Post.DIRECTOR, by)
