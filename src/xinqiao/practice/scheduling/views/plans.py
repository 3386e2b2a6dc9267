"""Hours, duty, rooms, and what the school has decided."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access import Missing
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.practice.scheduling import policy, rules, selectors, services
from xinqiao.practice.scheduling.forms import DutyForm, HoursForm, RemoveDutyForm, RoomForm, RulesForm, StandInForm
from xinqiao.practice.scheduling.models import DutyTurn, RoomFunction
from xinqiao.register.people.selectors import current_term


def hours(request: DeskRequest) -> HttpResponse:
    """When the room is open, who is there, what nobody covers, and the rooms."""
    day = today()
    roster = selectors.duty_of_days(day, day + timedelta(days=rules.GAP_HORIZON_DAYS - 1))
    context = {
        "hours": list(selectors.hours_in_force(day, day + timedelta(days=rules.GAP_HORIZON_DAYS - 1))),
        "roster": roster,
        "gaps": [gap for of_day in roster for gap in of_day.gaps],
        "rooms": list(selectors.rooms()),
        "rules": selectors.service_rules(),
        "may_run": policy.may_run_the_room(request.actor),
        "today": day,
    }
    return show(request, "scheduling/hours.html", context)


def set_hours(request: DeskRequest) -> HttpResponse:
    """Fix the weekly hours of a term, or of a stretch of days within it."""
    day = today()
    term = current_term(day)
    first, last = (max(term.starts_on, day), term.ends_on) if term else (day, day + timedelta(days=120))
    started = HoursForm.started(selectors.hours_in_force(day, day + timedelta(days=6)), first, last)
    form = HoursForm(request.POST or None, initial=started)
    page = ("scheduling/set_hours.html", {"form": form, "term": term})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        services.set_opening_hours(
            actor=request.actor,
            valid_from=clean["valid_from"],
            valid_to=clean["valid_to"],
            sessions=clean["sessions"],
            at=now(),
        )
        messages.success(request, _("开放时间定好了。"))
        return redirect("scheduling:hours")
    return show(request, *page)


def duty(request: DeskRequest) -> HttpResponse:
    """Plan a turn of duty, beside what is planned."""
    day = today()
    term = current_term(day)
    started = {"valid_from": day, "valid_to": term.ends_on if term else day}
    form = DutyForm(request.POST or None, people=selectors.counsellors(day), initial=started)
    page = ("scheduling/duty.html", {"form": form, **_planned()})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.plan_duty(actor=request.actor, at=now(), **form.arguments())
        messages.success(request, _("值班排好了。"))
        return redirect("scheduling:duty")
    return show(request, *page)


def _planned() -> dict[str, Any]:
    day = today()
    last = day + timedelta(days=rules.GAP_HORIZON_DAYS - 1)
    return {
        "turns": list(selectors.turns_in_force(day, day + timedelta(days=200))),
        "roster": selectors.duty_of_days(day, last),
        "today": day,
    }


def _turn(request: DeskRequest, pk: UUID) -> DutyTurn:
    found = DutyTurn.objects.filter(policy.visible_turns(request.actor), pk=pk).select_related("staff").first()
    if found is None:
        raise Missing("scheduling.dutyturn", pk)
    return found


def remove_duty(request: DeskRequest, pk: UUID) -> HttpResponse:
    """End a turn from a day on."""
    turn = _turn(request, pk)
    form = RemoveDutyForm(request.POST or None, initial={"from_day": max(today(), turn.valid_from)})
    page = ("scheduling/remove_duty.html", {"form": form, "turn": turn})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.remove_duty(actor=request.actor, turn=pk, from_day=form.cleaned_data["from_day"], at=now())
        messages.success(request, _("这一班从那天起取消了。"))
        return redirect("scheduling:duty")
    return show(request, *page)


def stand_in(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Somebody else takes the turn on one day."""
    turn = _turn(request, pk)
    people = [one for one in selectors.counsellors(today()) if one.pk != turn.staff_id]
    form = StandInForm(request.POST or None, people=people)
    page = ("scheduling/stand_in.html", {"form": form, "turn": turn})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        services.plan_duty(
            actor=request.actor, staff=UUID(form.cleaned_data["staff"]), weekdays=[day.weekday()], starts=turn.starts,
            ends=turn.ends, valid_from=day, valid_to=day, instead_of=turn.pk, at=now(),
        )  # fmt: skip
        messages.success(request, _("替班排好了。"))
        return redirect("scheduling:duty")
    return show(request, *page)


def rooms(request: DeskRequest) -> HttpResponse:
    """The rooms, and a new one."""
    form = RoomForm(request.POST or None)
    page = ("scheduling/rooms.html", {"form": form, "rooms": list(selectors.rooms(active=False))})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        services.add_room(actor=request.actor, name=clean["name"], function=RoomFunction(clean["function"]), at=now())
        messages.success(request, _("房间加好了。"))
        return redirect("scheduling:rooms")
    return show(request, *page)


def retire_room(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A room can no longer be booked."""
    services.retire_room(actor=request.actor, room=pk, at=now())
    messages.success(request, _("房间停用了。"))
    return redirect("scheduling:rooms")


def service_rules(request: DeskRequest) -> HttpResponse:
    """Whom the room receives, how long a talk is, how one books."""
    form = RulesForm(request.POST or None, initial=RulesForm.started(selectors.service_rules()))
    page = ("scheduling/service_rules.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.set_service_rules(actor=request.actor, at=now(), **form.decided())
        messages.success(request, _("接待规定记好了。"))
        return redirect("scheduling:hours")
    return show(request, *page)
