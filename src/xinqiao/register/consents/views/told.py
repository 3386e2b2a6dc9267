"""At the own door: what the service is and what stays secret, what I am asked, and what I agreed to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.forms import SignForm


def read(request: DeskRequest) -> HttpResponse:
    """What the service is, what stays secret and what cannot, one's rights, and what is kept."""
    return render(request, "consents/told/read.html", {"text": selectors.notice(request.actor, today())})


def decide(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """Read one question; say yes with one's name under it, or no."""
    actor = request.actor
    asked = selectors.own_request(actor, request_id, today())
    if request.method == "POST" and request.POST.get("answer") == "no":
        services.decline(actor=actor, request=request_id, at=now())
        return redirect("told:answered", request_id)
    form = SignForm(request.POST or None, initial={"digest": asked.question.digest})
    shown = ("consents/told/decide.html", {"asked": asked, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        digest = form.cleaned_data["digest"]
        services.agree(actor=actor, request=request_id, signature=form.signature, digest=digest, at=now())
        return redirect("told:answered", request_id)
    return show(request, *shown)


def answered(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """What was decided, and what happens now."""
    asked = selectors.own_request(request.actor, request_id, today())
    return render(request, "consents/told/answered.html", {"asked": asked})


def mine(request: DeskRequest) -> HttpResponse:
    """What I agreed to, since when and until when; what I said no to, and what still waits."""
    return render(request, "consents/told/mine.html", {"mine": selectors.own_consents(request.actor, today())})


def withdraw(request: DeskRequest, consent: UUID) -> HttpResponse:
    """What taking back means, and taking back."""
    one = selectors.own_consent(request.actor, consent, today())
    if request.method == "POST":
        services.withdraw_own(actor=request.actor, consent=consent, at=now())
        return redirect("told:mine")
    return render(request, "consents/told/withdraw.html", {"one": one})
