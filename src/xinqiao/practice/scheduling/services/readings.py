"""Opening what names a client: the reading is on record before a page or a print is made of it.

A single line or appointment is read under its client's number. A list is read
under the book it belongs to, with its days: who stood in it follows from the
rows of those days, and an entry for each of them would make a list cost more
the fuller it is.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from xinqiao.core.access import Actor, require
from xinqiao.core.ledger import ReadingForm, record_reading
from xinqiao.practice.scheduling import policy, selectors
from xinqiao.practice.scheduling.events import (
    THE_BOOK,
    THE_REGISTER,
    THE_WAITING_LINE,
    AppointmentOpened,
    BookOpened,
    RegisterOpened,
    VisitOpened,
    WaitingLineOpened,
)


def open_visit(*, actor: Actor, visit: UUID, at: datetime) -> selectors.Line:
    """One line of the register. Raises `Missing` for a stranger, as for what does not exist."""
    line = selectors.visit_for(actor, visit)
    grant = require(actor, policy.may_see_visit, line.visit)
    record_reading(VisitOpened(subject=line.visit.pk, about=line.visit.client_id), grant, at=at)
    return line


def open_appointment(*, actor: Actor, appointment: UUID, at: datetime) -> selectors.AppointmentShown:
    """One appointment. Raises `Missing` for a stranger, as for what does not exist."""
    shown = selectors.appointment_for(actor, appointment)
    grant = require(actor, policy.may_see_appointment, shown.appointment)
    about = shown.appointment.client_id
    record_reading(AppointmentOpened(subject=shown.appointment.pk, about=about), grant, at=at)
    return shown


def open_register(
    *, actor: Actor, first: date, last: date, at: datetime, form: ReadingForm = ReadingForm.PAGE
) -> list[selectors.Line]:
    """The reception register of these days. Raises `Denied`."""
    grant = require(actor, policy.may_work_the_book)
    record_reading(RegisterOpened(subject=THE_REGISTER, first=first, last=last), grant, at=at, form=form)
    return selectors.register_of_days(actor, first, last)


def open_waiting(*, actor: Actor, on: date, at: datetime) -> list[selectors.Line]:
    """Who waits at this moment: the open lines of the day's register. Raises `Denied`."""
    grant = require(actor, policy.may_work_the_book)
    record_reading(RegisterOpened(subject=THE_REGISTER, first=on, last=on), grant, at=at)
    return selectors.waiting(actor)


def open_day(
    *, actor: Actor, day: date, at: datetime, counsellor: UUID | None = None, also: Iterable[UUID] = ()
) -> selectors.Day:
    """A day of the book with those who came; `also` are further numbers the page will name. Raises `Denied`."""
    grant = require(actor, policy.may_work_the_book)
    also = tuple(also)
    event = BookOpened(subject=THE_BOOK, first=day, last=day, with_promises=bool(also))
    record_reading(event, grant, at=at)
    return selectors.day_for(actor, day, at, counsellor=counsellor, also=also)


def open_week(*, actor: Actor, day: date, at: datetime, counsellor: UUID | None = None) -> list[selectors.WeekDay]:
    """The week of a day. Raises `Denied`."""
    grant = require(actor, policy.may_work_the_book)
    first, last = selectors.days_of_week(day)
    record_reading(BookOpened(subject=THE_BOOK, first=first, last=last), grant, at=at)
    return selectors.week_for(actor, day, at, counsellor=counsellor)


def open_appointments_to_print(*, actor: Actor, day: date, at: datetime) -> list[selectors.DayRow]:
    """Everything that was ever booked for a day, for paper. Raises `Denied`."""
    grant = require(actor, policy.may_print_register)
    record_reading(BookOpened(subject=THE_BOOK, first=day, last=day), grant, at=at, form=ReadingForm.PRINT)
    return selectors.appointments_of_day(actor, day)


def open_waiting_line(*, actor: Actor, at: datetime) -> selectors.WaitingLine:
    """Who waits for a time to come free, and what guardians ask for their children. Raises `Denied`."""
    grant = require(actor, policy.may_work_the_book)
    record_reading(WaitingLineOpened(subject=THE_WAITING_LINE), grant, at=at)
    return selectors.line_for(actor)
