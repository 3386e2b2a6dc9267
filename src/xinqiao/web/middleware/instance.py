"""Without the instance key nothing is served; the page says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xinqiao.core.keys import InstanceKeyError, load_instance_key
from xinqiao.web import errors


class InstanceKey:
    """Asks for the key before anything else could touch a sealed field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            load_instance_key()
        except InstanceKeyError as wrong:
            return errors.not_ready(request, str(wrong.sentence))
        return self.get_response(request)
