"""Coming in by the own door, and leaving it at once."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import local, now
from xinqiao.register.personal import services
from xinqiao.register.personal.forms import Enter, NewWords
from xinqiao.register.personal.rules import is_shared
from xinqiao.register.personal.selectors import COOKIE_NAME, half_in, owner_to_begin, standing

HOME = "pages:me"
LEFT = {"Clear-Site-Data": '"cache", "storage"'}


def enter(request: DeskRequest) -> HttpResponse:
    """Sign-in name, and words of one's own or the code on the slip."""
    if request.method == "GET" and standing(request, at=now()).session:
        return HttpResponseRedirect(reverse(HOME))
    rules = services.the_rules()
    at_school = is_shared(_address(request), rules.networks)
    form = Enter(request.POST or None, may_be_own=not at_school)
    context = {"form": form, "rules": rules, "over": "over" in request.GET, "young": rules.lowest_age}
    if not form.is_valid():
        return render(request, "personal/enter.html", context, status=422 if form.is_bound else 200)
    request.on_problem = ("personal/enter.html", context)
    said, at = form.cleaned_data, now()
    proof = services.prove(sign_in=said["sign_in"], words=said["words"], address=_address(request), moment=at)
    opens = services.show_slip if proof.by_slip else services.come_in
    opened = opens(proof=proof, shared=not said.get("is_own", False), at=at)
    rotate_token(request)
    return _keep(HttpResponseRedirect(reverse("personal:begin" if proof.by_slip else HOME)), opened)


def begin(request: DeskRequest) -> HttpResponse:
    """Words of one's own, in place of the slip."""
    at = now()
    half = half_in(request, at)
    owner = owner_to_begin(half)
    if half is None or owner is None:
        return HttpResponseRedirect(reverse("personal:enter"))
    form = NewWords(request.POST or None, by_pin=owner.uses_pin(local(at).date()))
    context = {"form": form, "name": owner.name}
    if not form.is_valid():
        return render(request, "personal/begin.html", context, status=422 if form.is_bound else 200)
    request.on_problem = ("personal/begin.html", context)
    opened = services.begin(session=half.pk, words=form.cleaned_data["new"], at=at)
    rotate_token(request)
    return _keep(HttpResponseRedirect(reverse(HOME)), opened)


def leave(request: DeskRequest) -> HttpResponse:
    """End the session, have the browser forget it, and show a page that says nothing.

    A link, so that it works without script. From another site it comes without
    the strict cookie, and then takes nothing from this browser but that cookie:
    a member of staff who works here stays signed in and known, whoever sends them
    here. That is why not all cookies of the address are cleared.
    """
    at = now()
    here, half = standing(request, at=at), half_in(request, at)
    session = here.session or (half.pk if half else None)
    if session:
        services.end_session(actor=here.actor, session=session, at=at)
    response = render(request, "personal/left.html", {})
    for name in {COOKIE_NAME, *(name for name in request.COOKIES if name.startswith(COOKIE_NAME))}:
        response.delete_cookie(name, samesite="Strict")
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
        for name, value in LEFT.items():
            response.headers[name] = value
    return response


def here(request: DeskRequest) -> HttpResponse:
    """A sign of life from a page in which somebody writes for a long time; being asked for was all."""
    return HttpResponse(status=204)


def _keep(response: HttpResponse, opened: services.Opened) -> HttpResponse:
    """The cookie ends with the browser: it has no date."""
    response.set_cookie(
        COOKIE_NAME, opened.cookie, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )
    return response


def _address(request: DeskRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def address_of(request: DeskRequest) -> str:
    """From where somebody comes."""
    return _address(request)
