"""Pages for when something does not go through. Each says what happened, what was kept, and what to do next.

A refusal is one page with one wording, whether the thing exists or not; only its
number differs, and that is always equally long.
"""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from xinqiao.core.access import ANYONE, Actor, Problem
from xinqiao.core.clock import now
from xinqiao.core.ledger import Recorded, record_refusal
from xinqiao.web.typed import typed_into

REFUSED = "errors/refused.html"
# Whoever stands at these addresses is led back to the own door, and never to the desk's.
OWN_DOOR = ("/me/", "/help/")


def refused(request: HttpRequest, asked_for: UUID | None) -> HttpResponse:
    """A stranger's 404, which is a missing object's 404. The refusal is written down first."""
    asked_for = asked_for or _asked_for(request)
    entry = record_refusal(_actor(request), _act(request), asked_for)
    return _page(request, 404, REFUSED, entry.reference)


def no_key(request: HttpRequest, asked_for: UUID | None) -> HttpResponse:
    """409: the rules allow it, and no key does: a new one after a lost passphrase, or somebody moved rows about."""
    entry = record_refusal(_actor(request), _act(request), asked_for or _asked_for(request))
    return _page(request, 409, "errors/no_key.html", entry.reference)


def closed_address(request: HttpRequest) -> HttpResponse:
    """403: a page that none of this person's posts may open. Written down like any refusal."""
    entry = record_refusal(_actor(request), _act(request), _asked_for(request))
    return _page(request, 403, REFUSED, entry.reference)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address that does not exist: word for word a refusal."""
    return _page(request, 404, REFUSED)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's own 403."""
    return _page(request, 403, REFUSED)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what arrived cannot be read. Too much of it is 413."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_big(request)
    return _page(request, 400, "errors/400.html")


def too_big(request: HttpRequest) -> HttpResponse:
    """413: more than the page takes."""
    return _page(request, 413, "errors/413.html")


def wrong_method(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """405: the address is there, but not for this."""
    response = _page(request, 405, "errors/405.html")
    response.headers["Allow"] = ", ".join(allowed)
    return response


def problem(request: HttpRequest, wrong: Problem) -> HttpResponse:
    """409, 422, 429: allowed, but not now. Shown on the form's own page where the view said which that is.

    A view says so by `request.on_problem = (template, context)` with the bound form as `form` in the context.
    """
    page: tuple[str, dict[str, Any]] | None = getattr(request, "on_problem", None)
    # A form of which nothing was sent, only its button pressed, can hold no error: the sentence gets a page of its own.
    if page is not None and "form" in page[1] and getattr(page[1]["form"], "is_bound", True):
        page[1]["form"].add_error(None, str(wrong))
        return render(request, *page, status=wrong.status)
    name = "errors/429.html" if wrong.status == 429 else "errors/409.html"
    way = reverse(wrong.way) if wrong.way else ""
    context = {
        "sentence": str(wrong),
        "typed": typed_into(request),
        "again": request.path,
        "way": way,
        **_facts(request),
    }
    return render(request, name, context, status=wrong.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page had grown old. What was typed is in the answer, one press from being sent again."""
    context = {"typed": typed_into(request), "again": request.path, **_facts(request)}
    return render(request, "errors/expired.html", context, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """403: a form arrived after its sign-in had ended. It waits in the answer until its sender has signed in."""
    context = {"typed": typed_into(request), "again": request.path, "signed_out": True, **_facts(request)}
    return render(request, "errors/expired.html", context, status=403)


def signed_out_of_own_door(request: HttpRequest) -> HttpResponse:
    """403: the same at the own door. What was typed is not in the answer: the next at this computer may be somebody else."""
    return _page(request, 403, "errors/own_door_over.html")


def vault_locked(request: HttpRequest) -> HttpResponse:
    """409: a form arrived while the vault was locked, and was too much to be kept. It waits in the answer."""
    context = {"typed": typed_into(request), "again": request.path, "vault_locked": True, **_facts(request)}
    return render(request, "errors/expired.html", context, status=409)


def not_ready(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """503: no instance key, or no database. Rendered without session and menu."""
    words = render_to_string("errors/503.html", {"sentence": sentence, **_facts(request)})
    response = HttpResponse(words, status=503)
    response.headers["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without session and menu, since either may be what broke."""
    return HttpResponse(render_to_string("errors/500.html", _facts(request)), status=500)


def _page(request: HttpRequest, status: int, template: str, number: str = "") -> HttpResponse:
    if template == REFUSED and _by_own_door(request):
        template = "errors/own_door_refused.html"
    return render(request, template, _facts(request, number), status=status)


def _by_own_door(request: HttpRequest) -> bool:
    return request.path_info.startswith(OWN_DOOR)


def _facts(request: HttpRequest, number: str = "") -> dict[str, object]:
    own: UUID = getattr(request, "reference", None) or uuid4()
    home = "/me/" if _by_own_door(request) else "/"
    return {"reference": number or Recorded(own, "request", now()).reference, "home": home}


def _actor(request: HttpRequest) -> Actor:
    found: Actor = getattr(request, "actor", ANYONE)
    return found


def _act(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "unknown"


def _asked_for(request: HttpRequest) -> UUID | None:
    """The thing an address names, if it names one."""
    values = request.resolver_match.kwargs.values() if request.resolver_match else ()
    return next((value for value in values if isinstance(value, UUID)), None)
