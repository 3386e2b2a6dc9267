"""Messages at the own door, and what the director decides about them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.office.messages import examples, selectors, sending, services
from xinqiao.office.messages.forms import HowToRemind, WhatToName, as_chosen


def mine(request: DeskRequest) -> HttpResponse:
    """What there is for me, newest first."""
    lines = services.look_at_messages(actor=request.actor, at=now())
    return render(request, "messages/mine.html", {"lines": lines})


def how(request: DeskRequest) -> HttpResponse:
    """How I am reminded, with exactly what would arrive."""
    ways = tuple(way for way, is_there in sending.ways_set_up().items() if is_there)
    own = selectors.own_way(request.actor)
    form = HowToRemind(request.POST or None, ways=ways, initial=as_chosen(own.way))
    if form.is_valid():
        try:
            services.choose_way(actor=request.actor, at=now(), **form.cleaned_data)
        except services.FamilyPhone as why:
            form.add_error("family", str(why))
        else:
            return redirect(reverse("messages:how") + "?kept=1")
    names_place = selectors.message_rules().names_place
    context = {
        "form": form,
        "own": own,
        "ways": ways,
        "is_kept": "kept" in request.GET,
        "family_asked": form.errors.get("family"),
        "examples": examples.of_ways(ways, at=now(), names_place=names_place),
        "sentences": examples.sentences(at=now()),
    }
    return render(request, "messages/how.html", context, status=422 if form.errors else 200)


def rules(request: DeskRequest) -> HttpResponse:
    """What messages and calendars may name, and by which ways they can leave the house."""
    decided = selectors.message_rules()
    form = WhatToName(request.POST or None, initial={"names_place": decided.names_place})
    if request.method == "POST" and form.is_valid():
        services.set_message_rules(actor=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了。"))
        return redirect("ways:rules")
    context = {"form": form, "set_up": sending.ways_set_up(), "address": sending.own_door()}
    context |= {"sentences": examples.sentences(at=now()), "mail_tells": sending.sender_tells()}
    context |= {"mail": examples.mail(at=now(), names_place=decided.names_place)}
    return render(request, "messages/rules.html", context)
