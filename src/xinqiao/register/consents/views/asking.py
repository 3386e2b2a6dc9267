"""At the desk: asking on somebody's own page, taking that off, and writing down whom to ask."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.forms import AskForm, SituationForm


def ask(request: DeskRequest, client: UUID) -> HttpResponse:
    """Ask the client or a guardian to read and decide on their own page."""
    page = services.open_consents(actor=request.actor, client=client, at=now())
    form = AskForm(request.POST or None, page=page)
    shown = ("consents/ask.html", {"page": page, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        services.ask_on_screen(actor=request.actor, client=client, at=now(), **form.arguments())
        messages.success(request, _("放到他自己的页面上了，等他看了再决定。"))
        return redirect("consents:of", client)
    return show(request, *shown)


def call_off(request: DeskRequest, client: UUID, request_id: UUID) -> HttpResponse:
    """Nobody is asked any more."""
    services.call_off(actor=request.actor, request=request_id, at=now())
    messages.success(request, _("撤下了，他的页面上不再有这件事。"))
    return redirect("consents:of", client)


def situation(request: DeskRequest, client: UUID) -> HttpResponse:
    """Who of the guardians may consent, how many have to, and on which ground counselling begins without them."""
    page = services.open_situation(actor=request.actor, client=client, at=now())
    form = SituationForm(request.POST or None, carers=page.carers, row=selectors.situation_of(client))
    shown = ("consents/situation.html", {"page": page, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        services.write_situation(
            actor=request.actor,
            client=client,
            circumstances=form.circumstances(),
            why=clean["why"],
            reported=clean["reported"],
            at=now(),
        )
        messages.success(request, _("记下了，从现在起按这个问。"))
        return redirect("consents:of", client)
    return show(request, *shown)
