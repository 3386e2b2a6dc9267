"""Coming in by the own door, and leaving it at once."""

from django.http import HttpResponse
from django.shortcuts import render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.register.personal.selectors import COOKIE_NAME, standing
from xinqiao.register.personal.services import end_session


def enter(request: DeskRequest) -> HttpResponse:
    """The page at which pupils and guardians sign in."""
    return render(request, "personal/enter.html", {})


def leave(request: DeskRequest) -> HttpResponse:
    """End the session, have the browser forget everything, and show a page that says nothing."""
    at = now()
    here = standing(request, at=at)
    if here.session:
        end_session(actor=here.actor, session=here.session, at=at)
    response = render(request, "personal/left.html", {})
    response.delete_cookie(COOKIE_NAME, samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
