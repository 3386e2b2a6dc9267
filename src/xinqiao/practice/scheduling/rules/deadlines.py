"""By when."""

from datetime import date, datetime, time, timedelta

from xinqiao.core.clauses import clause
from xinqiao.core.clock import Calendar, at_local, local


@clause("APT-02")
def no_show_contact_due(missed_on: date, calendar: Calendar) -> datetime:
    """Somebody gets in touch with who did not come, by the end of the next school day."""
    return end_of_work(calendar.next_school_day(missed_on))


# From six in the evening tomorrow is near, from seven in the morning today is.
EVENING, MORNING = time(18, 0), time(7, 0)
JUST_TOLD = timedelta(hours=3)


def reminds_until(at: datetime) -> datetime | None:
    """Up to when appointments are near enough to remind of; None in the small hours."""
    wall = local(at)
    days = 2 if wall.time() >= EVENING else 1
    return at_local(wall.date() + timedelta(days=days), time.min) if wall.time() >= MORNING else None


@clause("APT-09", missing="信件提出的请求。")
def first_appointment_due(asked_on: date, within_days: int, calendar: Calendar) -> datetime:
    """Whoever asked has an appointment within as many school days as the school has set."""
    return end_of_work(calendar.add_school_days(asked_on, max(within_days, 1)))


def end_of_work(day: date) -> datetime:
    """The evening of a day, when what was promised for it is late."""
    return at_local(day, time(18, 0))


def closing_due(arrived_at: datetime) -> datetime:
    """A visit has its outcome before the day is over."""
    return at_local(local(arrived_at).date(), time(22, 0))
