"""The invented school's months before: who dropped in, who was booked and did not come, which cases were closed.

Enough of each for a report to show, and of some things so few that they stay hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID, uuid4

from xinqiao.core.access import Actor
from xinqiao.core.clock import at_local, local
from xinqiao.practice.cases.models import Channel as CameBy
from xinqiao.practice.cases.models import Kind
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Appointment, Need, Outcome, Reason, Way
from xinqiao.practice.scheduling.selectors import Span
from xinqiao.practice.scheduling.services import Asked
from xinqiao.register.people.models import ClientKind, Guardian, Staff, Student, Term
from xinqiao.register.people.selectors import actor_for, client_numbers, school_calendar
from xinqiao.web.demo.book import WEEKDAYS
from xinqiao.web.demo.cases import LASTS, WRITES, Desk, Paper, course
from xinqiao.web.demo.records import CLOSING
from xinqiao.web.demo.school import GRADES, school_year
from xinqiao.web.demo.telling import Story

T = TypeVar("T")
DAYS, ENOUGH = 44, 30
A_DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)
# When the counsellor and the director have time beside the cases of the last weeks.
NOON = time(12, 15)
TALKS_AT, DOOR_AT = (time(8), time(14), time(16)), (time(9), time(10, 30), time(13), time(15), time(16))
PUPILS = {7: 24, 8: 4, 9: 19, 10: 22, 11: 18, 12: 25}
CASES, LATER, MISSED, MOVED, CALLED_OFF, STRUCK, GUARDIANS = 12, 12, 7, 5, 5, 2, 5
NEEDS = {
    Need.STUDY: 30, Need.PEERS: 20, Need.MOOD: 16, Need.FAMILY: 12, Need.SLEEP: 9, Need.NEW_PLACE: 8,
    Need.SCREEN: 2, Need.AFFECTION: 2,
}  # fmt: skip
WAYS = {Way.WALK_IN: 60, Way.CLASS_TEACHER: 18, Way.CLASSMATE: 16, Way.PHONE: 5, Way.PARENT: 1}
CHANNELS = {
    Asked("in_person"): 10, Asked("phone"): 8, Asked("teacher", "class_teacher"): 7, Asked("parent", "guardian"): 4,
    Asked("letter"): 1,
}  # fmt: skip
CAME_BY = {CameBy.SELF: 6, CameBy.CLASS_TEACHER: 5, CameBy.PARENT: 3}
ENDINGS = ({"reason": "reached", "effect": 8}, {"reason": "reached", "effect": 6}, {"reason": "client", "effect": 5})


def shown_days(on: date) -> list[list[date]]:
    """Of each term that has begun: the last days on which the room was open, whole months of them."""
    begun = Term.objects.filter(starts_on__lt=on).order_by("starts_on")
    return [days for days in (_days_of(term, on) for term in begun) if days]


def _days_of(term: Term, on: date) -> list[date]:
    calendar, last = school_calendar(on), min(on - A_DAY, term.ends_on)
    every = (last - A_DAY * step for step in range((last - term.starts_on).days + 1))
    taught = [day for day in every if day.weekday() in WEEKDAYS and calendar.is_school_day(day)]
    first = taught[:DAYS][-1].replace(day=1) if taught else last
    return sorted(day for day in taught if day >= first)


@dataclass
class Diary:
    """The times that two counsellors have, each given away once."""

    random: Random
    days: list[date]
    talks: list[datetime]
    door: list[datetime]

    def beginning(self) -> datetime:
        """Some noon, after which there is time for all that follows."""
        return at_local(self.random.choice(self.days[: len(self.days) * 3 // 5]), NOON)

    def at_the_door(self) -> datetime:
        """Any time at which somebody may drop in."""
        return self.door.pop(self.random.randrange(len(self.door)))

    def talk(self, after: datetime, soon: int = 14) -> datetime:
        """One of the next times for a talk, on a later day."""
        ahead = [one for one in self.talks if local(one).date() > local(after).date()][:soon]
        found = self.random.choice(ahead)
        self.talks.remove(found)
        return found


@dataclass(frozen=True)
class Room:
    """Who receives, at which times, and by which dice."""

    desk: Desk
    director: Actor
    diary: Diary
    random: Random
    rooms: list[UUID]

    def one_of(self, weighed: dict[T, int]) -> T:
        """One of these, as often as its weight says."""
        return self.random.choices(list(weighed), list(weighed.values()))[0]


def earlier_months(desk: Desk, staff: dict[str, Staff], on: date) -> list[Story]:
    """What happened on the days that `shown_days` names."""
    random, rooms = Random(11), [room.pk for room in selectors.rooms()]
    stories: list[Story] = []
    year, _terms = school_year(on)
    for days in shown_days(on):
        diary = Diary(
            random, days, *([at_local(day, at) for day in days for at in times] for times in (TALKS_AT, DOOR_AT))
        )
        room = Room(desk, actor_for(staff["xu"].pk, on), diary, random, rooms)
        grades = [grade for grade in PUPILS if grade > GRADES[0] or days[0] >= year.starts_on]
        pupils = _pupils(random, grades, min(1, len(days) / DAYS))
        stories += _stretch(room, pupils, few=len(days) < ENOUGH)
    return stories


def _stretch(room: Room, pupils: Iterator[UUID], *, few: bool) -> list[Story]:
    """So many of each; in the first weeks of a term people only drop in."""
    stories: list[Story] = []
    if not few:
        stories += [_closed_case(room, next(pupils), place) for place in range(CASES)]
        for happens, times in ((_comes_later, LATER), (_misses, MISSED), (_moves, MOVED), (_calls_off, CALLED_OFF)):
            stories += [happens(room, next(pupils)) for _one in range(times)]
        stories += [_struck(room, next(pupils)) for _one in range(STRUCK)]
        stories += [_drops_in(room, number) for number in _guardians(room.random)]
    return stories + [_drops_in(room, number) for number in pupils]


def _pupils(random: Random, grades: list[int], share: float) -> Iterator[UUID]:
    """Whoever is in these grades now; the youngest were at another school the year before."""
    chosen: list[UUID] = []
    for grade in grades:
        known = Student.objects.filter(school_class__grade=grade).order_by("student_number")
        chosen += random.sample(list(known.values_list("pk", flat=True)), int(PUPILS[grade] * share))
    random.shuffle(chosen)
    numbers = client_numbers((ClientKind.STUDENT, pk) for pk in chosen)
    return iter([numbers[pk] for pk in chosen])


def _guardians(random: Random) -> list[UUID]:
    known = Guardian.objects.order_by("student__student_number").values_list("pk", flat=True)
    return list(client_numbers((ClientKind.GUARDIAN, pk) for pk in random.sample(list(known), GUARDIANS)).values())


def _drops_in(room: Room, client: UUID) -> Story:
    """Somebody asks something at the door, and goes again with an answer."""
    at, led_to = room.diary.at_the_door(), room.one_of({Outcome.INFORMED: 9, Outcome.COLLEAGUE: 1})
    yield at
    came = _at_the_door(room, client, at)
    yield at + HALF_AN_HOUR
    services.close_visit(actor=room.director, visit=came, outcome=led_to, at=at + HALF_AN_HOUR)


def _struck(room: Room, client: UUID) -> Story:
    """A line that was a mistake."""
    at = room.diary.at_the_door()
    yield at
    came = _at_the_door(room, client, at)
    yield at + HALF_AN_HOUR
    services.strike_visit(actor=room.director, visit=came, reason="登记错了人", at=at + HALF_AN_HOUR)


def _at_the_door(room: Room, client: UUID, at: datetime) -> UUID:
    needs, way = (room.one_of(NEEDS),), room.one_of(WAYS)
    return services.register_walk_in(
        actor=room.director, client=client, needs=needs, way=way, token=uuid4(), at=at
    ).visit.pk


def _closed_case(room: Room, client: UUID, place: int) -> Story:
    """Two or three talks, and an ending."""
    talks = [room.diary.talk(room.diary.beginning())]
    for _one in range(1 + place % 2):
        talks.append(room.diary.talk(talks[-1]))
    last = Paper(Kind.CLOSING, CLOSING | ENDINGS[place % len(ENDINGS)], local(talks[-1]).date())
    return course(room.desk, client, talks, [last], needs=(room.one_of(NEEDS),), channel=room.one_of(CAME_BY))


def _comes_later(room: Room, client: UUID) -> Story:
    """Another time is agreed on at the door, and kept."""
    at = room.diary.beginning()
    meets = room.diary.talk(at, soon=10)
    yield at
    came = _at_the_door(room, client, at)
    yield at + HALF_AN_HOUR
    services.close_visit(actor=room.director, visit=came, outcome=Outcome.ANOTHER_TIME, at=at + HALF_AN_HOUR)
    booked = _book(room, client, meets, at + HALF_AN_HOUR)
    yield from _meets(room, booked)


def _misses(room: Room, client: UUID) -> Story:
    """Nobody came; a call, a new time, and then they met."""
    asked = room.diary.beginning()
    meets = room.diary.talk(asked)
    again = room.diary.talk(meets)
    yield asked
    booked = _book(room, client, meets, asked)
    yield meets + LASTS
    services.mark_no_show(actor=room.desk.actor, appointment=booked.pk, at=meets + LASTS)
    called = at_local(local(meets).date(), WRITES)
    yield called
    yield from _meets(room, _book(room, client, again, called))


def _moves(room: Room, client: UUID) -> Story:
    """A lesson came between."""
    asked = room.diary.beginning()
    meets = room.diary.talk(asked)
    again = room.diary.talk(meets)
    yield asked
    booked = _book(room, client, meets, asked)
    moved_at = meets - HALF_AN_HOUR
    yield moved_at
    moved = services.move_appointment(
        actor=room.desk.actor,
        appointment=booked.pk,
        counsellor=booked.counsellor_id,
        wanted=Span(again, again + LASTS),
        reason=Reason.LESSON,
        token=uuid4(),
        at=moved_at,
        room=booked.room_id,
    )
    yield from _meets(room, moved)


def _calls_off(room: Room, client: UUID) -> Story:
    """They thought better of it."""
    asked = room.diary.beginning()
    meets = room.diary.talk(asked)
    yield asked
    booked = _book(room, client, meets, asked)
    yield meets - HALF_AN_HOUR
    services.cancel_appointment(
        actor=room.desk.actor, appointment=booked.pk, reason=Reason.CLIENT, at=meets - HALF_AN_HOUR
    )


def _book(room: Room, client: UUID, meets: datetime, at: datetime) -> Appointment:
    asked = room.one_of(CHANNELS)
    assert room.desk.actor.pk is not None  # counsellors are people
    return services.book_appointment(
        actor=room.desk.actor,
        client=client,
        counsellor=room.desk.actor.pk,
        wanted=Span(meets, meets + LASTS),
        asked=Asked(asked.channel, asked.asked_by, needs=(room.one_of(NEEDS),)),
        token=uuid4(),
        at=at,
        room=room.random.choice(room.rooms),
    )


def _meets(room: Room, booked: Appointment) -> Story:
    """A short talk, after which nothing more is asked for."""
    yield booked.starts_at
    came = services.receive_appointment(
        actor=room.desk.actor, appointment=booked.pk, token=uuid4(), at=booked.starts_at
    )
    yield booked.ends_at
    services.close_visit(actor=room.desk.actor, visit=came.visit.pk, outcome=Outcome.INFORMED, at=booked.ends_at)
