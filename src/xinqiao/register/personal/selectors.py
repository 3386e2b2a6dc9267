"""Who stands at the own door: worked out once for each request, from the cookie and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from xinqiao.core.access import ANYONE, Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.core.clock import local
from xinqiao.register.accounts.services import cookie_digest
from xinqiao.register.consents.selectors import Band, band_of
from xinqiao.register.people.models import ClientKind, Guardian, Student
from xinqiao.register.people.selectors import client_number
from xinqiao.register.personal.models import PersonalAccount, PersonalSession
from xinqiao.register.personal.rules import idle_time

COOKIE = "personal_session"
COOKIE_NAME = "__Host-xq-me" if settings.SESSION_COOKIE_SECURE else "xq-me"
NOTED_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Standing:
    """One request at the own door. `session` and `account` are None for a stranger; `on_shared` says whose computer it is."""

    actor: Actor = ANYONE
    session: UUID | None = None
    account: UUID | None = None
    on_shared: bool = True


NOBODY = Standing()


def standing(request: HttpRequest, at: datetime) -> Standing:
    """How this request stands. Counts as a sign of life."""
    known: Standing | None = getattr(request, "own_standing", None)
    if known is None:
        known = _standing_of(request.COOKIES.get(COOKIE_NAME, ""), at)
        request.own_standing = known  # type: ignore[attr-defined]
    return known


def _standing_of(cookie: str, at: datetime) -> Standing:
    row = PersonalSession.objects.filter(cookie=cookie_digest(COOKIE, cookie), until__gt=at).first() if cookie else None
    if row is None or at - row.seen_at >= idle_time(shared=row.shared):
        return NOBODY
    account = PersonalAccount.objects.filter(pk=row.who["account"], closed=False).first()
    if account is None or account.state["start"] != row.who["start"]:
        return NOBODY
    actor = actor_at(account, at)
    if actor is None:
        return NOBODY
    if at - row.seen_at >= NOTED_EVERY:
        PersonalSession.objects.filter(pk=row.pk, seen_at=row.seen_at).update(seen_at=at)
    return Standing(actor, row.pk, account.pk, row.shared)


def actor_at(account: PersonalAccount, at: datetime) -> Actor | None:
    """The account's owner under the client number; None before the first start, and for somebody who has left."""
    on, number = local(at).date(), client_number(account.kind, account.person)
    if number is None or account.state["start"] is None:
        return None
    if account.kind == ClientKind.STUDENT:
        student = Student.objects.filter(pk=account.person, left_on=None).first()
        posts, name = frozenset({Held(Post.STUDENT)}), student.name if student else ""
    else:
        guardian = Guardian.objects.filter(pk=account.person).select_related("student__school_class").first()
        posts, name = _guardians_posts(guardian, on), guardian.name if guardian else ""
    if not name:
        return None
    start = UUID(account.state["start"])
    return Actor(pk=number, posts=posts, name=name, start=start, is_known=account.state["known"])


def _guardians_posts(guardian: Guardian | None, on: date) -> frozenset[Held]:
    """For the child while it is a minor at this school, and this guardian is not barred; else for oneself alone."""
    nobodys = frozenset({Held(Post.GUARDIAN)})
    if guardian is None or guardian.student.left_on or not (guardian.has_custody and guardian.may_be_contacted):
        return nobodys
    child, own = guardian.student, guardian.student.school_class
    if band_of(ClientKind.STUDENT, child.birth_date, own.grade if own else None, on) is Band.ADULT:
        return nobodys
    number = client_number(ClientKind.STUDENT, child.pk)
    return frozenset({Held(Post.GUARDIAN, scope=number)}) if number else nobodys
