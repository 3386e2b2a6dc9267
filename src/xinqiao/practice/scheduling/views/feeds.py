"""Calendar addresses: fetched by programs, made and revoked by people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models.feeds import token_hash
from xinqiao.practice.scheduling.pace import Pace

ONE_CALENDAR = Pace(30)


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at this address. Never was, revoked and ended are one answer, of which nothing is kept."""
    at = now()
    if not ONE_CALENDAR.allows(token_hash(token), at):
        return HttpResponse(status=429, headers={"Retry-After": "600"}, content_type="text/plain")
    written = selectors.calendar_at(token, at)
    if written is None:
        return HttpResponse(status=404, content_type="text/plain")
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def mine(request: DeskRequest) -> HttpResponse:
    """My calendar addresses, at the own door; a new one is shown once, on the page that made it."""
    return _page(request, "scheduling/own/feeds.html")


def revoke(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Have one of mine hold no longer."""
    services.revoke_feed(actor=request.actor, feed=pk, at=now())
    return redirect("feeds:own")


def at_desk(request: DeskRequest) -> HttpResponse:
    """A counsellor's calendar addresses."""
    return _page(request, "scheduling/feeds.html")


def revoke_at_desk(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Have one of a counsellor's hold no longer."""
    services.revoke_feed(actor=request.actor, feed=pk, at=now())
    messages.success(request, _("停用了。那个地址现在就打不开。"))
    return redirect("scheduling:feeds")


def _page(request: DeskRequest, template: str) -> HttpResponse:
    """Drawn in answer to the form itself: the secret part of an address is in no other page, cookie or session."""
    address = ""
    if request.method == "POST":
        made = services.make_feed(actor=request.actor, at=now())
        address = request.build_absolute_uri(reverse("feeds:feed", kwargs={"token": made.token}))
    feeds = selectors.feeds_of(request.actor)
    context = {"feeds": feeds, "address": address, "is_full": len(feeds) >= services.MOST_FEEDS}
    return render(request, template, context)
