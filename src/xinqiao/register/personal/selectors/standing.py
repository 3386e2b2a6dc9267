"""Who stands at the own door: worked out once for each request, from the cookie and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists
from django.http import HttpRequest

from xinqiao.core.access import ANYONE, Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.core.clock import local
from xinqiao.register.accounts.services import cookie_digest
from xinqiao.register.consents.selectors import Band, band_of, may_act_for
from xinqiao.register.people.models import ClientKind, Guardian, Student
from xinqiao.register.people.selectors import client_number
from xinqiao.register.personal.models import HandCode, PersonalAccount, PersonalSession
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

    @property
    def idle_seconds(self) -> int:
        """After how many quiet seconds the page leaves by itself; 0 for a stranger."""
        return int(idle_time(shared=self.on_shared).total_seconds()) if self.session else 0


NOBODY = Standing()


@dataclass(frozen=True)
class Owner:
    """Whose account it is, and what the rules ask about them."""

    kind: ClientKind
    pk: UUID
    name: str
    number: str = ""
    born: date | None = None
    grade: int | None = None

    def uses_pin(self, on: date) -> bool:
        """Whether six digits are enough for somebody as old as that; from fourteen on it is a passphrase."""
        return band_of(self.kind, self.born, self.grade, on) is Band.UNDER_14


def standing(request: HttpRequest, at: datetime, *, unattended: bool = False) -> Standing:
    """How this request stands. Counts as a sign of life, unless the page asks by itself and nobody may sit there."""
    known: Standing | None = getattr(request, "own_standing", None)
    if known is None:
        known = _standing_of(request.COOKIES.get(COOKIE_NAME, ""), at, unattended)
        request.own_standing = known  # type: ignore[attr-defined]
    return known


def half_in(request: HttpRequest, at: datetime) -> PersonalSession | None:
    """The session of somebody who has shown a slip in this browser and not yet chosen a PIN."""
    row = _session(request.COOKIES.get(COOKIE_NAME, ""), at)
    return row if row is not None and row.who.get("slip") else None


def owner_to_begin(half: PersonalSession | None) -> Owner | None:
    """Who chooses words of their own in half a session, while its slip is in force."""
    account = PersonalAccount.objects.filter(pk=half.who["account"], closed=False).first() if half else None
    if half is None or account is None or (account.state["slip"] or {}).get("digest") != half.who["slip"]:
        return None
    return owner_of(account)


def owner_in(here: Standing) -> Owner | None:
    """Whose account is open in this browser."""
    account = PersonalAccount.objects.filter(pk=here.account).first() if here.account else None
    return owner_of(account) if account else None


def _standing_of(cookie: str, at: datetime, unattended: bool) -> Standing:
    row = _session(cookie, at)
    start = row.who.get("start") if row is not None else None
    if row is None or not start:
        return NOBODY
    made_known = Exists(HandCode.objects.filter(start=start))
    account = PersonalAccount.objects.filter(pk=row.who["account"], closed=False).annotate(known=made_known).first()
    if account is None or account.state["start"] != start:
        return NOBODY
    actor = actor_at(account, at, is_known=account.known)
    if actor is None:
        return NOBODY
    if not unattended and at - row.seen_at >= NOTED_EVERY:
        PersonalSession.objects.filter(pk=row.pk, seen_at=row.seen_at).update(seen_at=at)
    return Standing(actor, row.pk, account.pk, row.shared)


def _session(cookie: str, at: datetime) -> PersonalSession | None:
    row = PersonalSession.objects.filter(cookie=cookie_digest(COOKIE, cookie), until__gt=at).first() if cookie else None
    return None if row is None or at - row.seen_at >= idle_time(shared=row.shared) else row


def owner_of(account: PersonalAccount) -> Owner | None:
    """Whose an account is; None for a pupil who has left and a guardian who is no longer on the register."""
    if account.kind == ClientKind.STUDENT:
        student = Student.objects.filter(pk=account.person, left_on=None).select_related("school_class").first()
        return student_owner(student) if student else None
    guardian = Guardian.objects.filter(pk=account.person).first()
    return Owner(ClientKind.GUARDIAN, guardian.pk, guardian.name) if guardian else None


def student_owner(student: Student) -> Owner:
    """A pupil as the owner of an account."""
    own = student.school_class
    grade = own.grade if own else None
    return Owner(ClientKind.STUDENT, student.pk, student.name, student.student_number, student.birth_date, grade)


def actor_at(account: PersonalAccount, at: datetime, *, is_known: bool | None = None) -> Actor | None:
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
    known = HandCode.objects.filter(start=start).exists() if is_known is None else is_known
    return Actor(pk=number, posts=posts, name=name, start=start, is_known=known)


def _guardians_posts(guardian: Guardian | None, on: date) -> frozenset[Held]:
    """For the child, as far as this guardian may act for it; else for oneself alone."""
    number = may_act_for(guardian, on) if guardian else None
    return frozenset({Held(Post.GUARDIAN, scope=number)})
