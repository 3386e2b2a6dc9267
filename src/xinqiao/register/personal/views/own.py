"""The own account: new words, out everywhere, and the code that gives back what was there."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import local, now
from xinqiao.register.personal import services
from xinqiao.register.personal.forms import ChangeWords, Code
from xinqiao.register.personal.selectors import owner_in, standing

from .entering import address_of

DONE = {"words", "code"}


def own(request: DeskRequest) -> HttpResponse:
    """What can be done with the own account."""
    done = request.GET.get("done", "")
    context = {"done": done if done in DONE else "", "shared": standing(request, at=now()).on_shared}
    return render(request, "personal/own.html", context)


def words(request: DeskRequest) -> HttpResponse:
    """A new PIN or passphrase; the sessions elsewhere end."""
    at = now()
    here = standing(request, at=at)
    owner = owner_in(here)
    form = ChangeWords(request.POST or None, by_pin=owner is not None and owner.uses_pin(local(at).date()))
    context = {"form": form}
    if here.session is None or not form.is_valid():
        return render(request, "personal/words.html", context, status=422 if form.is_bound else 200)
    request.on_problem = ("personal/words.html", context)
    services.change_words(
        actor=request.actor,
        session=here.session,
        old=form.cleaned_data["old"],
        new=form.cleaned_data["new"],
        address=address_of(request),
        at=at,
    )
    return HttpResponseRedirect(reverse("personal:own") + "?done=words")


def code(request: DeskRequest) -> HttpResponse:
    """The code from hand to hand."""
    form = Code(request.POST or None)
    context = {"form": form}
    if not form.is_valid():
        return render(request, "personal/code.html", context, status=422 if form.is_bound else 200)
    request.on_problem = ("personal/code.html", context)
    services.use_code(actor=request.actor, typed=form.cleaned_data["code"], address=address_of(request), at=now())
    return HttpResponseRedirect(reverse("personal:own") + "?done=code")


def out(request: DeskRequest) -> HttpResponse:
    """Out everywhere, here as well."""
    at = now()
    here = standing(request, at=at)
    if here.session:
        services.end_sessions(actor=request.actor, session=here.session, at=at)
    return HttpResponseRedirect(reverse("personal:leave"))
