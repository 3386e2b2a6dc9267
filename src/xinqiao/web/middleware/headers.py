"""Headers on every answer: nothing is kept by a browser or on the way, nothing is told to other sites.

The content security policy is django-csp's. `Referrer-Policy` is `same-origin`,
not `no-referrer`: under the latter browsers send `Origin: null` with a form, and
the check against forged requests must then turn the form away. To other sites
both say nothing.
"""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POWERS_NOT_USED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
                   "midi", "payment", "usb", "browsing-topics")  # fmt: skip
ALWAYS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS_NOT_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
NEVER_KEPT = {"Cache-Control": "no-store, private", "Pragma": "no-cache"}


class SecurityHeaders:
    """Outermost of all: numbers the request and dresses whatever comes back, pages of errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = uuid4()  # type: ignore[attr-defined]
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers[name] = value
        if not request.path_info.startswith(settings.STATIC_URL):
            for name, value in NEVER_KEPT.items():
                response.headers[name] = value
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response
