"""The school's forms, filled from the book. Each print is asked for what, numbered and written down."""

from datetime import timedelta

from django.http import HttpResponse

from xinqiao.core.clock import now, today
from xinqiao.office.papers.services import print_paper
from xinqiao.practice.scheduling.forms import PrintDayForm, PrintForm, PrintRangeForm
from xinqiao.practice.scheduling.papers import data

from .asking import DeskRequest, show, the_day


def register(request: DeskRequest) -> HttpResponse:
    """The reception register of a day, or of several."""
    day = the_day(request.GET.get("day"), today())
    form = PrintRangeForm(request.POST or None, initial={"first": day, "last": day, "copies": 1})
    page = ("scheduling/print_register.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        values = data.reception_register(request.actor, clean["first"], clean["last"], now())
        return _printed(request, "reception-register", values, form)
    return show(request, *page)


def appointments(request: DeskRequest) -> HttpResponse:
    """The appointments of a day."""
    day = the_day(request.GET.get("day"), today())
    form = PrintDayForm(request.POST or None, initial={"day": day, "copies": 1})
    page = ("scheduling/print_appointments.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        values = data.appointment_register(request.actor, form.cleaned_data["day"], now())
        return _printed(request, "appointment-register", values, form)
    return show(request, *page)


def hours(request: DeskRequest) -> HttpResponse:
    """The notice of opening hours for the door."""
    form = PrintForm(request.POST or None, initial={"copies": 1})
    page = ("scheduling/print_hours.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        return _printed(request, "opening-hours-notice", data.opening_hours_notice(today()), form)
    return show(request, *page)


def duty(request: DeskRequest) -> HttpResponse:
    """The duty roster of a stretch of days."""
    form = PrintRangeForm(
        request.POST or None, initial={"first": today(), "last": today() + timedelta(days=27), "copies": 1}
    )
    page = ("scheduling/print_duty.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        values = data.duty_roster(clean["first"], clean["last"], request.actor.name)
        return _printed(request, "duty-roster", values, form)
    return show(request, *page)


def _printed(request: DeskRequest, form_id: str, values: dict[str, object], form: PrintForm) -> HttpResponse:
    printed = print_paper(
        actor=request.actor,
        form=form_id,
        data=values,
        purpose=form.cleaned_data["purpose"],
        copies=form.cleaned_data["copies"],
        at=now(),
    )
    return HttpResponse(printed.pdf, headers=printed.headers)
