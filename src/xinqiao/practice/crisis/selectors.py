"""What may be read: who is there now, which numbers there are, which calls ring, and what became of one's own."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.core.vault import house
from xinqiao.practice.crisis import policy, rules
from xinqiao.practice.crisis.models import HelpCall, Helplines
from xinqiao.practice.crisis.rules import Line
from xinqiao.practice.crisis.states import OPEN, CallState
from xinqiao.practice.scheduling.selectors import duty_of_days
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import Person, person_behind

LOOK_AHEAD = timedelta(days=7)
LONGEST_LIST = 50
_TOKEN, _CHECK = "crisis.browser", 16


@dataclass(frozen=True)
class There:
    """Whether somebody of the school looks now: who is on duty, and if nobody, when the room opens next."""

    staff: tuple[Staff, ...] = ()
    looks: bool = False
    opens_at: datetime | None = None


def who_is_there(at: datetime) -> There:
    """Somebody looks while a counsellor has duty, and in opening hours of a day for which no duty is planned at all."""
    day = local(at).date()
    days = duty_of_days(day, day + LOOK_AHEAD)
    today = next((one for one in days if one.day == day), None)
    opens = min((span.starts for one in days for span in one.opening if span.starts > at), default=None)
    if today is None:
        return There(opens_at=opens)
    turns = [one for one in today.turns if one.qualified and any(span.holds(at) for span in one.spans)]
    is_open = any(span.holds(at) for span in today.opening)
    return There(tuple(one.turn.staff for one in turns), bool(turns) or (is_open and not today.turns), opens)


def helplines() -> Helplines:
    """What the school says, or what holds until it says something."""
    return Helplines.objects.first() or Helplines()


def lines(place: Helplines) -> tuple[Line, ...]:
    """The numbers of a page in order of need: the school's own stands second, after the one where somebody always listens."""
    outside = rules.lines_of(place.lines)
    own = (Line(place.school_line, "", place.school_line_hours),) if place.school_line else ()
    return (*outside[:1], *own, *outside[1:])


# The caller ------------------------------------------------------------------


def browser_token(call: UUID) -> str:
    """What the browser of a stranger keeps, to be told what became of the call; nobody guesses it, nor reads it off a database."""
    return urlsafe_b64encode(call.bytes + house.blind_index(_TOKEN, call.bytes)[:_CHECK]).decode()


def call_of_token(token: str) -> UUID | None:
    """The call that a browser names; None for anything that we did not give out."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii", "replace"))
    except (NotBase64, ValueError):
        return None
    if len(raw) != 16 + _CHECK:
        return None
    fits = hmac.compare_digest(raw[16:], house.blind_index(_TOKEN, raw[:16])[:_CHECK])
    return UUID(bytes=raw[:16]) if fits else None


def origin_of(address: str, at: datetime) -> bytes:
    """By which the calls of one network address are seen to be of one address, for one day, without the address."""
    return house.blind_index("crisis.origin", f"{local(at).date()} {address}")


def own_call(actor: Actor, token: str, at: datetime) -> HelpCall | None:
    """The newest call that this person or this browser made a short while ago; nobody else's."""
    wanted = policy.own_calls(actor)
    named = call_of_token(token) if token else None
    if named is not None:
        wanted |= Q(pk=named, client=None)
    recent = Q(pressed_at__gt=at - rules.REMEMBERED_FOR)
    return HelpCall.objects.filter(wanted, recent).order_by("-rung_at").first()


# The desk --------------------------------------------------------------------


@dataclass(frozen=True)
class Ringing:
    """A call as every page of the desk shows it: where, and nothing more; others may look over one's shoulder."""

    call: HelpCall
    place: str
    more: int
    minutes: int

    @property
    def is_taken(self) -> bool:
        """Whether it is the reader's own to finish."""
        return self.call.state == CallState.TAKEN


def ringing(actor: Actor, at: datetime) -> list[Ringing]:
    """What rings, longest first, and then what this reader has taken and not yet ended."""
    if not policy.may_answer(actor):
        return []
    wanted = Q(state=CallState.RINGING) | Q(state=CallState.TAKEN, taken_by=actor.pk)
    rows = HelpCall.objects.filter(wanted).defer("note").order_by("state", "rung_at")[:LONGEST_LIST]
    return [_ringing(row, at) for row in rows]


def signature(rows: Iterable[Ringing]) -> str:
    """By which a page knows whether what it shows is still so; a new call changes it, a further press does not."""
    return ".".join(f"{row.call.pk.hex[:8]}{row.call.state[0]}" for row in rows)


def is_news(rows: Iterable[Ringing], seen: str) -> bool:
    """Whether something rings that the page has not shown yet."""
    return any(not row.is_taken and signature([row]) not in seen.split(".") for row in rows)


def _ringing(call: HelpCall, at: datetime) -> Ringing:
    places = list(dict.fromkeys(one["place"] for one in call.said if one["place"]))
    place = places[0] if places else ""
    return Ringing(call, place, len(places) - 1 if places else 0, int((at - call.rung_at).total_seconds()) // 60)


@dataclass(frozen=True)
class CallShown:
    """One call with whoever is behind it, and what this reader may do."""

    call: HelpCall
    person: Person | None
    minutes: int
    may_take: bool
    may_end: bool

    @property
    def together(self) -> bool:
        """Whether several voices stand in it."""
        return len(self.call.said) > 1 or self.call.presses > 1


def call_shown(actor: Actor, call: HelpCall, at: datetime) -> CallShown:
    """What the page of a call shows. Who it is was typed by nobody: the account tells."""
    return CallShown(
        call=call,
        person=person_behind(call.client_id) if call.client_id else None,
        minutes=int((at - call.rung_at).total_seconds()) // 60,
        may_take=call.state == CallState.RINGING and policy.may_take(actor, call),
        may_end=call.state == CallState.TAKEN and policy.may_end(actor, call),
    )


def calls_to_list(actor: Actor) -> list[HelpCall]:
    """The open calls, then the latest that are over; nobody is named."""
    if not policy.may_answer(actor):
        return []
    rows = HelpCall.objects.select_related("taken_by", "closed_by").defer("said", "note")
    open_ones = rows.filter(state__in=OPEN).order_by("rung_at")[:LONGEST_LIST]
    over = rows.filter(state=CallState.CLOSED).order_by("-rung_at")[:LONGEST_LIST]
    return [*open_ones, *over]
