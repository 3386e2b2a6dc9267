"""School years, terms, and the days on which the school departs from the public calendar."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.core.ledger import record
from xinqiao.register.people import policy
from xinqiao.register.people.events import CalendarDaySet, YearAdded
from xinqiao.register.people.models import CalendarDay, SchoolYear, Term


@transaction.atomic
def set_calendar_day(*, actor: Actor, day: date, is_school_day: bool, note: str, at: datetime) -> CalendarDay:
    """Say whether a day is a school day; saying it again replaces what was said."""
    grant = require(actor, policy.may_run_school)
    entry, _made = CalendarDay.objects.update_or_create(
        day=day, defaults={"is_school_day": is_school_day, "note": note}
    )
    record(CalendarDaySet(subject=entry.pk), grant, at=at)
    return entry


@transaction.atomic
def add_year(*, actor: Actor, name: str, starts_on: date, ends_on: date, at: datetime) -> SchoolYear:
    """Enter a school year; years may not overlap."""
    grant = require(actor, policy.may_run_school)
    _in_order(starts_on, ends_on)
    try:
        with transaction.atomic():
            year = SchoolYear.objects.create(name=name, starts_on=starts_on, ends_on=ends_on)
    except IntegrityError:
        raise Problem(_("这个学年与已有的学年重叠或重名。"), status=422) from None
    record(YearAdded(subject=year.pk), grant, at=at)
    return year


@transaction.atomic
def add_term(*, actor: Actor, name: str, starts_on: date, ends_on: date, at: datetime) -> Term:
    """Enter a term; it lies within one school year and overlaps no other."""
    grant = require(actor, policy.may_run_school)
    _in_order(starts_on, ends_on)
    year = SchoolYear.objects.filter(starts_on__lte=starts_on, ends_on__gte=ends_on).first()
    if year is None:
        raise Problem(_("学期要在一个学年之内，请先建学年。"), status=422)
    try:
        with transaction.atomic():
            term = Term.objects.create(year=year, name=name, starts_on=starts_on, ends_on=ends_on)
    except IntegrityError:
        raise Problem(_("这个学期与已有的学期重叠。"), status=422) from None
    record(YearAdded(subject=term.pk), grant, at=at)
    return term


def _in_order(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise Problem(_("结束的日子要在开始之后。"), status=422)
