"""Booking, moving and calling off for oneself, in a few presses and without any script."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import local, now, today
from xinqiao.core.forms import show
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.forms import ChooseForm, OwnBookForm
from xinqiao.practice.scheduling.models import Appointment, How
from xinqiao.practice.scheduling.services.telling import reminder_in_words


class Choosing:
    """What is on offer, asked for when the page is drawn: after a refusal it is the newest."""

    def __init__(self, request: DeskRequest, moving: Appointment | None = None) -> None:
        self._actor: Actor = request.actor
        self._form = ChooseForm(request.POST if request.method == "POST" else request.GET)
        self._moving = moving
        # Only a page that follows each choice says the time in its last line; without the script it would be an old one.
        self.follows = "HX-Request" in request.headers

    @cached_property
    def on_offer(self) -> selectors.Choices:
        """Everything there is to choose from, with what is chosen."""
        return selectors.choices_for(self._actor, now(), moving=self._moving, **self._form.chosen())

    @property
    def reminder(self) -> str:
        """How a reminder of the time that is chosen would read."""
        return reminder_in_words(self.on_offer.start) if self.on_offer.start else ""

    @property
    def how(self) -> str:
        """How to meet; by telephone only where the school has a number for it."""
        return self._form.how_chosen if self.on_offer.decided.talk_phone else How.IN_PERSON.value


def book(request: DeskRequest) -> HttpResponse:
    """A time of one's own: all is chosen already, and any of it can be chosen otherwise."""
    form = OwnBookForm(request.POST or None)
    page = ("scheduling/own/book.html", {"form": form, "choosing": Choosing(request)})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        done = services.book_own(
            actor=request.actor, client=_oneself(request), wanted=form.wanted(), token=form.cleaned_data["token"],
            at=now(),
        )  # fmt: skip
        return redirect("times:booked", done.pk)
    return show(request, *page)


def move(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Another time for an appointment of one's own."""
    time = selectors.own_time(request.actor, pk)
    form = OwnBookForm(request.POST or None)
    context = {"form": form, "choosing": Choosing(request, moving=time.appointment), "time": time}
    page: tuple[str, dict[str, Any]] = ("scheduling/own/book.html", context)
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        done = services.move_own(
            actor=request.actor, appointment=pk, wanted=form.wanted(), token=form.cleaned_data["token"], at=now()
        )
        return redirect("times:booked", done.pk)
    return show(request, *page)


def booked(request: DeskRequest, pk: UUID) -> HttpResponse:
    """How one appointment stands: when, where, what comes next."""
    time = selectors.own_time(request.actor, pk)
    starts = time.appointment.starts_at
    context = {
        "time": time,
        "at": now(),
        "is_later": local(starts).date() > today(),
        "reminder": reminder_in_words(starts),
    }
    return show(request, "scheduling/own/booked.html", context)


def cancel(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Not come this time."""
    if request.method == "POST":
        services.cancel_own(actor=request.actor, appointment=pk, at=now())
        return redirect("times:booked", pk)
    return show(request, "scheduling/own/cancel.html", {"time": selectors.own_time(request.actor, pk)})


def mine(request: DeskRequest) -> HttpResponse:
    """All that lies ahead: times, what is offered, the place in the line."""
    return show(request, "scheduling/own/mine.html", {"mine": selectors.mine(request.actor, now())})


def people(request: DeskRequest) -> HttpResponse:
    """Who is there, and when the room is open."""
    context = {
        "faces": selectors.faces(today()),
        "hours": selectors.hours_in_force(today(), today()),
        "decided": selectors.service_rules(),
    }
    return show(request, "scheduling/own/people.html", context)


def picture(request: DeskRequest, staff: UUID) -> HttpResponse:
    """The picture of somebody who is there."""
    pixels, media = selectors.picture_of(staff, today())
    return HttpResponse(pixels, content_type=media)


def _oneself(request: DeskRequest) -> UUID:
    assert request.actor.pk is not None  # the gate lets nobody else in
    return request.actor.pk
