"""What the tests of the own door share: an open room, and short ways for a pupil or a guardian to act."""

from datetime import datetime
from uuid import UUID, uuid4

from tests.cast import NOW, Cast
from tests.families import Families
from tests.own_door import own_actor
from xinqiao.core.access import Actor
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, RoomFunction, Wish
from xinqiao.practice.scheduling.services import OwnWanted, Wanted

from .builders import FRIDAY, hour, open_room

PLACE = "明德楼 312"


def open_own(cast: Cast, **decided: object) -> None:
    """The room is open, has a place one may name, and a room to talk in."""
    open_room(cast)
    services.set_service_rules(actor=cast.actor("xu"), place=PLACE, at=NOW, **decided)
    services.add_room(actor=cast.actor("xu"), name="咨询室一", function=RoomFunction.TALK, at=NOW)


def who(people: Cast | Families, name: str, *, known: bool = True) -> Actor:
    """A pupil or guardian at the own door."""
    return own_actor(people, name, known=known)


def book_own(
    actor: Actor,
    start: datetime | None = None,
    *,
    counsellor: UUID | None = None,
    how: str = "in_person",
    token: UUID | None = None,
    at: datetime = NOW,
) -> Appointment:
    """A time for oneself; Friday at 14:00 with whoever is free unless said otherwise."""
    assert actor.pk is not None
    wanted = OwnWanted(start or hour(FRIDAY, 14).starts, counsellor, how)
    return services.book_own(actor=actor, client=actor.pk, wanted=wanted, token=token or uuid4(), at=at)


def join(actor: Actor, *, counsellor: UUID | None = None, halves: tuple[str, ...] = (), at: datetime = NOW) -> Wish:
    """A place in the waiting line."""
    assert actor.pk is not None
    return services.join_line(actor=actor, client=actor.pk, wanted=Wanted(counsellor, halves), token=uuid4(), at=at)
