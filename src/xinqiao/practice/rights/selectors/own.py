"""What somebody at the own door sees of the own requests."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.clock import local
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.rights.rules import TITLES, Decision, answer_day, decision_words, is_late
from xinqiao.practice.rights.states import State
from xinqiao.register.people.models import POST_LABELS

MOST = 100


@dataclass(frozen=True)
class OwnRequest:
    """One line: what was asked, how it stands, by when there is an answer."""

    pk: UUID
    label: str
    for_child: bool
    asked_on: date
    due_on: date
    is_open: bool
    is_late: bool
    is_answered: bool


@dataclass(frozen=True)
class OwnShown:
    """One request with its words and, for somebody known, its answer."""

    row: OwnRequest
    text: str
    who: str
    ended_on: date | None
    decision: str
    answer: str
    answer_waits: bool
    may_withdraw: bool
    may_ask_again: bool


def own_requests(actor: Actor, at: datetime) -> list[OwnRequest]:
    """The own requests, the newest first; nothing sealed is opened."""
    rows = RightsRequest.objects.filter(policy.own_visible(actor)).defer("words", "answer")
    return [_line(actor, row, at) for row in rows.order_by("-asked_at", "pk")[:MOST]]


def asked_about_me(actor: Actor, at: datetime) -> list[OwnRequest]:
    """What a guardian asked about this client: that it was asked and answered, not in which words."""
    rows = RightsRequest.objects.filter(policy.known_of(actor)).defer("words", "answer")
    return [_line(actor, row, at) for row in rows.order_by("-asked_at", "pk")[:MOST]]


def own_request(actor: Actor, request: UUID, at: datetime) -> OwnShown:
    """One of the own requests, opened. Raises `Missing` for a stranger, as for what does not exist."""
    row = RightsRequest.objects.filter(policy.own_visible(actor), pk=request).first()
    if row is None:
        raise Missing("rights.request", request)
    told = policy.may_read_answer(actor, row) and row.state == State.ANSWERED
    answer = (row.answer or {}) if told else {}
    return OwnShown(
        row=_line(actor, row, at),
        text=str(row.words.get("text", "")),
        # Who answers depends on who works with the client, and that is not for whoever holds a slip.
        who=str(POST_LABELS[Post(row.post)]) if actor.is_known else "",
        ended_on=local(row.ended_at).date() if row.ended_at else None,
        decision=str(decision_words(row.right, Decision(answer["decision"]))) if answer else "",
        answer=str(answer.get("words", "")),
        answer_waits=row.state == State.ANSWERED and not told,
        may_withdraw=row.is_open and policy.may_withdraw(actor, row),
        may_ask_again=told,
    )


def _line(actor: Actor, row: RightsRequest, at: datetime) -> OwnRequest:
    return OwnRequest(
        pk=row.pk,
        label=str(TITLES[row.right]),
        for_child=row.client_id != actor.pk,
        asked_on=local(row.asked_at).date(),
        due_on=answer_day(row.due_at),
        is_open=row.is_open,
        is_late=row.is_open and is_late(row.due_at, at),
        is_answered=row.state == State.ANSWERED,
    )
