"""Whom one may ring, and how they want to be reached: the one place where guardians' numbers are read for a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.core.hooks import Hook
from xinqiao.register.people import policy
from xinqiao.register.people.models import ClientKind, ContactWish, Guardian
from xinqiao.register.people.models.wishes import Hour, Reach
from xinqiao.register.people.selectors.clients import client_numbers

# Asked for a pupil: the guardians whom an area above knows not to be called.
closed_routes: Hook[[UUID], frozenset[UUID]] = Hook()


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be reached, in words; nothing where they have not said."""

    how: str = ""
    when: str = ""
    number: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.how or self.when or self.number or self.words)


@dataclass(frozen=True)
class MayCall:
    """One guardian: the numbers if they may be rung, and else none of them and the reason that was written down."""

    guardian: Guardian
    allowed: bool
    phones: tuple[str, ...] = ()
    why_not: str = ""
    wish: Wish = field(default_factory=Wish)


def may_call(guardian: Guardian) -> MayCall:
    """Whether this guardian may be rung, by which number, and how they want it."""
    return may_call_each([guardian])[0]


def may_call_each(guardians: Iterable[Guardian]) -> list[MayCall]:
    """The same for several of one pupil, in their order."""
    asked = list(guardians)
    closed = {
        pk for child in {one.student_id for one in asked} for answer in closed_routes.call(child) for pk in answer
    }
    open_ones = [one for one in asked if policy.may_be_called(one, closed)]
    wishes = _wishes_of(open_ones)
    return [
        MayCall(one, allowed=True, phones=tuple(one.phones or ()), wish=wishes.get(one.pk, Wish()))
        if one in open_ones
        else MayCall(one, allowed=False, why_not=(one.restriction or {}).get("reason", ""))
        for one in asked
    ]


def own_wish(actor: Actor) -> dict[str, Any]:
    """What a guardian has said of being reached, as the form shows it."""
    row = ContactWish.objects.filter(policy.own_wishes(actor)).first()
    said: dict[str, Any] = row.said if row else {}
    return said


def _wishes_of(guardians: Iterable[Guardian]) -> dict[UUID, Wish]:
    numbers = client_numbers((ClientKind.GUARDIAN, one.pk) for one in guardians)
    said = {row.client_id: row.said for row in ContactWish.objects.filter(client__in=numbers.values())}
    return {person: _in_words(said[number]) for person, number in numbers.items() if number in said}


def _in_words(said: dict[str, Any]) -> Wish:
    hours = [str(Hour(one).label) for one in said.get("when", []) if one in Hour.values]
    return Wish(
        how=str(Reach(said["how"]).label) if said.get("how") in Reach.values else "",
        when=_("、").join(hours),
        number=said.get("number", ""),
        words=said.get("words", ""),
    )
