"""At the own door of guardians: how they want to be reached."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.register.people import selectors, services
from xinqiao.register.people.forms import ContactWishForm


def wish(request: DeskRequest) -> HttpResponse:
    """By which way, when, and on which number."""
    form = ContactWishForm(
        request.POST if request.method == "POST" else None, initial=selectors.own_wish(request.actor)
    )
    if form.is_bound and form.is_valid():
        services.say_how_to_reach(actor=request.actor, said=form.cleaned_data, at=now())
        return HttpResponseRedirect(reverse("contact:wish") + "?done=yes")
    context = {"form": form, "done": request.GET.get("done") == "yes"}
    return render(request, "people/wish.html", context, status=422 if form.is_bound else 200)
