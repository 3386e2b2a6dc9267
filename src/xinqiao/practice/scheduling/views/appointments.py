"""Booking, and what becomes of an appointment."""

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import is_in_reach, local, now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.forms import BookForm, CancelForm, MoveForm, WhenForm
from xinqiao.practice.scheduling.forms.booking import OTHER_TIME, moment_of

LOOK = "look"


def book(request: DeskRequest) -> HttpResponse:
    """A new appointment; the likely time is chosen already. "look" shows other times and keeps what was typed."""
    form = BookForm(request.POST or None, actor=request.actor, initial=_started(request))
    page = ("scheduling/book.html", {"form": form, "offers": Offers(request.actor, form)})
    request.on_problem = page
    if request.method == "POST" and LOOK not in request.POST and form.is_valid() and form.client:
        clean = form.cleaned_data
        done = services.book_appointment(
            actor=request.actor,
            client=form.client,
            counsellor=UUID(clean["counsellor"]),
            wanted=clean["wanted"],
            room=uuid_or_none(clean["room"]),
            arranged=clean["arranged"],
            asked=form.asked(),
            token=clean["token"],
            at=now(),
        )
        messages.success(request, _("约好了。"))
        return redirect("scheduling:appointment", done.pk)
    return times_or_errors(request, form, page)


def move(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Another time for an appointment."""
    shown = services.open_appointment(actor=request.actor, appointment=pk, at=now())
    old = shown.appointment
    started = {"counsellor": str(old.counsellor_id), "room": str(old.room_id or ""), **_started(request)}
    form = MoveForm(request.POST or None, actor=request.actor, initial=started)
    page = ("scheduling/move.html", {"form": form, "shown": shown, "offers": Offers(request.actor, form)})
    request.on_problem = page
    if request.method == "POST" and LOOK not in request.POST and form.is_valid():
        clean = form.cleaned_data
        done = services.move_appointment(
            actor=request.actor,
            appointment=pk,
            counsellor=UUID(clean["counsellor"]),
            wanted=clean["wanted"],
            room=uuid_or_none(clean["room"]),
            arranged=clean["arranged"],
            reason=clean["reason"],
            token=clean["token"],
            at=now(),
        )
        messages.success(request, _("改好了。"))
        return redirect("scheduling:appointment", done.pk)
    return times_or_errors(request, form, page)


def _started(request: DeskRequest) -> dict[str, Any]:
    """What the address that led here knows already."""
    client, slot = uuid_or_none(request.GET.get("client")), request.GET.get("slot", "")
    started: dict[str, Any] = {}
    if client:
        started["person"] = f"number:{client}"
    if slot:
        started["slot"] = slot[:40]
    if uuid_or_none(request.GET.get("who")):
        started["counsellor"] = request.GET["who"]
    return started


class Offers:
    """The times on offer, asked for when the page is drawn: after a refusal they are the newest."""

    def __init__(self, actor: Actor, form: WhenForm) -> None:
        self._actor, self._form = actor, form

    @cached_property
    def times(self) -> list[selectors.Times]:
        """The next days with free times of the counsellor that the form names."""
        counsellor = uuid_or_none(self._form["counsellor"].value()) or self._actor.pk
        first = _day_or_none(self._form["from_day"].value()) or today()
        return selectors.times_ahead(counsellor, max(first, today()), now()) if counsellor else []

    @cached_property
    def chosen(self) -> str:
        """The time that is chosen and still on offer, or "other"; else the first one, so that the likely act is one press."""
        value = str(self._form["slot"].value() or "")
        offered = [local(span.starts).isoformat() for of_day in self.times for span in of_day.spans]
        wanted = moment_of(value)
        if wanted is not None and local(wanted).isoformat() in offered:
            return local(wanted).isoformat()
        return OTHER_TIME if value == OTHER_TIME or not offered else offered[0]


def _day_or_none(value: object) -> date | None:
    try:
        found = value if isinstance(value, date) else parse_date(str(value or ""))
    except ValueError:
        return None
    return found if found is not None and is_in_reach(found) else None


def times_or_errors(request: DeskRequest, form: WhenForm, page: tuple[str, dict[str, Any]]) -> HttpResponse:
    """The page again. Whoever only looked for other times is not told what is still missing."""
    if LOOK in request.POST:
        form.is_valid()
        form.errors.clear()
    return show(request, *page)


def appointment(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One appointment, and what can be done with it."""
    at = now()
    shown = services.open_appointment(actor=request.actor, appointment=pk, at=at)
    is_today = local(shown.appointment.starts_at).date() == today()
    context = {"shown": shown, "at": at, "token": uuid4(), "is_today": is_today}
    return show(request, "scheduling/appointment.html", context)


def cancel(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Call an appointment off."""
    shown = services.open_appointment(actor=request.actor, appointment=pk, at=now())
    form = CancelForm(request.POST or None)
    page = ("scheduling/cancel.html", {"form": form, "shown": shown})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.cancel_appointment(actor=request.actor, appointment=pk, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("取消了，这个时间空出来了。"))
        return redirect("scheduling:appointment", pk)
    return show(request, *page)


def no_show(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The client did not come."""
    services.mark_no_show(actor=request.actor, appointment=pk, at=now())
    messages.success(request, _("记下了没有来。下一个上学日之前请联系一次，已经放进应办事项。"))
    return redirect("scheduling:appointment", pk)
