"""What leaves the house: by the program alone, without any person's key, and never twice on purpose."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xinqiao.core.access import PROGRAM, Actor, require, take
from xinqiao.core.ledger import Removed, record
from xinqiao.core.rounds import look_after_each
from xinqiao.office.messages import policy, rules, selectors, sending
from xinqiao.office.messages.events import DeliveryEnded, MessageForgotten, Outcome
from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.rules import Facts
from xinqiao.office.messages.selectors import Way
from xinqiao.office.messages.states import DeliveryState, check_move


def deliver_due(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Send everything whose time has come; returns how many were sent or given up."""
    return look_after_each(
        selectors.due(at),
        lambda pk: deliver(actor=actor, delivery=pk, at=at),
        "messages that could not be looked after",
    )


def deliver(*, actor: Actor, delivery: UUID, at: datetime) -> bool:
    """Try once; whether that was the end of it.

    The try is committed before anything leaves the house and the outcome after it, so that no
    lock is held while a mail server thinks. Who breaks off in between tries again later: a
    message may arrive twice, and none is lost. What was chosen is looked up at this moment.
    """
    taken = _claim(actor, delivery, at)
    if taken is None:
        return False
    way = selectors.way_for(taken.message.client_id, taken.message.made_in)
    outcome = _obstacle(taken.message, way) or _send(taken.message, way)
    return _end_try(actor, delivery, outcome, at)


@transaction.atomic
def _claim(actor: Actor, delivery: UUID, at: datetime) -> Delivery | None:
    """Count a try, so that no other worker makes the same one. None where another is at it."""
    taken = selectors.take_if_due(delivery, at)
    if taken is None:
        return None
    require(actor, policy.may_deliver, taken)
    taken.tries, taken.next_try_at = taken.tries + 1, at + rules.LEASE
    taken.save(update_fields=["tries", "next_try_at"])
    return taken


def _obstacle(message: Message, way: Way) -> Outcome | None:
    """Why it is not sent at all."""
    if not way.leaves:
        return Outcome.NOT_WANTED
    if sending.sender_for(way.name) is None:
        return Outcome.NOT_SET_UP
    return selectors.stands_against(message.client_id, way)


def _send(message: Message, way: Way) -> Outcome:
    sender = sending.sender_for(way.name)
    assert sender is not None  # asked a moment ago
    with sending.in_language(way.language):
        try:
            sender.send(way.address, text_of(message, way.name))
        except sending.SendingFailed:
            return Outcome.FAILED
    return Outcome.SENT


def text_of(message: Message, way: str) -> str:
    """What arrives, in the language that is set. The place is said outside only where the school allows it."""
    kind, facts = rules.kind_of(message.kind), Facts.from_kept(message.facts)
    said = rules.sentence(kind, facts, with_place=selectors.message_rules().names_place)
    return sending.body_of(way, said)


@transaction.atomic
def _end_try(actor: Actor, delivery: UUID, outcome: Outcome, at: datetime) -> bool:
    taken = take(Delivery, delivery)
    grant = require(actor, policy.may_deliver, taken)
    again = rules.next_try(taken.tries, at) if outcome is Outcome.FAILED else None
    if again is not None:
        taken.next_try_at = again
        taken.save(update_fields=["next_try_at"])
        return False
    state = DeliveryState.SENT if outcome is Outcome.SENT else DeliveryState.GIVEN_UP
    check_move(DeliveryState(taken.state), state)
    taken.state, taken.outcome, taken.next_try_at = state, outcome.value, None
    taken.save(update_fields=["state", "outcome", "next_try_at"])
    record(DeliveryEnded(subject=taken.pk, about=taken.message.client_id, outcome=outcome), grant, at=at)
    return True


def forget_old(*, at: datetime, actor: Actor = PROGRAM) -> int:
    """Delete what is a year old; returns how many messages."""
    return look_after_each(
        selectors.forgettable(at),
        lambda pk: forget_message(actor=actor, message=pk, at=at),
        "messages that could not be forgotten",
    )


@transaction.atomic
def forget_message(*, actor: Actor, message: UUID, at: datetime) -> bool:
    """Delete a message whose time is over, and whatever was to be sent of it."""
    taken = take(Message, message)
    grant = require(actor, policy.may_forget, taken)
    about = taken.client_id
    taken.delete()
    record(MessageForgotten(subject=message, about=about), grant, rows=[Removed(Message, message)], at=at)
    return True
