"""Waiting for a time to come free, answering when one does, and what guardians ask for their children."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from xinqiao.core.access import Post
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.clock.words import weekday_name
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.forms import AskForChildForm, JoinForm
from xinqiao.practice.scheduling.models import RequestState
from xinqiao.register.people.selectors import people_behind

WEEK = range(5)


def wait(request: DeskRequest) -> HttpResponse:
    """Join the waiting line, or see that one is in it."""
    faces = {one.pk: one.called for one in selectors.faces(today())}
    people = [(str(one), faces[one]) for one in selectors.whom_to_wait_for(request.actor, list(faces))]
    form = JoinForm(request.POST or None, people=people, initial={"who": request.GET.get("who") or "any"})
    chosen = set(request.POST.getlist("halves"))
    week = [
        (weekday_name(day), [(f"{day}-{half}", f"{day}-{half}" in chosen) for half in ("am", "pm")]) for day in WEEK
    ]
    context: dict[str, Any] = {"form": form, "week": week, "mine": selectors.mine(request.actor, now())}
    page = ("scheduling/own/wait.html", context)
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        assert request.actor.pk is not None  # the gate lets nobody else in
        services.join_line(
            actor=request.actor, client=request.actor.pk, wanted=form.wanted(), token=form.cleaned_data["token"],
            at=now(),
        )  # fmt: skip
        return redirect("times:wait")
    return show(request, *page)


def leave(request: DeskRequest, wish: UUID) -> HttpResponse:
    """Wait no longer."""
    services.leave_line(actor=request.actor, wish=wish, at=now())
    return redirect("times:mine")


def answer(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Yes or no to a time that came free."""
    act = services.take_offer if request.POST.get("take") == "yes" else services.decline_offer
    act(actor=request.actor, appointment=pk, at=now())
    return redirect("times:booked", pk)


def child(request: DeskRequest) -> HttpResponse:
    """A guardian asks that somebody talk with their child; the child decides."""
    numbers = sorted(request.actor.scopes(Post.GUARDIAN))
    only = numbers[0] if numbers else None
    form = AskForChildForm(request.POST or None, initial={"child": request.GET.get("child") or only})
    behind, asked = people_behind(numbers), selectors.own_requests(request.actor)
    waits = {one.child_id for one in asked if one.state == RequestState.WAITING}
    context: dict[str, Any] = {
        "form": form,
        "children": [(number, behind[number].name) for number in numbers if number in behind and number not in waits],
        "requests": asked,
        "may_ask": bool(set(numbers) - waits),
        "chosen": uuid_or_none(str(form["child"].value() or "")),
    }
    page = ("scheduling/own/child.html", context)
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        services.ask_for_child(
            actor=request.actor, child=clean["child"], words=clean["words"], token=clean["token"], at=now()
        )
        return redirect("times:child")
    return show(request, *page)


def withdraw(request: DeskRequest, asked: UUID) -> HttpResponse:
    """A guardian takes a request back."""
    services.withdraw_request(actor=request.actor, request=asked, at=now())
    return redirect("times:child")
