"""What several tests of the book need: hours, times of the week in which the cast lives, short ways to book."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.clock import at_local
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Channel, Visit
from xinqiao.practice.scheduling.rules import Span
from xinqiao.practice.scheduling.services import Asked, Session

FRIDAY = A_SCHOOL_DAY + timedelta(days=1)
TERM = (date(2026, 9, 1), date(2027, 1, 22))


def open_room(cast: Cast) -> None:
    """Open Monday to Friday, 8:00 to 12:00 and 14:00 to 18:00, for the whole term."""
    sessions = [
        Session(weekday, time(start), time(start + 4), kind)
        for weekday in range(5)
        for start, kind in ((8, "morning"), (14, "afternoon"))
    ]
    services.set_opening_hours(actor=cast.actor("xu"), valid_from=TERM[0], valid_to=TERM[1], sessions=sessions, at=NOW)


def hour(day: date, start: int, minute: int = 0, length: int = 50) -> Span:
    """A talk on a day by the clock on the wall."""
    begin = at_local(day, time(start, minute))
    return Span(begin, begin + timedelta(minutes=length))


def book(cast: Cast, who: str = "lin", wanted: Span | None = None, by: str = "shen", **more: object) -> Appointment:
    """An appointment of the counsellor `by`; Friday at 14:00 unless said otherwise."""
    given = {
        "counsellor": cast.staff[by].pk,
        "asked": Asked(channel=Channel.IN_PERSON, needs=("study",)),
        "token": uuid4(),
        "at": NOW,
        **more,
    }
    return services.book_appointment(
        actor=cast.actor(by),
        client=cast.number(who),
        wanted=wanted or hour(FRIDAY, 14),
        **given,  # type: ignore[arg-type]
    )


def walk_in(cast: Cast, who: str = "lin", by: str = "shen", at: datetime = NOW) -> Visit:
    """Somebody stands in the door."""
    return services.register_walk_in(
        actor=cast.actor(by), client=cast.number(who), needs=("mood",), token=uuid4(), at=at
    ).visit


def winners(results: list[object]) -> list[object]:
    """The results that are no exceptions."""
    return [one for one in results if not isinstance(one, BaseException)]


def losers(results: list[object], kind: type[BaseException]) -> list[BaseException]:
    """The exceptions, all of which must be of this kind."""
    lost = [one for one in results if isinstance(one, BaseException)]
    assert all(isinstance(one, kind) for one in lost), lost
    return lost
