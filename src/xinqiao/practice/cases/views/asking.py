"""What the pages of cases share: the request, a page with a form, and a vault that may be locked."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from xinqiao.core.vault.keyring import Keyring, Locked
from xinqiao.register.accounts.services import vault_of


@contextmanager
def vault_or_none(request: HttpRequest) -> Iterator[Keyring | None]:
    """The keys of whoever asks, or None while their vault is locked: for pages that show less then."""
    vault = vault_of(request)
    try:
        keyring = vault.__enter__()
    except Locked:
        yield None
        return
    try:
        yield keyring
    finally:
        vault.__exit__(None, None, None)


def to_vault(back: str) -> HttpResponse:
    """To the page that opens the vault, and from there to where one was."""
    return HttpResponseRedirect(f"{reverse('accounts:vault')}?next={quote(back, safe='/')}")
