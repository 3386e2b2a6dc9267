"""What the pages list: an own account with everything on it, and, for the director, everybody's."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.core.vault.person_keys import has_person_key
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.codes import cookie_digest
from xinqiao.register.accounts.models import Account, KnownComputer, OpenSession, Passkey, Totp
from xinqiao.register.accounts.proving import COMPUTER
from xinqiao.register.accounts.selectors.factors import Ways, ways_of
from xinqiao.register.people.models import POST_LABELS, PostHeld, Staff
from xinqiao.register.people.selectors import posts_held


@dataclass(frozen=True)
class OwnLogin:
    """Everything about an own account that its owner may see."""

    account: Account
    ways: Ways
    sessions: list[OpenSession]
    computers: list[KnownComputer]


@dataclass(frozen=True)
class StaffLine:
    """One member of staff on the director's list."""

    staff: Staff
    account: Account | None
    posts: str
    has_second_step: bool


def own_login(actor: Actor, at: datetime) -> OwnLogin | None:
    """The own account with its ways, open sessions and known computers."""
    account = Account.objects.filter(policy.own_accounts(actor)).select_related("staff").first()
    if account is None:
        return None
    sessions = OpenSession.objects.filter(policy.owned_by(actor), until__gt=at)
    computers = KnownComputer.objects.filter(policy.owned_by(actor), ended_at=None)
    return OwnLogin(
        account, ways_of(account.pk, at), list(sessions.order_by("-seen_at")), list(computers.order_by("-seen_on"))
    )


def staff_lines(actor: Actor, on: date, at: datetime) -> list[StaffLine]:
    """Everybody who works here, with account, posts of the day, and whether a second step is set up."""
    if not policy.may_see_accounts(actor):
        return []
    accounts = {account.staff_id: account for account in Account.objects.filter(policy.manageable(actor))}
    ready = _with_second_step(at)
    posts: dict[UUID, list[str]] = {}
    for held in posts_held():
        if held.starts_on <= on and (held.ends_on is None or held.ends_on >= on):
            posts.setdefault(held.staff_id, []).append(_post_words(held))
    return [
        StaffLine(staff, account, _("，").join(posts.get(staff.pk, [])), account is not None and account.pk in ready)
        for staff in Staff.objects.filter(left_on=None).order_by("sort_key")
        for account in [accounts.get(staff.pk)]
    ]


def staff_without_account(actor: Actor) -> list[Staff]:
    """For whom the director may still make an account."""
    if not policy.may_make_accounts(actor):
        return []
    taken = Account.objects.values("staff")
    return list(Staff.objects.filter(left_on=None).exclude(pk__in=taken).order_by("sort_key"))


def account_for(actor: Actor, account: UUID) -> Account | None:
    """An account that the actor may see on the director's pages."""
    return Account.objects.filter(policy.manageable(actor), pk=account).select_related("staff").first()


def has_key(actor: Actor, account: Account) -> bool:
    """Whether the owner of this account has a key that a lost passphrase would lose, for whoever may see it."""
    return policy.may_see_accounts(actor) and has_person_key(account.staff_id)


def computers_of(actor: Actor, account: UUID) -> list[KnownComputer]:
    """The computers of an account, for whoever may see it."""
    rows = KnownComputer.objects.filter(account=account, ended_at=None).order_by("-seen_on")
    return list(rows) if policy.may_see_accounts(actor) else []


def still_known(computers: tuple[str, ...]) -> list[str]:
    """Those of a browser's cookies by which some account still knows it."""
    digests = {cookie_digest(COMPUTER, cookie): cookie for cookie in computers}
    known = KnownComputer.objects.filter(cookie__in=list(digests), ended_at=None).values_list("cookie", flat=True)
    alive = {bytes(digest) for digest in known}
    return [cookie for digest, cookie in digests.items() if digest in alive]


def _with_second_step(at: datetime) -> set[UUID]:
    found = set(Totp.objects.values_list("account", flat=True))
    found |= set(Passkey.objects.values_list("account", flat=True))
    registered = KnownComputer.objects.filter(ended_at=None, registered_until__gt=at)
    return found | set(registered.values_list("account", flat=True))


def _post_words(held: PostHeld) -> str:
    words = str(POST_LABELS[held.post])  # type: ignore[index]
    return _("%(post)s（%(of)s）") % {"post": words, "of": held.school_class} if held.school_class else words
