"""Standing at a door as somebody of the cast, without the walk through the sign-in."""

from datetime import timedelta

from django.conf import settings
from django.test import Client as Browser

from tests.cast import Cast
from xinqiao.core.clock import now
from xinqiao.register.accounts.codes import cookie_digest, make_cookie
from xinqiao.register.accounts.models import Account, OpenSession
from xinqiao.register.accounts.sessions import COOKIE
from xinqiao.register.accounts.states import Step


def browser_of(cast: Cast, name: str | None, *, checks_tokens: bool = False) -> Browser:
    """A browser in which this person has signed in; None is somebody off the street."""
    browser = Browser(enforce_csrf_checks=checks_tokens, raise_request_exception=True)
    if name is not None:
        browser.cookies[settings.SESSION_COOKIE_NAME] = session_cookie(cast, name)
    return browser


def session_cookie(cast: Cast, name: str) -> str:
    """The cookie of a session in which both steps of the sign-in are done."""
    at = now()
    account = Account.objects.filter(staff=cast.staff[name]).first() or Account.objects.create(
        sign_in=name, staff=cast.staff[name], made_at=at
    )
    cookie = make_cookie()
    OpenSession.objects.create(
        account=account,
        cookie=cookie_digest(COOKIE, cookie),
        step=Step.IN,
        label="",
        began_at=at,
        seen_at=at,
        until=at + timedelta(hours=1),
    )
    return cookie
