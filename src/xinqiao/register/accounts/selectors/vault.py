"""Whether the vault of whoever sends a request is open: for a page's frame."""

from django.http import HttpRequest

from xinqiao.core.clock import now
from xinqiao.core.vault.unlocking import is_unlocked
from xinqiao.register.accounts.selectors.standing import standing
from xinqiao.register.accounts.vault_cookie import browser_key_of


def is_vault_open(request: HttpRequest) -> bool:
    """Whether there is something to lock; worked out once for a request, and opens nothing."""
    known: bool | None = getattr(request, "vault_is_open", None)
    if known is None:
        at = now()
        here, browser_key = standing(request, at), browser_key_of(request)
        known = bool(
            here.is_complete and here.session and browser_key and is_unlocked(browser_key, session=here.session, at=at)
        )
        request.vault_is_open = known  # type: ignore[attr-defined]
    return known
