"""Whether the vault of whoever sends a request is open: for a page's frame."""

from django.http import HttpRequest

from xinqiao.core.clock import now
from xinqiao.core.vault.unlocking import row_of
from xinqiao.register.accounts.selectors.standing import standing
from xinqiao.register.accounts.vault_cookie import browser_key_of


def is_vault_open(request: HttpRequest) -> bool:
    """Whether there is something to lock, as of the request's beginning. It asks the database nothing and opens nothing."""
    here, browser_key = standing(request, now()), browser_key_of(request)
    return here.is_complete and browser_key is not None and here.unlocked == row_of(browser_key)
