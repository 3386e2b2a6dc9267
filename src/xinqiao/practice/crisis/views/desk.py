"""The desk's side of a call: it rings on every page, somebody goes, and says how it ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.crisis import policy, selectors, services
from xinqiao.practice.crisis.forms import EndForm, LinesForm


def rings(actor: Actor, seen: str = "", *, is_first: bool = True) -> dict[str, Any]:
    """What a page shows above all while somebody calls; said aloud once, when it is new to the page."""
    rows = selectors.ringing(actor, now())
    return {
        "ringing": rows,
        "ringing_seen": selectors.signature(rows),
        "ringing_is_news": not is_first and selectors.is_news(rows, seen),
    }


def ringing(request: DeskRequest) -> HttpResponse:
    """Asked by every page of the desk every few seconds; nothing comes back while nothing has changed."""
    seen = request.GET.get("seen", "")
    found = rings(request.actor, seen, is_first=False)
    if found["ringing_seen"] == seen:
        return HttpResponse(status=204)
    return render(request, "crisis/parts/ringing.html", found)


def calls(request: DeskRequest) -> HttpResponse:
    """What rings, what somebody has taken, and what is over."""
    context = {
        "calls": selectors.calls_to_list(request.actor),
        "may_set": policy.may_set_lines(request.actor),
        "lines": selectors.lines(selectors.helplines()),
    }
    return render(request, "crisis/calls.html", context)


def call(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Where, and who; and how it ended."""
    shown = services.open_call(actor=request.actor, call=pk, at=now())
    form = EndForm(request.POST if request.method == "POST" else None)
    page = ("crisis/call.html", {"shown": shown, "call": shown.call, "form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.end_call(actor=request.actor, call=pk, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了。"))
        return redirect("crisis:list")
    return show(request, *page)


def take(request: DeskRequest, pk: UUID) -> HttpResponse:
    """I go."""
    services.take_call(actor=request.actor, call=pk, at=now())
    return redirect("crisis:call", pk)


def give_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    """I cannot go on; somebody else must."""
    services.give_call_back(actor=request.actor, call=pk, at=now())
    messages.info(request, _("又响起来了，别的老师会看到。"))
    return redirect("crisis:call", pk)


def lines(request: DeskRequest) -> HttpResponse:
    """The numbers and words on the page for those who need help now."""
    form = LinesForm(request.POST or None, initial=LinesForm.started(selectors.helplines()))
    if request.method == "POST" and form.is_valid():
        services.set_lines(actor=request.actor, said=form.said(), at=now())
        messages.success(request, _("改好了，学生那边马上就是新的。"))
        return redirect("crisis:list")
    return show(request, "crisis/lines.html", {"form": form})
