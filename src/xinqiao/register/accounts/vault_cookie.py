"""The browser's half of an unlocked vault: 32 bytes in a cookie of their own, kept nowhere by the program.

The cookie is `Strict`: a request that another site began does not bring it. It
is never put into the session, into a page or into a log.
"""

import base64
import binascii
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xinqiao.core.vault.unlocking import BROWSER_KEY_BYTES, UNLOCKED_LASTS

VAULT_COOKIE = "__Host-xinqiao-vault" if settings.SESSION_COOKIE_SECURE else "xinqiao-vault"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def browser_key_of(request: HttpRequest) -> bytes | None:
    """The key that came with this request; None where there is none or it is not one."""
    written = request.COOKIES.get(VAULT_COOKIE, "")
    if not _TOKEN.fullmatch(written):
        return None
    try:
        key = base64.urlsafe_b64decode(written + "=")
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == BROWSER_KEY_BYTES else None


def written_key(browser_key: bytes) -> str:
    """The key as the cookie's value."""
    return base64.urlsafe_b64encode(browser_key).decode("ascii").rstrip("=")


def keep_browser_key(response: HttpResponse, browser_key: bytes | None) -> HttpResponse:
    """Have the browser keep the key for as long as it can open anything; without one, have it forget the last."""
    if browser_key is None:
        return forget_browser_key(response)
    response.set_cookie(
        VAULT_COOKIE,
        written_key(browser_key),
        max_age=int(UNLOCKED_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget_browser_key(response: HttpResponse) -> HttpResponse:
    """Have the browser drop the key."""
    response.delete_cookie(VAULT_COOKIE, samesite="Strict")
    if VAULT_COOKIE.startswith("__Host-"):
        response.cookies[VAULT_COOKIE]["secure"] = True
    return response
