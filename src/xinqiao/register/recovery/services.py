"""Making the envelope, reading it back, asking for keys, and giving them back.

Nobody gets a record here: keys are sealed anew, and what they open is opened
elsewhere, by its own rules. The words come in once and are kept nowhere. Areas
above say at `on_recovery` which dossiers and teams somebody is allowed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, Refused, require, take
from xinqiao.core.hooks import Hook
from xinqiao.core.ledger import record
from xinqiao.core.vault.dossiers import recovery_key
from xinqiao.core.vault.models import Dossier, KeyGrant, PersonKey, RecoveryKey
from xinqiao.core.vault.person_keys import person_key_of
from xinqiao.core.vault.pinning import unpin
from xinqiao.core.vault.recovery import Sheet, confirm_recovery, make_recovery, recover
from xinqiao.core.vault.recovery_words import WrongWords, read_words
from xinqiao.register.accounts.services import ClosedForNow, Visitor, admit, note_failure, note_success
from xinqiao.register.people.models import Staff
from xinqiao.register.recovery import policy, selectors
from xinqiao.register.recovery.events import (
    EnvelopeMade,
    EnvelopeRenewed,
    EnvelopeTried,
    KeysAskDropped,
    KeysAsked,
    KeysGivenBack,
)
from xinqiao.register.recovery.models import KeysAsk, Why
from xinqiao.register.recovery.rules import (
    CLAUSE,
    FOR_THE_WRITER_ALONE,
    TRIES,
    TRIES_WITHIN,
    as_typed,
    is_over,
)
from xinqiao.register.recovery.states import AskState, check_move

__all__ = [
    "AskedAlready",
    "KeyChanged",
    "NotInvented",
    "OverAlready",
    "SlipOfThePen",
    "TooManyTries",
    "WrongWords",
    "ask_for_keys",
    "confirm_envelope",
    "drop_ask",
    "give_keys_back",
    "make_demo_envelope",
    "make_envelope",
    "on_change",
    "on_recovery",
]

# Behind which door the limiter counts: each person's own, and one for the program.
DOOR, THE_PROGRAM = "envelope", UUID(int=0)

# Asked with `(staff, at)` which dossiers and teams this person may have the keys of.
on_recovery: Hook[[UUID, datetime], Iterable[UUID]] = Hook()
# Called with `(grant, at)` inside every change of a wish: what is promised about it is promised above.
on_change: Hook[[Grant, datetime], None] = Hook()


class AskedAlready(Problem):
    """One wish at a time."""

    def __init__(self) -> None:
        super().__init__(_("你已经申请过了，正等着取信封。"))


class OverAlready(Problem):
    """The wish has waited too long."""

    def __init__(self) -> None:
        super().__init__(_("这个申请已经过了七天。请本人重新申请一次，再取信封。"))


class KeyChanged(Problem):
    """The wish was made with another key: whoever holds this one has not asked."""

    def __init__(self) -> None:
        super().__init__(_("申请以后，这位同事的钥匙换过。请本人重新申请一次，再取信封。"))


class NotInvented(Problem):
    """An envelope whose words were thrown away is for an invented school alone."""

    def __init__(self) -> None:
        super().__init__(_("只有演示用的学校才能有没人知道恢复字的信封。"))


class SlipOfThePen(WrongWords):
    """The sheet's own check letters say which group is wrong."""


class TooManyTries(Problem):
    """Whole words that open nothing, again and again."""

    status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("一小时内输错了 %(n)d 次，先停一停，%(minutes)d 分钟后再试。请核对拿的是不是这个信封。")
            % {"n": TRIES, "minutes": minutes}
        )


@transaction.atomic
def make_envelope(*, actor: Actor, at: datetime) -> Sheet:
    """Make the recovery key, before the first dossier; the sheet is in the answer and nowhere else.

    One that was never confirmed, and to which nothing is sealed, makes room for
    the new one: its sheet may never have been printed. Raises `RecoveryKeyExists`.
    """
    grant = require(actor, policy.may_make_envelope)
    _end_unused(grant, at)
    sheet = make_recovery(grant=grant, at=at)
    made = recovery_key()
    record(EnvelopeMade(subject=made.pk), grant, rows=[made], at=at)
    return sheet


@transaction.atomic
def make_demo_envelope(*, actor: Actor, at: datetime) -> None:
    """The envelope of an invented school: made, confirmed, and its words thrown away. Raises `NotInvented`.

    One that is there stays: a drill has made it, and keeps its words.
    """
    grant = require(actor, policy.may_make_envelope)
    if settings.XINQIAO_KIND == "school":
        raise NotInvented
    if RecoveryKey.objects.filter(ended_at=None).exists():
        return
    sheet = make_recovery(grant=grant, at=at)
    made = confirm_recovery(grant=grant, words=sheet.words, at=at)
    record(EnvelopeMade(subject=made.pk), grant, rows=[made], at=at)


def confirm_envelope(*, actor: Actor, words: str, at: datetime) -> RecoveryKey:
    """The sheet was read back. Raises `WrongWords`, `NoRecoveryKey`, `TooManyTries`."""
    whole = _whole(words)
    with _counted(actor, at):
        return _confirm(actor, whole, at)


@transaction.atomic
def ask_for_keys(*, actor: Actor, staff: UUID, why: Why, at: datetime) -> KeysAsk:
    """Ask for the keys that the rules allow. Raises `AskedAlready`, and `NoPersonKey` for whoever has no key yet."""
    owner = take(Staff, staff)
    grant = require(actor, policy.may_ask_for, owner)
    key = person_key_of(owner.pk)
    recovery_key()
    _make_room(grant, key, at)
    made = KeysAsk.objects.create(staff=owner, why=why.value, asked_at=at)
    record(KeysAsked(subject=made.pk), grant, rows=[made], at=at)
    on_change.call(grant, at)
    return made


@transaction.atomic
def drop_ask(*, actor: Actor, ask: UUID, at: datetime) -> KeysAsk:
    """Nothing is given. Raises `SettledAlready`."""
    taken = take(KeysAsk, ask)
    grant = require(actor, policy.may_drop, taken)
    _settle(taken, AskState.DROPPED, grant, at)
    record(KeysAskDropped(subject=taken.pk), grant, rows=[taken], at=at)
    on_change.call(grant, at)
    return taken


def give_keys_back(*, actor: Actor, ask: UUID, words: str, at: datetime) -> KeysAsk:
    """Seal the keys that the rules allow the asker to the asker's own key; no document is opened.

    Whole words that are wrong are counted and written down, whatever becomes of
    the request. Raises `WrongWords`, `TooManyTries`, `SettledAlready`,
    `OverAlready`, `KeyChanged`, `NoPersonKey`.
    """
    whole = _whole(words)
    with _counted(actor, at):
        return _give(actor, ask, whole, at)


def _whole(words: str) -> str:
    """A slip of the pen is found by the sheet's own check letters: named, and not counted. Raises `WrongWords`."""
    typed = as_typed(words)
    try:
        read_words(typed)
    except WrongWords as wrong:
        raise SlipOfThePen(str(wrong), place=wrong.place) from None
    return typed


@transaction.atomic
def _confirm(actor: Actor, words: str, at: datetime) -> RecoveryKey:
    grant = require(actor, policy.may_confirm)
    return confirm_recovery(grant=grant, words=words, at=at)


@transaction.atomic
def _give(actor: Actor, ask: UUID, words: str, at: datetime) -> KeysAsk:
    taken = take(KeysAsk, ask)
    asker = selectors.asker(taken.staff_id, at)
    grant = require(actor, policy.may_give, taken, asker.posts, asker.let_in, selectors.openers(at))
    check_move(AskState(taken.state), AskState.GIVEN)
    if is_over(taken.asked_at, at):
        raise OverAlready
    to = person_key_of(taken.staff_id)
    if taken.asked_at < to.made_at:
        raise KeyChanged
    opens = _allowed_to(taken.staff_id, at)
    made = recover(grant=grant, words=words, to=to, opens=opens, clause=CLAUSE, at=at)
    taken.granted = len(made)
    _settle(taken, AskState.GIVEN, grant, at)
    event = KeysGivenBack(subject=taken.pk, granted=len(made), let_in_too=asker.let_in == actor.pk)
    record(event, grant, rows=[taken], at=at)
    on_change.call(grant, at)
    return taken


def _allowed_to(staff: UUID, at: datetime) -> list[UUID]:
    """What the rules of the areas allow, less the private notes of others, whatever a rule says."""
    asked = set[UUID]().union(*on_recovery.call(staff, at))
    private = set(Dossier.objects.filter(pk__in=asked, kind=FOR_THE_WRITER_ALONE).values_list("pk", flat=True))
    own = KeyGrant.objects.filter(dossier__in=private, to_person__owner=staff).values_list("dossier", flat=True)
    return sorted(asked - (private - set(own)))


def _settle(taken: KeysAsk, state: AskState, grant: Grant, at: datetime) -> None:
    check_move(AskState(taken.state), state)
    taken.state, taken.settled_at, taken.settled_by_id = state, at, grant.actor.pk
    taken.save(update_fields=["state", "settled_at", "settled_by", "granted"])


def _make_room(grant: Grant, key: PersonKey, at: datetime) -> None:
    """An own wish that has waited too long, or was made with another key, is dropped for the new one.

    Raises `AskedAlready`.
    """
    for old in KeysAsk.objects.select_for_update(of=("self",)).filter(staff=key.owner, state=AskState.ASKED):
        if not is_over(old.asked_at, at) and old.asked_at >= key.made_at:
            raise AskedAlready
        _settle(old, AskState.DROPPED, grant, at)
        record(KeysAskDropped(subject=old.pk), grant, rows=[old], at=at)


def _end_unused(grant: Grant, at: datetime) -> None:
    old = RecoveryKey.objects.select_for_update().filter(ended_at=None, confirmed_at=None).first()
    if old is None or KeyGrant.objects.filter(to_recovery=old).exists():
        return
    old.ended_at = at
    old.save(update_fields=["ended_at"])
    unpin(old, grant, at=at)
    record(EnvelopeRenewed(subject=old.pk), grant, rows=[old], at=at)


@contextmanager
def _counted(actor: Actor, at: datetime) -> Iterator[None]:
    """A try, counted by person before the words are looked at; wrong ones are written down, whatever is undone.

    What is refused before the words are looked at counts against nobody. Raises
    `TooManyTries`, `NoRecoveryKey`.
    """
    grant, key = require(actor, policy.may_confirm), recovery_key()
    try:
        first_try = admit(DOOR, Visitor(actor.pk or THE_PROGRAM, ""), at, ((TRIES, TRIES_WITHIN),))
    except ClosedForNow as wait:
        raise TooManyTries(wait.minutes) from None
    try:
        yield
    except WrongWords:
        note_failure(first_try)
        with transaction.atomic():
            record(EnvelopeTried(subject=key.pk), grant, at=at)
        raise
    except (Problem, Refused):
        note_success(first_try)
        raise
    note_success(first_try)
