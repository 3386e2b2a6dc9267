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

from xinqiao.core.access import PROGRAM, Actor, Denied, Held, Missing, Post
from xinqiao.core.clock import local
from xinqiao.core.ledger import said_of_each
from xinqiao.core.vault.models import PersonKey, RecoveryKey
from xinqiao.core.vault.recovery import envelope_fingerprint
from xinqiao.register.accounts.selectors import who_let_in
from xinqiao.register.people.selectors import posts_on
from xinqiao.register.recovery import policy
from xinqiao.register.recovery.events import KeysGivenBack
from xinqiao.register.recovery.models import KeysAsk
from xinqiao.register.recovery.rules import SHOWN_FOR, Backups, Want, is_over, read_backups
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
    `posts` are the asker's, and `givers` all who may open the envelope for it.
    """

    ask: KeysAsk
    may_give: bool
    is_over: bool
    has_key: bool
    let_in_by_me: bool
    posts: frozenset[Post]
    givers: tuple[Actor, ...]

    @property
    def who(self) -> str:
        """The names of those who may give."""
        return _("、").join(giver.name for giver in self.givers)


@dataclass(frozen=True)
class Settled:
    """What became of a wish; `let_in_too` where whoever gave had also issued the start code."""

    ask: KeysAsk
    let_in_too: bool


@dataclass(frozen=True)
class ToBeSeen:
    """One person let somebody in and gave the keys as well: who is to see it, and until when at least."""

    ask: UUID
    staff: UUID
    until: datetime


@dataclass(frozen=True)
class Asker:
    """Who asks, as the rule of giving needs it: the posts, and who issued the start code."""

    posts: frozenset[Post]
    let_in: UUID | None


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


def asked_by(actor: Actor, at: datetime) -> Waiting | None:
    """The own wish that waits, and who may settle it."""
    own = KeysAsk.objects.filter(staff=actor.pk, state=AskState.ASKED).select_related("staff").first()
    return standing_of(actor, own, at) if own else None


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """Who waits for keys, for those who may open the envelope; six statements for the lot."""
    return _standing(actor, list(_asks(actor).filter(state=AskState.ASKED).order_by("asked_at")[:SHOWN]), at)


def standing_of(actor: Actor, ask: KeysAsk, at: datetime) -> Waiting:
    """One wish, as this person sees it."""
    return _standing(actor, [ask], at)[0]


def to_settle(at: datetime) -> list[Waiting]:
    """Every wish that waits and has not waited too long: for the program's own promises."""
    asks = list(KeysAsk.objects.filter(state=AskState.ASKED).select_related("staff").order_by("asked_at"))
    return [one for one in _standing(PROGRAM, asks, at) if not one.is_over]


def given_alone(at: datetime) -> list[ToBeSeen]:
    """What was given lately by whoever had also issued the start code: for the program's own promises."""
    asks = list(KeysAsk.objects.filter(state=AskState.GIVEN, settled_at__gt=at - SHOWN_FOR))
    alone = (one.ask for one in _settled(asks) if one.let_in_too)
    return [ToBeSeen(ask.pk, ask.staff_id, ask.settled_at + SHOWN_FOR) for ask in alone if ask.settled_at]


def given_to(staff: UUID) -> list[Settled]:
    """Every time that keys were given to this person, the last first; it stays for good. Two statements."""
    asks = KeysAsk.objects.filter(staff=staff, state=AskState.GIVEN).select_related("settled_by")
    return _settled(list(asks.order_by("-settled_at")[:SHOWN]))


def settled(actor: Actor) -> list[Settled]:
    """What became of the last wishes; two statements."""
    return _settled(list(_asks(actor).exclude(state=AskState.ASKED).order_by("-settled_at")[:SHOWN]))


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


def openers(at: datetime) -> dict[UUID, Actor]:
    """Who may open the envelope on that day, directors first. One statement."""
    found: dict[UUID, set[Held]] = {}
    rows = posts_on(local(at).date()).filter(post__in=[post.value for post in policy.OPENERS])
    names = {}
    for row in rows.order_by("post", "staff__sort_key"):
        found.setdefault(row.staff_id, set()).add(Held(Post(row.post)))
        names[row.staff_id] = row.staff.name
    return {pk: Actor(pk=pk, posts=frozenset(held), name=names[pk]) for pk, held in found.items()}


def asker(staff: UUID, at: datetime) -> Asker:
    """Somebody's posts on that day, and who let them in."""
    return Asker(_posts([staff], at)[staff], who_let_in([staff])[staff])


def _asks(actor: Actor) -> QuerySet[KeysAsk]:
    return KeysAsk.objects.filter(policy.visible(actor)).select_related("staff", "settled_by")


def _settled(asks: list[KeysAsk]) -> list[Settled]:
    said = said_of_each([ask.pk for ask in asks], [KeysGivenBack.kind])
    return [Settled(ask, any(one.facts.get("let_in_too") for one in said[ask.pk])) for ask in asks]


def _standing(actor: Actor, asks: list[KeysAsk], at: datetime) -> list[Waiting]:
    owners = [ask.staff_id for ask in asks]
    keys = set(PersonKey.objects.filter(owner__in=owners, ended_at=None).values_list("owner", flat=True))
    posts, let_in, who = _posts(owners, at), who_let_in(owners), openers(at)

    def may(giver: Actor, ask: KeysAsk) -> bool:
        return policy.may_give(giver, ask, posts[ask.staff_id], let_in[ask.staff_id], who)

    return [
        Waiting(
            ask=ask,
            may_give=may(actor, ask),
            is_over=is_over(ask.asked_at, at),
            has_key=ask.staff_id in keys,
            let_in_by_me=actor.pk is not None and let_in[ask.staff_id] == actor.pk,
            posts=posts[ask.staff_id],
            givers=tuple(giver for giver in who.values() if may(giver, ask)),
        )
        for ask in asks
    ]


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
