"""How envelope and backups stand, who waits for keys, and the one sentence on every page while something is lacking.

What the backup wrote down lies in a file of the data folder: the program that
makes backups and the one that shows pages share nothing else.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Denied, Missing, Post
from xinqiao.core.clock import local
from xinqiao.core.ledger import said_of_each
from xinqiao.core.vault.models import PersonKey, RecoveryKey
from xinqiao.core.vault.person_keys import has_person_key
from xinqiao.core.vault.recovery import envelope_fingerprint
from xinqiao.register.accounts.selectors import who_let_in
from xinqiao.register.people.selectors import posts_on
from xinqiao.register.recovery import policy
from xinqiao.register.recovery.events import KeysGivenBack
from xinqiao.register.recovery.models import KeysAsk
from xinqiao.register.recovery.rules import Backups, Want, is_over, read_backups
from xinqiao.register.recovery.states import AskState

LONGEST_STATUS = 1 << 16
SHOWN = 20


@dataclass(frozen=True)
class Envelope:
    """The envelope that counts."""

    made_at: datetime
    confirmed_at: datetime | None
    fingerprint: str


@dataclass(frozen=True)
class Band:
    """What stands above every page while something is lacking; `may_act` sees what and where."""

    sentences: tuple[str, ...]
    may_act: bool


@dataclass(frozen=True)
class Waiting:
    """A wish in the list, whether this person may give, and whether it has waited too long.

    `let_in_by_me`: this person issued the start code with which the asker came in.
    """

    ask: KeysAsk
    may_give: bool
    is_over: bool
    has_key: bool
    let_in_by_me: bool


@dataclass(frozen=True)
class Settled:
    """What became of a wish; `let_in_too` where whoever gave had also issued the start code."""

    ask: KeysAsk
    let_in_too: bool


# Once confirmed, an envelope stays so: asked once for each database, and then never again by this process.
_confirmed: set[str] = set()


def envelope() -> Envelope | None:
    """The envelope; one statement."""
    key = RecoveryKey.objects.filter(ended_at=None).first()
    return None if key is None else Envelope(key.made_at, key.confirmed_at, envelope_fingerprint(key))


def backups() -> Backups:
    """What the backup wrote down; nothing where there is no file, or none that can be read."""
    try:
        with Path(settings.XINQIAO_BACKUP_STATUS).open("rb") as file:
            known = json.loads(file.read(LONGEST_STATUS))
    except (OSError, ValueError, RecursionError):
        known = None
    return read_backups(known)


def wants(at: datetime) -> tuple[Want, ...]:
    """What is lacking in a real school; nothing ever is in an invented one. At most one statement, usually none."""
    if settings.XINQIAO_KIND != "school":
        return ()
    return (*_envelope_wants(), *backups().wants(at))


def is_demo() -> bool:
    """Whether this is the invented school that anybody may look at."""
    return bool(settings.XINQIAO_KIND == "demo")


def band(actor: Actor, at: datetime) -> Band | None:
    """The sentences above every page; None where all is well, and for whoever has not signed in."""
    if actor.pk is None:
        return None
    found = wants(at)
    if not found:
        return None
    if not policy.may_see_status(actor):
        return Band((_("恢复信封和备份还没有就绪，请提醒中心主任。"),), may_act=False)
    return Band(tuple(said(want) for want in found), may_act=True)


def said(want: Want) -> str:
    """What is lacking, in a sentence."""
    return {
        Want.ENVELOPE: _("还没有恢复信封：谁忘了口令，他写过的就再也打不开。"),
        Want.CONFIRMATION: _("恢复信封还没有核对：要有人照着那一页输入一遍，才知道它管用。"),
        Want.BACKUP: _("还没有一份核对过的备份：电脑坏了，写过的就没有了。"),
        Want.NEWER_BACKUP: _("备份太旧了，或很久没有核对过。"),
    }[want]


def asked_by(staff: UUID) -> KeysAsk | None:
    """The own wish that waits."""
    return KeysAsk.objects.filter(staff=staff, state=AskState.ASKED).first()


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Who waits for keys, for those who may open the envelope; five statements for the lot."""
    asks = list(_asks(actor).filter(state=AskState.ASKED).order_by("asked_at")[:SHOWN])
    owners = [ask.staff_id for ask in asks]
    keys = set(PersonKey.objects.filter(owner__in=owners, ended_at=None).values_list("owner", flat=True))
    posts, let_in = _posts(owners, at), who_let_in(owners)
    return [
        _waiting(actor, ask, posts[ask.staff_id], let_in[ask.staff_id], has_key=ask.staff_id in keys, at=at)
        for ask in asks
    ]


def standing_of(actor: Actor, ask: KeysAsk, at: datetime) -> Waiting:
    """One wish, as this person sees it."""
    staff = ask.staff_id
    return _waiting(actor, ask, posts_of(staff, at), who_let_in([staff])[staff], has_key=has_person_key(staff), at=at)


def settled(actor: Actor) -> list[Settled]:
    """What became of the last wishes; two statements."""
    asks = list(_asks(actor).exclude(state=AskState.ASKED).order_by("-settled_at")[:SHOWN])
    said = said_of_each([ask.pk for ask in asks], [KeysGivenBack.kind])
    return [Settled(ask, any(one.facts.get("let_in_too") for one in said[ask.pk])) for ask in asks]


def ask_for(actor: Actor, pk: UUID) -> KeysAsk:
    """One wish. Raises `Missing` and `Denied`, which a stranger cannot tell apart."""
    found = KeysAsk.objects.select_related("staff").filter(pk=pk).first()
    if found is None:
        raise Missing("recovery.keysask", pk)
    if not policy.may_see(actor, found):
        raise Denied("register.recovery.policy.may_see", (), pk)
    return found


def forget_what_is_known() -> None:
    """Ask the database again: it is another one under the same name, as in tests. A confirmation needs no asking."""
    _confirmed.clear()


def posts_of(staff: UUID, at: datetime) -> frozenset[Post]:
    """The posts that somebody holds on that day."""
    return _posts([staff], at)[staff]


def _asks(actor: Actor) -> QuerySet[KeysAsk]:
    return KeysAsk.objects.filter(policy.visible(actor)).select_related("staff", "settled_by")


def _waiting(
    actor: Actor, ask: KeysAsk, posts: frozenset[Post], let_in: UUID | None, *, has_key: bool, at: datetime
) -> Waiting:
    may = policy.may_give(actor, ask, posts, let_in)
    return Waiting(ask, may, is_over(ask.asked_at, at), has_key, let_in == actor.pk)


def _posts(staff: list[UUID], at: datetime) -> dict[UUID, frozenset[Post]]:
    found: dict[UUID, set[Post]] = {one: set() for one in staff}
    for owner, post in posts_on(local(at).date()).filter(staff__in=staff).values_list("staff", "post"):
        found[owner].add(Post(post))
    return {owner: frozenset(posts) for owner, posts in found.items()}


def _envelope_wants() -> tuple[Want, ...]:
    here = str(connection.settings_dict["NAME"])
    if here in _confirmed:
        return ()
    rows = list(RecoveryKey.objects.filter(ended_at=None).values_list("confirmed_at", flat=True)[:1])
    if not rows:
        return (Want.ENVELOPE,)
    if rows[0] is None:
        return (Want.CONFIRMATION,)
    if not connection.in_atomic_block:  # what is seen inside of a transaction may yet be undone
        _confirmed.add(here)
    return ()
