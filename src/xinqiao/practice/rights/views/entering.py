"""Somebody came in person: who, then what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.clock.words import full_day
from xinqiao.core.forms import show
from xinqiao.practice.rights import selectors, services
from xinqiao.practice.rights.forms import EnterForm
from xinqiao.practice.rights.who import WhoForm, guardians_of, number_of

LOOK = "look"


def enter(request: DeskRequest) -> HttpResponse:
    """Nobody known yet: the page asks who it is."""
    if request.method == "POST" and LOOK in request.POST:
        form = WhoForm(request.POST, actor=request.actor)
        if form.is_valid() and form.client is not None:
            return _enter(request, form.client, form.key, fresh=True)
        return show(request, "rights/enter_who.html", {"form": form})
    key = request.POST.get("person", "") if request.method == "POST" else _from_page(request)
    client = number_of(request.actor, key)
    if client is None:
        return show(request, "rights/enter_who.html", {"form": WhoForm(None, actor=request.actor)})
    return _enter(request, client, key)


def _from_page(request: DeskRequest) -> str:
    known = request.GET.get("client", "")
    return f"number:{known}" if known else ""


def _enter(request: DeskRequest, client: UUID, key: str, *, fresh: bool = False) -> HttpResponse:
    person, guardians = guardians_of(client)
    sent = None if fresh or request.method != "POST" else request.POST
    form = EnterForm(sent, guardians=[(str(number), label) for number, label in guardians])
    page = ("rights/enter.html", {"form": form, "person": person, "key": key, "days": selectors.within_days()})
    request.on_problem = page
    if sent is not None and form.is_valid():
        by = form.cleaned_data.get("guardian")
        made = services.enter_request(
            actor=request.actor,
            client=client,
            asker=UUID(by) if by else client,
            asked=form.asked(),
            token=form.cleaned_data["token"],
            at=now(),
        )
        messages.success(request, _("登记好了。请告诉他：%(day)s以前有答复。") % {"day": full_day(made.due_at)})
        return redirect("rights:owed")
    return show(request, *page)
