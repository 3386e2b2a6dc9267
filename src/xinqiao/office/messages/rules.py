"""Must: what a message may say, and when it may leave the house. Pure.

The area that has something to tell declares the kind at import, where its jobs are known:

    REMINDER = register_kind(MessageKind(
        key="scheduling.reminder",
        words=gettext_lazy("提醒你：{when}，有一件约好的事。"),
        facts=frozenset({"when", "where"}),
    ))

A message carries facts from a closed list and nothing that anybody wrote. Its words are read by
whoever looks over a shoulder, holds the phone or shares the mailbox: they say neither who is met
nor what for. A test reads every kind that is registered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinqiao.core.clock import at_local, local
from xinqiao.core.clock.words import plain_day
from xinqiao.office.messages.neutral import tells

LONGEST_PLACE = 40
# A phone that lights up at night is looked at by whoever is awake.
EARLIEST, LATEST = time(7, 0), time(20, 30)
TRIES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
LEASE = timedelta(minutes=10)
KEPT_FOR = timedelta(days=365)


class UnknownKind(LookupError):
    """Nobody declared this kind of message, so nobody has read its words."""


class KindDeclaredTwice(ValueError):
    """Two declarations under one key, so neither can be trusted to be the words."""


class FactNotAllowed(ValueError):
    """A message was given a fact that its kind does not carry, or lacks one that it needs."""


@dataclass(frozen=True)
class Facts:
    """All that a message can ever carry. `where` is the name of a place as it stands on a door."""

    when: datetime | None = None
    until: datetime | None = None
    where: str = ""

    def given(self) -> frozenset[str]:
        """The names of the facts that are there."""
        return frozenset(name for name in ("when", "until", "where") if getattr(self, name))

    def kept(self) -> dict[str, str]:
        """As they are sealed."""
        dates = {name: moment.isoformat() for name, moment in (("when", self.when), ("until", self.until)) if moment}
        return dates | ({"where": self.where} if self.where else {})

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Facts":
        """As they were sealed."""
        when, until = (datetime.fromisoformat(kept[name]) if name in kept else None for name in ("when", "until"))
        return cls(when, until, str(kept.get("where", "")))


NOTHING = Facts()


@dataclass(frozen=True)
class MessageKind:
    """One kind of message.

    `words` has the placeholders `{when}` and `{until}`; every fact in them must be given. A
    place is never in `words`: it stands in a sentence of its own where it may be said at all.
    `leads_to` is the name of an own-door address without arguments at which more is found.
    `goes_out` is off for what only waits at the own door.
    """

    key: str
    words: str | Promise
    facts: frozenset[str] = frozenset()
    leads_to: str = ""
    goes_out: bool = True

    def __post_init__(self) -> None:
        unknown = self.facts - {"when", "until", "where"}
        if unknown:
            raise FactNotAllowed(f"{self.key}: {sorted(unknown)}")


_kinds: dict[str, MessageKind] = {}


def register_kind(kind: MessageKind) -> MessageKind:
    """Make a kind known; the same declaration twice is one. Raises `KindDeclaredTwice`."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise KindDeclaredTwice(kind.key)
    return kind


def kind_of(key: str) -> MessageKind:
    """The kind under this key. Raises `UnknownKind`."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None


def all_kinds() -> list[MessageKind]:
    """Every kind that is registered, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


def check_facts(kind: MessageKind, facts: Facts) -> None:
    """A kind is given what it needs and nothing else. Raises `FactNotAllowed`."""
    given = facts.given()
    missing = (kind.facts - {"where"}) - given
    if given - kind.facts or missing:
        raise FactNotAllowed(f"{kind.key}: {sorted(given - kind.facts)} {sorted(missing)}")


def plain_place(place: str) -> str:
    """A place as a message may name it: empty where its very name would tell."""
    said = " ".join(place.split())
    return "" if len(said) > LONGEST_PLACE or tells(said) else said


def in_words(moment: datetime | None) -> str:
    """A moment with its day and hour, never as tomorrow: it may be read later."""
    return f"{plain_day(moment)} {local(moment):%H:%M}" if moment else ""


def sentence(kind: MessageKind, facts: Facts, *, with_place: bool) -> str:
    """The whole message, in the language of whoever reads it: the one place where its words are put together."""
    said = str(kind.words).format(when=in_words(facts.when), until=in_words(facts.until))
    place = plain_place(facts.where) if with_place else ""
    return said + (_("地点：{where}。").format(where=place) if place else "")


def may_leave_at(at: datetime) -> datetime:
    """The moment itself by day; else the next morning."""
    wall = local(at)
    if EARLIEST <= wall.time() < LATEST:
        return at
    day = wall.date() if wall.time() < EARLIEST else (wall + timedelta(days=1)).date()
    return at_local(day, EARLIEST)


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many tries; None when it was the last."""
    return may_leave_at(at + TRIES[tries - 1]) if tries <= len(TRIES) else None
