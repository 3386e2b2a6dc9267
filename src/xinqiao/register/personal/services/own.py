"""What the owner does with the own account: new words, and going out, here or everywhere."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require
from xinqiao.register.accounts.services import pins
from xinqiao.register.personal import policy
from xinqiao.register.personal.company import take_company, write
from xinqiao.register.personal.models import PersonalAccount, PersonalSession, account_index
from xinqiao.register.personal.proving import knows_words
from xinqiao.register.personal.selectors import owner_of

from .entering import check_words


class WrongWords(Problem):
    """The PIN or passphrase that was given once more is not the one in force."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("现在的密码不对。"))


class SignedOut(Problem):
    """The session is over by now, or was never this person's."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("已经退出了，请重新登录。"))


@transaction.atomic
def end_session(*, actor: Actor, session: UUID, at: datetime) -> None:
    """Somebody leaves. Nothing keeps that they were here, the ledger included. Who is out already is out."""
    here = PersonalSession.objects.filter(pk=session).first()
    if here is not None:
        require(actor, policy.may_end, here)
        PersonalSession.objects.filter(pk=session).delete()


@transaction.atomic
def end_sessions(*, actor: Actor, session: UUID, at: datetime) -> None:
    """The owner goes out everywhere, here as well. Raises `SignedOut`."""
    account = _own(actor, session)
    PersonalSession.objects.filter(account_index=account_index(account.pk)).delete()


def change_words(*, actor: Actor, session: UUID, old: str, new: str, address: str, at: datetime) -> None:
    """New words; the old ones are asked for, and the sessions elsewhere end. The start stays: nothing is lost by it.

    Raises `WrongWords`, `TooOften`, `SignedOut`, and `Problem` for words that will not do.
    """
    account = _own(actor, session)
    owner = owner_of(account)
    if owner is None:
        raise SignedOut
    if not knows_words(account, old, address, at):
        raise WrongWords
    check_words(owner, new, at)
    verifier = pins.encode(new.strip(), pins.salt())
    _change(actor=actor, session=session, account=account.pk, seen=account.state["verifier"], verifier=verifier)


@transaction.atomic
def _change(*, actor: Actor, session: UUID, account: UUID, seen: str, verifier: str) -> None:
    taken, company = take_company(account)
    if _own(actor, session).state["verifier"] != seen:
        raise WrongWords
    write(company, {taken.pk: {"verifier": verifier}})
    PersonalSession.objects.filter(account_index=account_index(taken.pk)).exclude(pk=session).delete()


def _own(actor: Actor, session: UUID) -> PersonalAccount:
    """The account that is open in a session, if it is the actor's.

    A refusal would be written down, and would name client number and account in one
    entry of the ledger: so none is made. Raises `SignedOut`.
    """
    here = PersonalSession.objects.filter(pk=session).first()
    account = PersonalAccount.objects.filter(pk=here.who["account"]).first() if here else None
    if here is None or account is None or policy.may_keep_own(actor, account, here) is not True:
        raise SignedOut
    return account
