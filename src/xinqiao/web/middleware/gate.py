"""The gate, asked before any view runs: who is this, may they open this address, is the screen locked?

Unknown means no: an address without a gate is not there.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from xinqiao.core.access import ANYONE
from xinqiao.core.access import gate as gates
from xinqiao.core.clock import now, today
from xinqiao.register.accounts import selectors as accounts
from xinqiao.register.people import selectors as people
from xinqiao.register.personal import selectors as personal
from xinqiao.web import errors
from xinqiao.web.kept import keep_posted
from xinqiao.web.middleware.leading import go


class Gate:
    """Sets `request.actor` and lets a request through, sends it to sign in or unlock, or refuses it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = ANYONE  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view run."""
        match = request.resolver_match
        found = gates.gate_named(match.view_name) if match else None
        if found is None:
            return errors.page_not_found(request)
        return self._own_door(request, found) if found.door == "me" else self._desk(request, found)

    def _desk(self, request: HttpRequest, found: gates.Gate) -> HttpResponse | None:
        """Staff: both steps done, the screen not locked, the rule of the address."""
        standing = accounts.standing(request, at=now(), unattended=found.unattended)
        if standing.staff and (standing.is_complete or found.before_second_step):
            request.actor = people.actor_for(standing.staff, today())  # type: ignore[attr-defined]
        if request.method not in found.methods:
            return errors.wrong_method(request, found.methods)
        if found.unattended and request.headers.get("HX-Request") and (standing.is_locked or not standing.is_complete):
            return HttpResponse(status=204)  # nobody asked: the page stays as it is
        if standing.is_locked and not found.locked_too:
            if request.method == "POST":
                keep_posted(request)
            return go(request, "accounts:unlock")
        if found.may(request.actor) is True:  # type: ignore[attr-defined]
            return None
        if not request.actor.is_signed_in:  # type: ignore[attr-defined]
            is_form = request.method == "POST" and not request.headers.get("HX-Request")
            return errors.signed_out(request) if is_form else go(request, standing.next_step)
        return errors.closed_address(request)

    def _own_door(self, request: HttpRequest, found: gates.Gate) -> HttpResponse | None:
        """Pupils and guardians: a session of their own, and never that of a member of staff."""
        request.actor = personal.standing(request, at=now(), unattended=found.unattended).actor  # type: ignore[attr-defined]
        if request.method not in found.methods:
            return errors.wrong_method(request, found.methods)
        if found.may(request.actor) is True:  # type: ignore[attr-defined]
            return None
        if request.actor.is_signed_in:  # type: ignore[attr-defined]
            return errors.closed_address(request)
        if request.method == "POST" and not request.headers.get("HX-Request"):
            return errors.signed_out_of_own_door(request)
        # A redirection even for a page that htmx asks for: it takes the place of this one, and the history gets no line.
        return HttpResponseRedirect(reverse("personal:enter") + ("?over" if request.method == "POST" else ""))
