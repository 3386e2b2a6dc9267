"""Today: the people who come, and what is owed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xinqiao.core.access import Actor
from xinqiao.core.clock import now, today as this_day
from xinqiao.office.obligations import selectors as obligations


class DeskRequest(HttpRequest):
    """A request whose actor the gate has set."""

    actor: Actor


def door(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the desk."""
    return HttpResponseRedirect(reverse("pages:today"))


def today(request: DeskRequest) -> HttpResponse:
    """The first page of the desk."""
    at = now()
    context = {"at": at, "day": this_day(), "owed": obligations.owed_by(request.actor, at)}
    return render(request, "pages/today.html", context)
