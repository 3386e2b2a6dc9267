"""Slips, and the walk from a slip to an account, as tests need them."""

from datetime import datetime

from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import NOW, Cast
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import services
from xinqiao.register.personal.models import PersonalAccount
from xinqiao.register.personal.proving import Proof
from xinqiao.register.personal.selectors import COOKIE_NAME
from xinqiao.register.personal.services import Opened, Slip

ADDRESS = "192.168.3.7"
WORDS = "海棠 窗外 第三排 下雨"
PIN = "402917"


def a_slip(cast: Cast, name: str = "lin", at: datetime = NOW) -> Slip:
    """A new slip for a pupil of the cast, or for `mother`."""
    is_mother = name == "mother"
    person = cast.guardian.pk if is_mother else cast.students[name].pk
    kind = ClientKind.GUARDIAN if is_mother else ClientKind.STUDENT
    return services.make_one_slip(actor=cast.actor("shen"), kind=kind, person=person, at=at).slips[0]


def account(cast: Cast, name: str = "lin") -> PersonalAccount:
    """The account of a pupil of the cast, or of `mother`."""
    person = cast.guardian.pk if name == "mother" else cast.students[name].pk
    return PersonalAccount.objects.get(person=person)


def proof(sign_in: str, words: str, at: datetime = NOW, address: str = ADDRESS) -> Proof:
    """What the sign-in page makes of a name and words."""
    return services.prove(sign_in=sign_in, words=words, address=address, moment=at)


def half_in(slip: Slip, at: datetime = NOW) -> Opened:
    """Half a session, with this slip."""
    return services.show_slip(proof=proof(slip.sign_in, slip.code, at), shared=True, at=at)


def started(cast: Cast, name: str = "lin", words: str = WORDS, at: datetime = NOW) -> PersonalAccount:
    """An account that its owner has started with a slip."""
    services.begin(session=half_in(a_slip(cast, name, at), at).session.pk, words=words, at=at)
    return account(cast, name)


def knock(browser: Browser, name: str, address: str = ADDRESS, **data: str) -> HttpResponse:
    """Send a form of the own door."""
    return browser.post(reverse(f"personal:{name}"), data, REMOTE_ADDR=address)


def is_in(browser: Browser) -> bool:
    """Whether this browser is signed in at the own door."""
    return browser.get(reverse("pages:me")).status_code == 200


def cookie_of(browser: Browser) -> str:
    """The value of the own door's cookie, empty where there is none."""
    found = browser.cookies.get(COOKIE_NAME)
    return found.value if found else ""
