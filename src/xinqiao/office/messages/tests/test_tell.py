"""Telling: one message at the own door, and outside only what was chosen."""

from uuid import uuid4

import pytest

from tests.cast import Cast
from xinqiao.core.ledger.models import Entry
from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.rules import FactNotAllowed, Facts, UnknownKind
from xinqiao.office.messages.services import tell
from xinqiao.office.messages.tests.builders import AT, FACTS, REMINDER, WHEN, grant


def test_a_message_waits_at_the_own_door_and_nothing_leaves_the_house(cast: Cast) -> None:
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    kept = Message.objects.get(pk=message.pk)
    assert Facts.from_kept(kept.facts) == FACTS
    assert not kept.is_seen
    assert not Delivery.objects.exists()


def test_what_is_told_is_on_record_without_a_word_of_it(cast: Cast) -> None:
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    body = Entry.objects.get(body__contains="messages.written").body
    assert str(cast.number("lin")) in body
    assert "明德楼" not in body


def test_told_again_about_the_same_row_nothing_happens(cast: Cast) -> None:
    about = uuid4()
    first, second = (
        tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, once=about, at=AT)
        for _ in range(2)
    )

    assert first.pk == second.pk
    assert Entry.objects.filter(body__contains="messages.written").count() == 1


@pytest.mark.parametrize("facts", [Facts(where="明德楼"), Facts(when=WHEN, until=WHEN)])
def test_a_kind_carries_what_it_says_and_nothing_else(cast: Cast, facts: Facts) -> None:
    with pytest.raises(FactNotAllowed):
        tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=facts, at=AT)


def test_what_nobody_declared_is_not_said(cast: Cast) -> None:
    with pytest.raises(UnknownKind):
        tell(grant=grant(), client=cast.number("lin"), kind="tests.nothing", at=AT)
