"""Leading to a page that must be passed first, and back."""

from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from xinqiao.core.access import gate as gates
from xinqiao.web import errors
from xinqiao.web.kept import keep_posted


def go(request: HttpRequest, name: str, back: str = "") -> HttpResponse:
    """To the page that must be passed first; it leads back."""
    back = back or (request.get_full_path() if request.method in {"GET", "HEAD"} else request.path)
    where = f"{reverse(name)}?next={quote(back, safe='/')}"
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response.headers["HX-Redirect"] = where
        return response
    return HttpResponseRedirect(where)


def unlock_first(request: HttpRequest) -> HttpResponse:
    """The vault is locked: to the page that opens it, keeping what was typed.

    What is too much to be kept stays in the answer, as with a page that has
    grown old: it can be sent again when the vault is open.
    """
    if request.method in {"GET", "HEAD"}:
        return go(request, "accounts:vault")
    back = _page_of(request)
    if keep_posted(request, back):
        return go(request, "accounts:vault", back)
    return errors.vault_locked(request)


def _page_of(request: HttpRequest) -> str:
    """The page on which a form was filled in: its own address, or where it stood if that cannot be opened by itself."""
    if _opens(request.path):
        return request.path
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    is_ours = came_from.netloc == request.get_host() and _opens(came_from.path)
    return came_from.path if is_ours else "/"


def _opens(path: str) -> bool:
    try:
        found = gates.gate_named(resolve(path).view_name)
    except Resolver404:
        return False
    return found is not None and "GET" in found.methods
