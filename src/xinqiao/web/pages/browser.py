"""What a browser asks for itself: the language, the keys, keeping what is half written. Nothing about the person."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from xinqiao.web import kept

A_YEAR = 365 * 24 * 3600
KEYS_COOKIE = "xq-keys"


def language(request: HttpRequest) -> HttpResponse:
    """Show everything in the chosen language from now on, and lead back."""
    response = _back(request)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        _set(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


def keys(request: HttpRequest) -> HttpResponse:
    """Use single letters as keys in this browser, or not."""
    response = _back(request)
    _set(response, KEYS_COOKIE, "off" if request.POST.get("keys") == "off" else "on")
    return response


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is half written until the screen is unlocked."""
    try:
        fields = kept.fields_from(request.POST.get("fields", ""))
    except ValueError:
        return HttpResponse(status=400)
    path, form = request.POST.get("path", ""), request.POST.get("form", "")
    done = kept.keep(request, path=path, form=form, fields=fields)
    return HttpResponse(status=204 if done else 413)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    return HttpResponseRedirect(back)


def _set(response: HttpResponse, name: str, value: str) -> None:
    secure: bool = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=A_YEAR, secure=secure, httponly=True, samesite="Strict")
