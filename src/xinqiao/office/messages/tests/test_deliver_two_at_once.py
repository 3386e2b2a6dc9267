"""Two workers at one message: it is sent once, whatever the move."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import PROGRAM
from xinqiao.office.messages.models import Delivery
from xinqiao.office.messages.selectors import EMAIL
from xinqiao.office.messages.services import choose_way, deliver, tell
from xinqiao.office.messages.states import MOVES, DeliveryOver, DeliveryState, check_move
from xinqiao.office.messages.tests.builders import AT, FACTS, REMINDER, choose, grant

AtOnce = Callable[..., list[object]]


@pytest.mark.parametrize("wanted", sorted(MOVES[DeliveryState.WAITING]))
def test_two_workers_end_a_delivery_once(
    fresh_cast: Cast, at_once: AtOnce, settings: Settings, mailoutbox: list[EmailMessage], wanted: str
) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    choose(fresh_cast, "lin", EMAIL, "lin@mail.example")
    message = tell(grant=grant(), client=fresh_cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    if wanted == DeliveryState.GIVEN_UP:
        choose(fresh_cast, "lin", "in_app", "")
    waiting = Delivery.objects.get(message=message)

    done = at_once(*[lambda: deliver(actor=PROGRAM, delivery=waiting.pk, at=AT)] * 2)

    assert sorted(map(bool, done)) == [False, True]
    assert Delivery.objects.get(pk=waiting.pk).state == wanted
    assert len(mailoutbox) == (1 if wanted == DeliveryState.SENT else 0)


def test_two_windows_choose_at_once_and_one_choice_holds(fresh_cast: Cast, at_once: AtOnce, settings: Settings) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    actor = own_actor(fresh_cast, "lin")
    done = at_once(
        *[
            lambda address=address: choose_way(actor=actor, way=EMAIL, address=address, family=False, at=AT)
            for address in ("a@mail.example", "b@mail.example")
        ]
    )

    assert not [one for one in done if isinstance(one, Exception)]


@pytest.mark.parametrize("state", [state for state, ways in MOVES.items() if not ways])
def test_what_is_over_stays_over(state: DeliveryState) -> None:
    with pytest.raises(DeliveryOver):
        check_move(state, DeliveryState.SENT)
