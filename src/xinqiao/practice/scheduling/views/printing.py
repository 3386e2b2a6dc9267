"""The school's forms, filled from the book. Each print is asked for what, numbered and written down."""

from datetime import timedelta

from django.http import HttpResponse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.office.papers.printing import PrintForm, print_page
from xinqiao.practice.scheduling.forms import PrintDayForm, PrintRangeForm
from xinqiao.practice.scheduling.papers import (
    APPOINTMENT_REGISTER,
    DUTY_ROSTER,
    OPENING_HOURS,
    RECEPTION_REGISTER,
    data,
)

from .asking import the_day


def register(request: DeskRequest) -> HttpResponse:
    """The reception register of a day, or of several."""
    day = the_day(request.GET.get("day"), today())
    form = PrintRangeForm(request.POST or None, initial={"first": day, "last": day})
    return print_page(
        request,
        "scheduling/print_register.html",
        {"form": form},
        lambda said: (RECEPTION_REGISTER, data.reception_register(request.actor, said["first"], said["last"], now())),
    )


def appointments(request: DeskRequest) -> HttpResponse:
    """The appointments of a day."""
    form = PrintDayForm(request.POST or None, initial={"day": the_day(request.GET.get("day"), today())})
    return print_page(
        request,
        "scheduling/print_appointments.html",
        {"form": form},
        lambda said: (APPOINTMENT_REGISTER, data.appointment_register(request.actor, said["day"], now())),
    )


def hours(request: DeskRequest) -> HttpResponse:
    """The notice of opening hours for the door."""
    return print_page(
        request,
        "scheduling/print_hours.html",
        {"form": PrintForm(request.POST or None)},
        lambda _said: (OPENING_HOURS, data.opening_hours_notice(today())),
    )


def duty(request: DeskRequest) -> HttpResponse:
    """The duty roster of a stretch of days."""
    form = PrintRangeForm(request.POST or None, initial={"first": today(), "last": today() + timedelta(days=27)})
    return print_page(
        request,
        "scheduling/print_duty.html",
        {"form": form},
        lambda said: (DUTY_ROSTER, data.duty_roster(said["first"], said["last"], request.actor.name)),
    )
