"""The invented school's book: hours, duty, rooms, and a few days of appointments and visits."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid4

from xinqiao.core.access import Post
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import Need, RoomFunction
from xinqiao.practice.scheduling.services import Asked, Session
from xinqiao.register.people.models import ClientKind, Staff, Student
from xinqiao.register.people.selectors import actor_for, client_numbers

WEEKDAYS = range(5)
HOURS = (
    (time(8, 0), time(11, 50), "morning"),
    (time(12, 10), time(13, 50), "lunch"),
    (time(14, 0), time(17, 30), "afternoon"),
)
ROOMS = (
    ("咨询室一", RoomFunction.TALK),
    ("咨询室二", RoomFunction.TALK),
    ("沙盘室", RoomFunction.SAND_TRAY),
    ("放松室", RoomFunction.RELAXATION),
)
PER_DAY = 4
LINES = {
    "沈知微": ["在这里第六年", "喜欢种花，窗台上那几盆都是", "不知道从哪里说起，也可以来"],
    "许静安": ["教过十年语文", "爱听人说话，也会下象棋", "周四下午在"],
}


def open_room(staff: dict[str, Staff], since: date, on: date, at: datetime) -> None:
    """Rooms, weekly hours and duty since a day in the past; Friday's lunch break is left open, so that a gap can be seen."""
    director = actor_for(staff["xu"].pk, on)
    services.set_service_rules(
        actor=director,
        receives={kind.value: "" for kind in ClientKind},
        how_to_book="用纸条登录自己约，到二楼心理辅导室，打内线 8012，或请班主任代约",
        place="明德楼 312",
        talk_phone="内线 8012",
        house_rules="进门请敲门；在这里说的话留在这里，除非有人的生命有危险。",
        at=at,
    )
    last = on + timedelta(days=150)
    for name, function in ROOMS:
        services.add_room(actor=director, name=name, function=function, at=at)
    sessions = [Session(day, starts, ends, kind) for day in WEEKDAYS for starts, ends, kind in HOURS]
    services.set_opening_hours(actor=director, valid_from=since, valid_to=last, sessions=sessions, at=at)
    for day in WEEKDAYS:
        for starts, ends, kind in HOURS:
            if (day, kind) == (4, "lunch"):
                continue
            person = staff["xu"] if (day == 3 and kind == "afternoon") else staff["shen"]
            services.plan_duty(
                actor=director,
                staff=person.pk,
                weekdays=[day],
                starts=starts,
                ends=ends,
                valid_from=since,
                valid_to=last,
                at=at,
            )


def say_who_is_there(staff: dict[str, Staff], on: date, at: datetime) -> None:
    """What the counsellors say of themselves to those who book alone."""
    for person in (staff["shen"], staff["xu"]):
        actor = actor_for(person.pk, on)
        if actor.holds(Post.COUNSELLOR):
            services.keep_profile(actor=actor, called="", lines=LINES[person.name], at=at)


def note_gaps(at: datetime) -> None:
    """The open lunch break becomes the director's first promise."""
    services.note_duty_gaps(at=at)


def fill_book(staff: dict[str, Staff], on: date, at: datetime) -> None:
    """A few appointments on each of the next school days, at times that are free."""
    random = Random(7)
    counsellor = actor_for(staff["shen"].pk, on)
    plan = selectors.plan_for(on, on + timedelta(days=9))
    students = list(Student.objects.order_by("student_number").values_list("pk", flat=True))
    numbers = client_numbers((ClientKind.STUDENT, pk) for pk in random.sample(students, PER_DAY * 10))
    waiting = list(numbers.values())
    for day in plan.days:
        free = plan.free(staff["shen"].pk, day, at)
        for span in random.sample(free, min(PER_DAY, len(free))):
            services.book_appointment(
                actor=counsellor,
                client=waiting.pop(),
                counsellor=staff["shen"].pk,
                wanted=span,
                asked=Asked(channel=random.choice(["in_person", "phone"]), needs=(random.choice(Need.values),)),
                token=uuid4(),
                at=at,
            )
