"""The day as a list and as a calendar, and the week."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpResponse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.selectors import DayRow
from xinqiao.register.people.models import Staff

from .asking import the_day

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


def day(request: DeskRequest, day: str | None = None) -> HttpResponse:
    """A day: everybody who comes, and what is free. As a list, or as a calendar with a column for each counsellor."""
    shown, at = the_day(day, today()), now()
    who = uuid_or_none(request.GET.get("who"))
    found = services.open_day(actor=request.actor, day=shown, at=at, counsellor=who)
    as_grid = request.GET.get("as") == "grid"
    people = selectors.counsellors(shown) if as_grid else found.counsellors
    context = {
        "day": found,
        "people": people,
        "who": who,
        "as_grid": as_grid,
        "grid": _grid(found, people) if as_grid else [],
        "at": at,
        "is_today": shown == today(),
        "previous": shown - ONE_DAY,
        "following": shown + ONE_DAY,
    }
    return show(request, "scheduling/day.html", context)


def _grid(found: selectors.Day, people: Sequence[Staff]) -> list[tuple[datetime, list[tuple[Staff, DayRow | None]]]]:
    """Each line of the day with the counsellor beside every cell, so that a free one knows whose it is."""
    lines = selectors.grid_of(found, [person.pk for person in people])
    return [(line.starts, list(zip(people, line.cells, strict=True))) for line in lines]


def week(request: DeskRequest, day: str | None = None) -> HttpResponse:
    """The week of a day, from Monday."""
    shown, at = the_day(day, today()), now()
    who = uuid_or_none(request.GET.get("who"))
    week = services.open_week(actor=request.actor, day=shown, at=at, counsellor=who)
    met = {row.appointment.counsellor for of_day in week for row in of_day.rows if row.appointment}
    context = {
        "week": week,
        "people": sorted(met, key=lambda person: person.sort_key),
        "who": who,
        "shown": shown,
        "monday": shown - ONE_DAY * shown.weekday(),
        "previous": shown - ONE_WEEK,
        "following": shown + ONE_WEEK,
        "today": today(),
    }
    return show(request, "scheduling/week.html", context)
