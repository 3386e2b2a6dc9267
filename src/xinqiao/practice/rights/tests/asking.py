"""Asking and answering in few words."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.cast import NOW, Cast
from tests.families import Families
from tests.own_door import own_actor
from xinqiao.core.access import Actor
from xinqiao.practice.rights import services
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.rights.rules import Decision, Right
from xinqiao.practice.rights.services import Asked, Said

LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=60)
AN_ANSWER = "我们看过了。沈老师那天是来准备下一次谈话的。"


def asks(
    people: Cast | Families,
    name: str,
    right: Right = Right.KNOW,
    text: str = "我想问一问。",
    *,
    known: bool = True,
    client: UUID | None = None,
    at: Any = NOW,
    **more: Any,
) -> RightsRequest:
    """Somebody asks at the own door: about themselves, or `client`."""
    actor = own_actor(people, name, known=known)
    assert actor.pk is not None
    asked = Asked(right=right, text=text, **more)
    return services.ask(actor=actor, client=client or actor.pk, asked=asked, token=uuid4(), at=at)


def answers(
    actor: Actor, request: RightsRequest, decision: Decision = Decision.GRANTED, at: Any = LATER, **more: Any
) -> RightsRequest:
    """Somebody answers."""
    said = Said(decision, more.pop("words", AN_ANSWER), **more)
    return services.answer_request(actor=actor, request=request.pk, said=said, at=at)
