"""Standing at a door as somebody of the cast, without the walk through the sign-in."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.test import Client as Browser

from tests.cast import Cast, sealing_key
from xinqiao.core.access import require
from xinqiao.core.clock import local, now
from xinqiao.core.vault.person_keys import WrongPassphraseKey
from xinqiao.core.vault.unlocking import unlock
from xinqiao.register.accounts.codes import cookie_digest, make_cookie
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.policy import may_have_keys
from xinqiao.register.accounts.sessions import COOKIE
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.vault_cookie import VAULT_COOKIE, written_key
from xinqiao.register.people.selectors import actor_for


def browser_of(cast: Cast, name: str | None, *, checks_tokens: bool = False, locked: bool = False) -> Browser:
    """A browser in which this person has signed in by passphrase; None is somebody off the street.

    The vault is open for those whose post needs keys, unless it is to be `locked`.
    """
    browser = Browser(enforce_csrf_checks=checks_tokens, raise_request_exception=True)
    if name is not None:
        for cookie, value in cookies_of(cast, name, locked=locked).items():
            browser.cookies[cookie] = value
    return browser


def cookies_of(cast: Cast, name: str, *, locked: bool = False) -> dict[str, str]:
    """The cookies of a session in which both steps of the sign-in are done and the vault is open."""
    cookie, session = _open_session(cast, name)
    cookies = {settings.SESSION_COOKIE_NAME: cookie}
    browser_key = None if locked else _unlock(cast, name, session)
    return cookies | ({VAULT_COOKIE: written_key(browser_key)} if browser_key else {})


def session_cookie(cast: Cast, name: str) -> str:
    """The cookie of a session in which both steps of the sign-in are done; the vault is locked."""
    return _open_session(cast, name)[0]


def _unlock(cast: Cast, name: str, session: UUID) -> bytes | None:
    at = now()
    actor = actor_for(cast.staff[name].pk, local(at).date())
    if not may_have_keys(actor):
        return None
    key = cast.person_key(name)
    try:
        return unlock(
            grant=require(actor, may_have_keys),
            owner=key.owner,
            session=session,
            sealing_key=sealing_key(name),
            locks_seen=key.locks,
            at=at,
        )
    except WrongPassphraseKey:  # the test has made the key itself
        return None


def _open_session(cast: Cast, name: str) -> tuple[str, UUID]:
    at = now()
    account = Account.objects.filter(staff=cast.staff[name]).first() or Account.objects.create(
        sign_in=name, staff=cast.staff[name], made_at=at
    )
    cookie = make_cookie()
    session = OpenSession.objects.create(
        account=account,
        cookie=cookie_digest(COOKIE, cookie),
        step=Step.IN,
        label="",
        began_at=at,
        seen_at=at,
        until=at + timedelta(hours=1),
    )
    return cookie, session.pk
