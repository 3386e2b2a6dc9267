"""Accounts of the cast, and browsers that walk through the sign-in as a person does."""

from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from django.conf import settings
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.core.access import PROGRAM
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import Account, OpenSession, Totp
from xinqiao.register.accounts.selectors import pending_secret
from xinqiao.register.accounts.services import Answer, NewAccount

WORDS = "雨天的那把伞 借给谁了"
OTHER_WORDS = "窗台上第三盆绿萝 又开花"
ADDRESS = "203.0.113.7"


def new_account(cast: Cast, name: str = "shen", at: datetime = NOW) -> NewAccount:
    """An account that the program made for somebody; its owner has not been there yet."""
    return services.make_account(actor=PROGRAM, staff=cast.staff[name].pk, sign_in=name, at=at)


def proof_of(
    name: str, words: str, at: datetime = NOW, computers: tuple[str, ...] = (), address: str = ADDRESS
) -> services.Proof:
    """The passphrase or the start code, shown."""
    return services.prove(sign_in=name, words=words, computers=computers, address=address, moment=at)


def opened(name: str, words: str, at: datetime = NOW, computers: tuple[str, ...] = ()) -> services.Opened:
    """A session begun with words that are right."""
    proof = proof_of(name, words, at, computers)
    return services.open_session(actor=proof.actor, proof=proof, label="Linux Chrome", computers=computers, at=at)


@dataclass
class Ready:
    """An account in full use: passphrase, phone, and the session in which they were set up."""

    account: Account
    session: OpenSession
    cookie: str = field(repr=False)
    computer: str = field(repr=False)
    secret: str = field(repr=False)


def ready_account(cast: Cast, name: str = "shen", at: datetime = NOW, words: str = WORDS) -> Ready:
    """Make an account and walk its owner through everything."""
    made = new_account(cast, name, at)
    begun = opened(name, made.start_code, at)
    actor = cast.actor(name)
    services.set_first_passphrase(actor=actor, session=begun.session.pk, words=words, at=at)
    secret = pending(begun.session)
    cookies = services.confirm_totp(actor=actor, session=begun.session.pk, words=code(secret, at), computers=(), at=at)
    assert cookies is not None
    account = Account.objects.get(pk=made.account.pk)
    session = OpenSession.objects.get(pk=begun.session.pk)
    return Ready(account, session, cookies.session, cookies.computer, secret)


def pending(session: OpenSession) -> str:
    """The secret that a session offers to a phone."""
    return pending_secret(session.pk)


def code(secret: str, at: datetime) -> str:
    """What a phone shows at this moment."""
    return pyotp.TOTP(secret).at(at)


def secret_of(account: Account) -> str:
    """The secret of an account's phone."""
    return Totp.objects.get(account=account).secret


def answer(way: Way, words: str) -> Answer:
    """A typed answer."""
    return Answer(way, words=words)


def knock(browser: Browser, name: str, **fields: str) -> HttpResponse:
    """Post a form to one of the pages."""
    return browser.post(reverse(f"accounts:{name}"), fields, REMOTE_ADDR=ADDRESS)


def cookie_of(browser: Browser) -> str:
    """The value of the browser's session cookie, empty where there is none."""
    found = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def with_cookie(value: str) -> Browser:
    """Another browser that carries this session cookie, honestly or not."""
    browser = Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = value
    return browser


def is_in(browser: Browser) -> bool:
    """Whether this browser gets to the own page."""
    return browser.get(reverse("accounts:own")).status_code == 200
