"""What the pages share: where somebody stands, where to go next, and the cookies of the computer."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from xinqiao.core.access import Actor
from xinqiao.core.clock import now
from xinqiao.core.vault.keyring import Locked
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.passkeys import Place
from xinqiao.register.accounts.rules import COMPUTER_LASTS, COMPUTERS_IN_A_COOKIE
from xinqiao.register.accounts.selectors import Standing
from xinqiao.register.accounts.services import Cookies
from xinqiao.register.accounts.sessions import SessionStore

COMPUTER_COOKIE = "__Host-xq-known" if settings.SESSION_COOKIE_SECURE else "xq-known"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
HOME = "pages:today"
BROWSERS = (
    ("MicroMessenger", "WeChat"), ("QQBrowser", "QQ"), ("360SE", "360"), ("QIHU", "360"),
    ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


class Knocking(HttpRequest):
    """A request after the gate: with an actor, and with a session of ours."""

    actor: Actor
    session: SessionStore


def standing(request: Knocking) -> Standing:
    """How this request stands; the gate has worked it out already."""
    return selectors.standing(request, at=now())


def safe_next(request: HttpRequest, fallback: str = HOME) -> str:
    """Where the page should lead back to; only ever to ourselves."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and wanted.startswith("/") else reverse(fallback)


def to_next_step(request: Knocking, step: str, to: str | None = None) -> HttpResponse:
    """To the page of the next step; where the person was going is kept on the way."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    where = to or reverse(step)
    if not wanted or safe_next(request) != wanted:
        return HttpResponseRedirect(where)
    query = HttpRequest().GET.copy()
    query["next"] = wanted
    return HttpResponseRedirect(f"{where}?{query.urlencode(safe='/')}")


def computer_cookies(request: HttpRequest) -> tuple[str, ...]:
    """By what this computer may be known; one for each account that has come in here."""
    return tuple(TOKEN.findall(request.COOKIES.get(COMPUTER_COOKIE, "")))[:COMPUTERS_IN_A_COOKIE]


def come_in(request: Knocking, response: HttpResponse, cookies: Cookies | None) -> HttpResponse:
    """Both steps are done: new cookies for session and computer, and a new token for forms."""
    if cookies is None:
        return response
    request.session.adopt(cookies.session)
    rotate_token(request)
    return keep_computer(request, response, cookies.computer)


def keep_computer(request: HttpRequest, response: HttpResponse, computer: str) -> HttpResponse:
    """Have the browser keep the computer's new cookie, before those of other accounts."""
    others = [cookie for cookie in selectors.still_known(computer_cookies(request)) if cookie != computer]
    response.set_cookie(
        COMPUTER_COOKIE,
        ".".join([computer, *others][:COMPUTERS_IN_A_COOKIE]),
        max_age=int(COMPUTER_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def lock_here(request: HttpRequest, here: Standing) -> None:
    """Lock the vault in this session; its owner witnesses the ledger while the keys are still there."""
    if here.session is None:
        return
    try:
        with services.vault_of(request) as keyring:
            services.lock_vault(actor=here.owner, session=here.session, keyring=keyring, at=now())
    except (Locked, services.NotFromHere):
        services.lock_vault(actor=here.owner, session=here.session, keyring=None, at=now())


def label_of(request: HttpRequest) -> str:
    """A neutral description of the browser: enough to tell one's own computers apart."""
    agent = request.headers.get("User-Agent", "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    return " ".join(part for part in (system, browser) if part)


def place_of(request: HttpRequest) -> Place:
    """Where a passkey is asked for. The host has been checked against the settings."""
    host = request.get_host()
    return Place(f"{request.scheme}://{host}", host.rsplit(":", 1)[0] if not host.endswith("]") else host)


def show_on_problem(request: HttpRequest, template: str, context: dict[str, Any]) -> None:
    """Have whatever goes wrong shown on this page, beside what was typed."""
    request.on_problem = (template, context)  # type: ignore[attr-defined]
