"""The door: walk-ins, arrivals, who waits, and the register."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import at_local, local, now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.forms import CloseForm, OutsiderForm, StrikeForm, WalkInForm
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.register.people.selectors import client_number
from xinqiao.register.people.services import add_outsider

from .asking import the_day


def walk_in(request: DeskRequest) -> HttpResponse:
    """Somebody stands in the door: who, for what, done."""
    known = uuid_or_none(request.GET.get("client"))
    form = WalkInForm(request.POST or None, actor=request.actor, initial={"person": f"number:{known}"} if known else {})
    page = ("scheduling/walk_in.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid() and form.client:
        clean = form.cleaned_data
        done = services.register_walk_in(
            actor=request.actor,
            client=form.client,
            needs=tuple(clean["needs"]),
            way=clean["way"],
            first_contact=uuid_or_none(clean["first_contact"]),
            token=clean["token"],
            at=now(),
        )
        return redirect("scheduling:visit", done.visit.pk)
    return show(request, *page)


def outsider(request: DeskRequest) -> HttpResponse:
    """Somebody who is on no roster, entered before the visit and apart from it."""
    form = OutsiderForm(request.POST or None)
    page = ("scheduling/outsider.html", {"form": form, "receives": selectors.receives_outsiders()})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        phones = [clean["phone"]] if clean["phone"] else []
        added = add_outsider(actor=request.actor, name=clean["name"], phones=phones, at=now())
        number = client_number("outsider", added.pk)
        return redirect(f"{reverse('scheduling:walk-in')}?client={number}")
    return show(request, *page)


def arrive(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Who had an appointment has come. Without its token a form counts as new; the appointment is kept only once."""
    token = uuid_or_none(request.POST.get("token")) or uuid4()
    done = services.receive_appointment(actor=request.actor, appointment=pk, token=token, at=now())
    return redirect("scheduling:visit", done.visit.pk)


def visit(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A line of the register: what it says, and what comes next."""
    at = now()
    line = services.open_visit(actor=request.actor, visit=pk, at=at)
    waits_for = selectors.waits_for(line.visit, at)
    context = {"line": line, "waits_for": waits_for, "form": CloseForm(), "at": at}
    return show(request, "scheduling/visit.html", context)


def close_visit(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The client has left; where did the visit lead?"""
    line = services.open_visit(actor=request.actor, visit=pk, at=now())
    form = CloseForm(request.POST or None)
    page = ("scheduling/close_visit.html", {"line": line, "form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        left = _left(line.visit.arrived_at, form.cleaned_data["left"])
        done = services.close_visit(actor=request.actor, visit=pk, outcome=outcome, left_at=left, at=now())
        messages.success(request, _("去向记好了。"))
        if outcome is Outcome.ANOTHER_TIME:
            return redirect(f"{reverse('scheduling:book')}?client={done.client_id}")
        return redirect("scheduling:visit", pk)
    return show(request, *page)


def _left(arrived: datetime, typed: object) -> datetime | None:
    """An hour on the day of arrival; the minute of arrival itself may be typed for a visit of seconds."""
    if typed is None:
        return None
    moment = at_local(local(arrived).date(), typed)  # type: ignore[arg-type]
    return max(moment, arrived) if arrived - moment < timedelta(minutes=1) else moment


def call_in(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Who waited comes in."""
    urgent = request.POST.get("urgent") == "yes"
    services.call_in(actor=request.actor, visit=pk, urgent=urgent, at=now())
    return redirect("scheduling:visit", pk)


def strike_visit(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A line was a mistake."""
    line = services.open_visit(actor=request.actor, visit=pk, at=now())
    form = StrikeForm(request.POST or None)
    page = ("scheduling/strike_visit.html", {"line": line, "form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.strike_visit(actor=request.actor, visit=pk, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("这一行划去了，行号留着。"))
        return redirect("scheduling:register")
    return show(request, *page)


def waiting(request: DeskRequest) -> HttpResponse:
    """Who waits at this moment."""
    at = now()
    context = {
        "lines": services.open_waiting(actor=request.actor, on=today(), at=at),
        "at": at,
        "first": selectors.who_goes_first(request.actor.pk, at),
    }
    return show(request, "scheduling/waiting.html", context)


def register(request: DeskRequest, day: str | None = None) -> HttpResponse:
    """The reception register of a day."""
    shown = the_day(day, today())
    context = {
        "day": shown,
        "lines": services.open_register(actor=request.actor, first=shown, last=shown, at=now()),
        "previous": shown - timedelta(days=1),
        "following": shown + timedelta(days=1),
        "is_today": shown == today(),
        "token": uuid4(),
    }
    return show(request, "scheduling/register.html", context)
