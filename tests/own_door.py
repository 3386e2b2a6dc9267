"""Standing at the own door as a pupil or guardian, without the walk through slip and PIN."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client as Browser
from playwright.sync_api import Page

from tests.cast import Cast
from tests.families import Families
from xinqiao.core.access import PROGRAM, Actor, require
from xinqiao.core.clock import now
from xinqiao.core.ledger import record
from xinqiao.register.accounts.services import cookie_digest, make_cookie
from xinqiao.register.people.models import ClientKind, Staff
from xinqiao.register.people.selectors import client_number
from xinqiao.register.personal.events import CodeUsed
from xinqiao.register.personal.models import HandCode, PersonalAccount, PersonalSession, account_index, padded
from xinqiao.register.personal.selectors import COOKIE, COOKIE_NAME, actor_at


def account_of(kind: ClientKind, person: UUID, *, known: bool = True) -> PersonalAccount:
    """A started account: known to a counsellor, or begun with a slip alone."""
    found = PersonalAccount.objects.filter(kind=kind.value, person=person).first()
    account = found or PersonalAccount(kind=kind.value, person=person, sign_in=uuid4().hex[:12])
    start = account.state["start"]
    if start is None or (not known and HandCode.objects.filter(start=start).exists()):
        start = str(uuid4())
    account.state = padded({**account.state, "start": start})
    account.save()
    if known:
        make_known(client_number(kind, person), UUID(start))
    return account


def make_known(client: UUID | None, start: UUID) -> None:
    """As if a counsellor had given a code from hand to hand, and it had been used."""
    if client is None or HandCode.objects.filter(start=start).exists():
        return
    giver = Staff.objects.earliest("sort_key")
    code = HandCode.objects.create(client_id=client, given_by=giver, digest=bytes(32), until=now(), start=start)
    with transaction.atomic():
        grant = require(PROGRAM, made_known_by_a_test)
        record(CodeUsed(subject=code.pk, about=client), grant, rows=[code], at=now())


def made_known_by_a_test(actor: Actor) -> bool:
    """The rule by which accounts of the tests are known."""
    return True


def own_account(people: Cast | Families, name: str, *, known: bool = True) -> PersonalAccount:
    """The account of somebody of the cast (a pupil, or `mother`) or of the families."""
    if isinstance(people, Families):
        is_child = name in people.children
        row = people.children[name] if is_child else people.adults[name]
    else:
        is_child = name in people.students
        row = people.students[name] if is_child else people.guardian
    return account_of(ClientKind.STUDENT if is_child else ClientKind.GUARDIAN, row.pk, known=known)


def own_actor(people: Cast | Families, name: str, *, known: bool = True) -> Actor:
    """The same person as an actor, as of now."""
    found = actor_at(own_account(people, name, known=known), now())
    assert found is not None
    return found


def own_cookies(people: Cast | Families, name: str, *, known: bool = True, shared: bool = True) -> dict[str, str]:
    """The cookie of a session at the own door."""
    return session_of(own_account(people, name, known=known), shared=shared)


def session_of(account: PersonalAccount, *, shared: bool = True) -> dict[str, str]:
    """A session of this account, as a cookie."""
    cookie, at = make_cookie(), now()
    PersonalSession.objects.create(
        cookie=cookie_digest(COOKIE, cookie),
        account_index=account_index(account.pk),
        who={"account": str(account.pk), "start": account.state["start"]},
        shared=shared,
        seen_at=at,
        until=at + timedelta(hours=3),
    )
    return {COOKIE_NAME: cookie}


def own_browser(
    people: Cast | Families, name: str | None, *, known: bool = True, checks_tokens: bool = False
) -> Browser:
    """A test browser in which this person has signed in at the own door; None is a stranger."""
    browser = Browser(enforce_csrf_checks=checks_tokens)
    if name is not None:
        for cookie, value in own_cookies(people, name, known=known).items():
            browser.cookies[cookie] = value
    return browser


def enter_own_door(page: Page, url: str, people: Cast | Families, name: str, *, known: bool = True) -> None:
    """Give a real browser the session of this person."""
    cookies = own_cookies(people, name, known=known)
    page.context.add_cookies([{"name": key, "value": value, "url": url} for key, value in cookies.items()])
