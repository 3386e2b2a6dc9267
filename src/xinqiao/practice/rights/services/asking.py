"""Asking: at the own door, or by somebody who came in person. A request counts once, however often it is sent."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Post, Problem, require, take, take_all
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.rights import policy, rules, selectors
from xinqiao.practice.rights.events import RightAsked, RightWithdrawn
from xinqiao.practice.rights.models import RightsRequest, State, Way
from xinqiao.practice.rights.rules import APART, LONGEST_TEXT, MOST_OPEN, NEEDS_WORDS, Against, Right
from xinqiao.register.people.models import Client
from xinqiao.register.people.selectors import school_calendar

from .promises import owe, settle
from .stopping import stop_now


class TooMany(Problem):
    """So many wait already that another one would only bury them."""

    def __init__(self) -> None:
        super().__init__(_("你有好几件还在等答复。等有了答复再提新的；很急的话，打“现在就需要帮助”里的电话。"))


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. `text` may be empty where the right speaks for itself.

    `against` of a complaint, `wish` the counsellor who is wanted, `entry` the line of the
    ledger that is asked about, `earlier` the request whose answer was not enough.
    """

    right: Right
    text: str = field(default="", repr=False)
    against: Against | None = None
    wish: UUID | None = None
    entry: UUID | None = None
    earlier: UUID | None = None


@transaction.atomic
def ask(*, actor: Actor, client: UUID, asked: Asked, token: UUID, at: datetime) -> RightsRequest:
    """Ask at the own door: about oneself, or for a child one acts for. Raises `Refused`, `TooMany` and `Problem`.

    Somebody known who does not want to go on has stopped with this, before anybody answers.
    """
    taken, asker = _take_both(client, actor.pk)
    grant = require(actor, policy.may_ask, taken, asked.right)
    before = _sent_before(token, asker)
    if before is not None:
        return before
    _check(asked)
    _check_not_too_many(asker, actor)
    concerned = _concerned(actor, taken, asked, at)
    made = _write(
        taken,
        asker,
        asked,
        at,
        owing=selectors.who_owes(asked.right, taken.pk, local(at).date(), also=concerned),
        way=Way.SCREEN,
        made_in=actor.start,
        unsure=not actor.is_known,
        token=token,
    )
    owe(made, grant, at)
    event = RightAsked(subject=made.pk, about=taken.pk, right=asked.right, asker=asker.pk)
    record(event, grant, rows=[made], at=at)
    if asked.right is Right.STOP and policy.may_stop_at_once(actor, taken):
        stop_now(actor=actor, client=taken.pk, at=at)
    return made


@transaction.atomic
def enter_request(*, actor: Actor, client: UUID, asker: UUID, asked: Asked, token: UUID, at: datetime) -> RightsRequest:
    """Somebody came in person or gave in the form: whoever met them writes it down. Raises `Refused`, `Problem`.

    `asker` is the client or a guardian; that it was them is what the form's “identity checked” is for.
    """
    taken, by = _take_both(client, asker)
    grant = require(actor, policy.may_enter_for, taken)
    before = _sent_before(token, by)
    if before is not None:
        return before
    if asker != client and asked.right not in rules.FOR_A_CHILD:
        raise Problem(_("这一项要学生自己提。"), status=422)
    _check(asked)
    concerned = _concerned(actor, taken, asked, at)
    met_by = actor.pk if actor.holds(Post.COUNSELLOR) else None
    made = _write(
        taken,
        by,
        asked,
        at,
        owing=selectors.who_owes(asked.right, taken.pk, local(at).date(), also=concerned, met_by=met_by),
        way=Way.DESK,
        received_by_id=actor.pk,
        token=token,
    )
    owe(made, grant, at)
    event = RightAsked(subject=made.pk, about=taken.pk, right=asked.right, asker=by.pk)
    record(event, grant, rows=[made], at=at)
    return made


@transaction.atomic
def withdraw_request(*, actor: Actor, request: UUID, at: datetime) -> RightsRequest:
    """Whoever asked takes it back; nobody asks why. What has stopped stays stopped. Raises `Refused`, `WrongState`."""
    found = take(RightsRequest, request, lock=False)
    _take_both(found.client_id, found.asker_id)
    taken = take(RightsRequest, request)
    grant = require(actor, policy.may_withdraw, taken)
    taken.end(State.WITHDRAWN, at=at)
    settle(taken, grant, at)
    record(RightWithdrawn(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def _take_both(client: UUID, asker: UUID | None) -> tuple[Client, Client]:
    """Both numbers, locked in one order: whoever writes about a client has them first."""
    if asker is None:
        raise Missing("people.client", client)
    taken = {row.pk: row for row in take_all(Client, {client, asker})}
    return taken[client], taken[asker]


def _sent_before(token: UUID, asker: Client) -> RightsRequest | None:
    found = RightsRequest.objects.filter(token=token).first()
    if found is not None and found.asker_id != asker.pk:
        raise Problem(_("请重新打开这一页再写。"), status=422)
    return found


def _check(asked: Asked) -> None:
    if len(asked.text) > LONGEST_TEXT:
        raise Problem(_("写得太长了，最多 %(most)d 个字。") % {"most": LONGEST_TEXT}, status=422)
    if asked.right in NEEDS_WORDS and not asked.text.strip():
        raise Problem(_("请写几个字，好让老师知道是什么事。"), status=422)


def _check_not_too_many(asker: Client, actor: Actor) -> None:
    rows = RightsRequest.objects.filter(asker=asker, state=State.OPEN)
    waiting = rows if actor.is_known else rows.filter(made_in=actor.start)
    if waiting.count() >= MOST_OPEN:
        raise TooMany


def _concerned(actor: Actor, client: Client, asked: Asked, at: datetime) -> Collection[UUID]:
    """Whom a request is about, besides those who work with the client."""
    if asked.right not in APART:
        return ()
    found: set[UUID] = set()
    if asked.against is Against.DIRECTOR:
        found |= selectors.holders_on(local(at).date()).get(Post.DIRECTOR, set())
    if asked.entry is not None:
        found |= _who_read(client, asked.entry)
    if asked.earlier is not None:
        before = RightsRequest.objects.filter(pk=asked.earlier, client=client).first()
        if before is None or not (policy.may_see_own(actor, before) or policy.may_enter(actor)):
            raise Missing("rights.request", asked.earlier)
        found |= {*before.concerned, *({before.answered_by_id} - {None})}  # type: ignore[arg-type]
    return found


def _who_read(client: Client, entry: UUID) -> set[UUID]:
    """Who stands in a line of the ledger about this client; a line about somebody else is not there."""
    rows = Entry.objects.filter(pk=entry, about=client.pk).values_list("actor", flat=True)
    if not rows:
        raise Missing("ledger.entry", entry)
    return {one for one in rows if one is not None}


def _write(
    client: Client, asker: Client, asked: Asked, at: datetime, *, owing: selectors.Owing, **given: Any
) -> RightsRequest:
    day = local(at).date()
    words = {"text": asked.text.strip(), "against": asked.against, "wish": str(asked.wish) if asked.wish else None}
    return RightsRequest.objects.create(
        client=client,
        asker=asker,
        kind=asked.right.value,
        asked_at=at,
        due_at=rules.answer_due(asked.right, selectors.within_days(), at, school_calendar(day)),
        owner_id=owing.owner,
        post=owing.post.value,
        concerned=list(owing.concerned),
        entry=asked.entry,
        earlier_id=asked.earlier,
        words={key: value for key, value in words.items() if value},
        **given,
    )
