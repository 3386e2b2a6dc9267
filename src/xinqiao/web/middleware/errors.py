"""What the domain says becomes a page: a refusal, a problem, or a database that cannot be reached."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse

from xinqiao.core.access import Problem, Refused
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.keyring import Locked
from xinqiao.web import errors
from xinqiao.web.middleware.leading import unlock_first


class DomainErrors:
    """Innermost: sees an exception after the view's transaction has been rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what the domain refused; anything unknown is left to the server's own page."""
        if isinstance(exception, NoKeyGrant):  # raised once the rules have said yes
            return errors.no_key(request, exception.asked_for)
        if isinstance(exception, Refused):
            return errors.refused(request, exception.asked_for)
        if isinstance(exception, Http404):
            return errors.refused(request, None)
        if isinstance(exception, Locked):
            return unlock_first(request)
        if isinstance(exception, Problem):
            return errors.problem(request, exception)
        if isinstance(exception, RequestDataTooBig):
            return errors.too_big(request)
        if isinstance(exception, (OperationalError, InterfaceError)):
            return errors.not_ready(request)
        return None
