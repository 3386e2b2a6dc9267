"""For whoever needs help now: no sign-in, one tap, and a page that says the truth about who is looking."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.practice.crisis import rules, selectors, services
from xinqiao.practice.crisis.forms import voice_of
from xinqiao.practice.crisis.models import HelpCall
from xinqiao.practice.crisis.states import CallState
from xinqiao.practice.scheduling.selectors import service_rules
from xinqiao.register.people.pinyin import split_surname
from xinqiao.register.personal.selectors import COOKIE_NAME

# Begins like the own door's, so that leaving it takes this one, too.
COOKIE = f"{COOKIE_NAME}-help"

# By this status htmx stops asking.
ASK_NO_MORE = 286


def help_now(request: DeskRequest) -> HttpResponse:
    """Whom to ring, where to go, and the button that has somebody come; afterwards how that stands."""
    if request.method == "POST":
        return _press(request)
    call = None if "again" in request.GET else _own_call(request)
    context = _whom_to_ask() | {"call": call, "limits": rules}
    return render(request, "crisis/sent.html" if call else "crisis/now.html", context)


def status(request: DeskRequest) -> HttpResponse:
    """How the call stands, for a page that asks by itself."""
    call = _own_call(request)
    if call is None:
        return HttpResponse(status=204)
    context = _whom_to_ask() | {"call": call}
    status = ASK_NO_MORE if call.state == CallState.CLOSED else 200
    return render(request, "crisis/parts/status_words.html", context, status=status)


def _press(request: DeskRequest) -> HttpResponse:
    at = now()
    call = services.call_for_help(
        actor=request.actor,
        voice=voice_of(request.POST),
        origin=selectors.origin_of(request.META.get("REMOTE_ADDR", ""), at),
        call=None if request.POST.get("somebody_else") else selectors.call_of_token(request.COOKIES.get(COOKIE, "")),
        at=at,
    )
    answer = redirect("help:now")
    if call.client_id is None:
        secure: bool = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(
            COOKIE,
            selectors.browser_token(call.pk),
            max_age=int(rules.REMEMBERED_FOR.total_seconds()),
            secure=secure,
            httponly=True,
            samesite="Strict",
        )
    return answer


def _own_call(request: DeskRequest) -> HelpCall | None:
    return selectors.own_call(request.actor, request.COOKIES.get(COOKIE, ""), now())


def _whom_to_ask() -> dict[str, Any]:
    place = selectors.helplines()
    there = selectors.who_is_there(now())
    surnames = [split_surname(one.name)[0] or one.name for one in there.staff] if place.names_duty else []
    return {
        "there": there,
        "surnames": list(dict.fromkeys(surnames)),
        "lines": selectors.lines(place),
        "room": service_rules().place,
        "words": place.words,
    }
