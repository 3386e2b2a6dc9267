"""The vault of whoever sends a request: their keys, for as long as the request lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clock import now
from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.core.vault.unlocking import unlocked
from xinqiao.register.accounts.selectors.standing import standing
from xinqiao.register.accounts.vault_cookie import browser_key_of

OWN_SITES = frozenset({"same-origin", "none"})
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class NotFromHere(Problem):
    """A request that a page of ours did not send on its reader's wish: from another site, or ahead of time."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("这一页没有打开：请求不是从本系统的页面上发出的。请从本系统里再点一次。"))


@contextmanager
def vault_of(request: HttpRequest) -> Iterator[Keyring]:
    """The keys of whoever sends this request, wiped when the block ends.

    Raises `Locked` where the vault is not open in this browser, and
    `NotFromHere`; both before anything is asked of a record or written down.
    """
    refuse_from_elsewhere(request)
    at = now()
    here, browser_key = standing(request, at), browser_key_of(request)
    if not here.is_complete or here.is_locked or here.staff is None or here.session is None or browser_key is None:
        raise Locked
    with unlocked(browser_key, owner=here.staff, session=here.session, at=at) as keyring:
        yield keyring


def refuse_from_elsewhere(request: HttpRequest) -> None:
    """Only for a page of ours, and only when somebody asks: browsers fetch ahead, and other sites link. Raises `NotFromHere`.

    A browser that says neither (Sec-Fetch is younger than some of them) is held by the strict cookie alone.
    """
    if request.headers.get("Sec-Fetch-Site", "none").lower() not in OWN_SITES:
        raise NotFromHere
    if any("prefetch" in request.headers.get(name, "").lower() for name in AHEAD) or any(
        "prerender" in request.headers.get(name, "").lower() for name in AHEAD
    ):
        raise NotFromHere
