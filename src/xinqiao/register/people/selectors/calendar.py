"""The school, the year, the term and the calendar of a day."""

from datetime import date

from xinqiao.core.clock import Calendar, china_calendar
from xinqiao.register.people.models import CalendarDay, School, SchoolYear, Term


def school() -> School | None:
    """The one school, once it is set up."""
    return School.objects.first()


def current_year(on: date) -> SchoolYear | None:
    """The school year of a day; None between years."""
    return SchoolYear.objects.filter(starts_on__lte=on, ends_on__gte=on).first()


def current_term(on: date) -> Term | None:
    """The term of a day; None in the holidays."""
    return Term.objects.filter(starts_on__lte=on, ends_on__gte=on).first()


def school_calendar(on: date) -> Calendar:
    """The public calendar of the years around a day, with the school's own days over it."""
    public = china_calendar((on.year - 1, on.year, on.year + 1))
    own = list(CalendarDay.objects.values_list("day", "is_school_day"))
    return public.with_entries(
        off=(day for day, is_school_day in own if not is_school_day),
        on=(day for day, is_school_day in own if is_school_day),
    )


def calendar_page(on: date) -> dict[str, object]:
    """Years, terms and own days for the calendar page, and whether the public holidays of next year are known."""
    return {
        "years": list(SchoolYear.objects.order_by("-starts_on")),
        "terms": list(Term.objects.select_related("year").order_by("-starts_on")),
        "days": list(CalendarDay.objects.filter(day__gte=on.replace(month=1, day=1)).order_by("day")),
        "next_year_known": china_calendar((on.year + 1,)).knows(on.replace(year=on.year + 1, month=1, day=1)),
    }
