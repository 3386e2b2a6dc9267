"""Without the instance key nothing is served; the page says so."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from xinqiao.core.keys import InstanceKeyError
from xinqiao.core.vault.instance import require_instance_key
from xinqiao.web import errors


class InstanceKey:
    """Asks for the key, and whether it is this database's, before anything else could touch a sealed field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            require_instance_key()
        except InstanceKeyError as wrong:
            return errors.not_ready(request, str(wrong.sentence))
        except (OperationalError, InterfaceError):
            return errors.not_ready(request)
        return self.get_response(request)
