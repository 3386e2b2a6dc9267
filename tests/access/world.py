"""One thing of each kind, so that every address can be asked for something that is there."""

from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID, uuid4

from tests.attacks.scene import open_the_room
from tests.cast import Cast
from xinqiao.core.clock import now, today
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import RoomFunction
from xinqiao.practice.scheduling.services import Asked
from xinqiao.register.accounts.models import Account
from xinqiao.register.people.models import PostHeld

PEOPLE = ("shen", "lu", "xu", "he", "bai", "qin", "tang", "ma")


@dataclass
class World:
    """What an address may be asked for, by `namespace:name` and argument, or by argument alone."""

    cast: Cast
    things: dict[str, object]

    def arguments(self, name: str, wanted: list[str]) -> dict[str, object]:
        """The arguments for an address; a KeyError tells which address this world does not know yet."""
        space = name.split(":")[0]
        found = {}
        for one in wanted:
            keys = (f"{name}.{one}", f"{space}.{one}", one)
            found[one] = next(self.things[key] for key in keys if key in self.things)
        return found


def make_world(cast: Cast) -> World:
    """Fill the room of the cast with one of each."""
    at, actor, director = now(), cast.actor("shen"), cast.actor("xu")
    open_the_room(cast, since=today())
    room = services.add_room(actor=director, name="咨询室", function=RoomFunction.TALK, at=at)
    free = selectors.next_free(cast.staff["shen"].pk, at, count=1)
    appointment = services.book_appointment(
        actor=actor,
        client=cast.number("lin"),
        counsellor=cast.staff["shen"].pk,
        wanted=free[0],
        asked=Asked(needs=("study",)),
        token=uuid4(),
        at=at,
    )
    visit = services.register_walk_in(
        actor=actor, client=cast.number("ayi"), needs=("mood",), token=uuid4(), at=at
    ).visit
    (turn,) = services.plan_duty(
        actor=director,
        staff=cast.staff["shen"].pk,
        weekdays=[0],
        starts=time(8),
        ends=time(12),
        valid_from=today(),
        valid_to=today() + timedelta(days=60),
        at=at,
    )
    account = Account.objects.create(sign_in="xu", staff=cast.staff["xu"], made_at=at)
    things: dict[str, object] = {
        "people:student.pk": cast.students["lin"].pk,
        "people:contact.pk": cast.students["lin"].pk,
        "people:contact.guardian": cast.guardian.pk,
        "people:class.school_class": cast.classes[11, 3].pk,
        "people:give-post-to.staff": cast.staff["shen"].pk,
        "people:end-post.pk": PostHeld.objects.filter(staff=cast.staff["tang"]).values_list("pk", flat=True)[0],
        "scheduling.day": str(today()),
        "scheduling.pk": appointment.pk,
        "scheduling:visit.pk": visit.pk,
        "scheduling:close-visit.pk": visit.pk,
        "scheduling:call-in.pk": visit.pk,
        "scheduling:strike-visit.pk": visit.pk,
        "scheduling:remove-duty.pk": turn.pk,
        "scheduling:stand-in.pk": turn.pk,
        "scheduling:retire-room.pk": room.pk,
        "accounts.pk": account.pk,
    }
    return World(cast, things)


def unknown() -> UUID:
    """An id that nothing has."""
    return uuid4()
