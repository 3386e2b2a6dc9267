"""What the desk sees: my requests to answer, one of them opened, and numbers for the director."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.clock import local
from xinqiao.practice.cases.selectors import open_case_of
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.rights.rules import (
    APART,
    Against,
    Decision,
    Right,
    decision_words,
    is_late,
    needs_childs_view,
    needs_childs_yes,
)
from xinqiao.practice.rights.states import State
from xinqiao.register.consents.selectors import band_on, load
from xinqiao.register.people.models import POST_LABELS, Staff
from xinqiao.register.people.selectors import Person, people_behind, staff_by_pk, staff_holding

MOST = 200


@dataclass(frozen=True)
class OwedLine:
    """One request that this reader answers; whose it is stands on its own page."""

    row: RightsRequest
    late: bool


@dataclass(frozen=True)
class LateLine:
    """A request that a counsellor owes, for the director: no client, no words."""

    row: RightsRequest
    owner: str
    late: bool


@dataclass(frozen=True)
class Counted:
    """How many requests of one right are open, late, answered and taken back."""

    label: str
    open: int
    late: int
    answered: int
    withdrawn: int
    answered_late: int


@dataclass(frozen=True)
class RequestShown:
    """One request, opened for whoever answers it."""

    row: RightsRequest
    person: Person | None
    asker: Person | None
    text: str
    against: str
    wish: Staff | None
    late: bool
    needs_view: bool
    needs_yes: bool
    case_is_open: bool
    decision: str
    answer: dict[str, str]
    receivers: list[Staff]


def owed_lines(actor: Actor, at: datetime, *, closed: bool = False) -> list[OwedLine]:
    """What this person answers or has answered, the most urgent first; the sealed words stay closed."""
    rows = RightsRequest.objects.filter(policy.answerable(actor, at)).defer("words", "answer")
    rows = (
        rows.exclude(state=State.OPEN).order_by("-ended_at")
        if closed
        else rows.filter(state=State.OPEN).order_by("due_at")
    )
    return [OwedLine(row, row.is_open and is_late(row.due_at, at)) for row in rows[:MOST]]


def late_lines(at: datetime) -> list[LateLine]:
    """What counsellors owe: for the director, who can have another counsellor answer."""
    rows = RightsRequest.objects.filter(state=State.OPEN).exclude(kind__in=sorted(APART)).select_related("owner")
    return [
        LateLine(row, row.owner.name if row.owner else str(POST_LABELS[Post(row.post)]), is_late(row.due_at, at))
        for row in rows.defer("words", "answer").order_by("due_at")[:MOST]
    ]


def counted(actor: Actor, at: datetime, since: datetime) -> list[Counted]:
    """Numbers by right since a moment, and whatever is open; no client, and nothing that is about the reader."""
    rows = RightsRequest.objects.exclude(concerned__contains=[actor.pk]).exclude(
        state__in=[State.ANSWERED, State.WITHDRAWN], ended_at__lt=since
    )
    found = list(rows.values_list("kind", "state", "due_at", "ended_at"))
    return [_count(right, [row[1:] for row in found if row[0] == right.value], at) for right in Right]


def _count(right: Right, rows: Iterable[tuple[str, datetime, datetime | None]], at: datetime) -> Counted:
    rows = list(rows)
    open_ones = [due for state, due, _ended in rows if state == State.OPEN]
    answered = [(due, ended) for state, due, ended in rows if state == State.ANSWERED]
    return Counted(
        label=str(right.label),
        open=len(open_ones),
        late=sum(is_late(due, at) for due in open_ones),
        answered=len(answered),
        withdrawn=sum(state == State.WITHDRAWN for state, _due, _ended in rows),
        answered_late=sum(ended is not None and ended > due for due, ended in answered),
    )


def shown(actor: Actor, row: RightsRequest, at: datetime) -> RequestShown:
    """One request with its words; the reading is on record before."""
    people = people_behind({row.client_id, row.asker_id})
    words, answer = row.words, row.answer or {}
    against, wish = words.get("against") or "", words.get("wish")
    loaded = load(row.client_id) if row.is_by_guardian else None
    band = band_on(loaded, local(at).date()) if loaded else None
    return RequestShown(
        row=row,
        person=people.get(row.client_id),
        asker=people.get(row.asker_id),
        text=str(words.get("text", "")),
        against=str(Against(against).label) if against else "",
        wish=staff_by_pk([UUID(wish)]).get(UUID(wish)) if wish else None,
        late=row.is_open and is_late(row.due_at, at),
        needs_view=needs_childs_view(row.right, asked_by_guardian=row.is_by_guardian),
        needs_yes=band is not None and needs_childs_yes(row.right, band, asked_by_guardian=True),
        case_is_open=row.right is Right.STOP and open_case_of(row.client_id) is not None,
        decision=str(decision_words(row.right, Decision(answer["decision"]))) if answer else "",
        answer={key: str(value) for key, value in answer.items()},
        receivers=_receivers(row, at),
    )


def to_pass_on(actor: Actor, request: UUID, at: datetime) -> tuple[RightsRequest, list[Staff]]:
    """An open request and who could answer it instead; the words stay closed. Raises `Missing` for a stranger."""
    rows = RightsRequest.objects.filter(policy.to_pass_on(actor, at), pk=request, state=State.OPEN)
    row = rows.defer("words", "answer").first()
    if row is None:
        raise Missing("rights.request", request)
    return row, _receivers(row, at)


def _receivers(row: RightsRequest, at: datetime) -> list[Staff]:
    if row.is_apart or not row.is_open:
        return []
    return [one for one in staff_holding(Post.COUNSELLOR, local(at).date()) if one.pk != row.owner_id]
