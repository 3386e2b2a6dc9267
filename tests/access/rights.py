"""A request that somebody knocks at, from both doors."""

from uuid import uuid4

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.clock import now
from xinqiao.practice.rights.rules import Right
from xinqiao.practice.rights.services import Asked, ask


def asked_by_right(cast: Cast) -> dict[str, object]:
    """Lin wants to know what is kept; Shen owes the answer."""
    actor = own_actor(cast, "lin")
    assert actor.pk is not None
    made = ask(actor=actor, client=actor.pk, asked=Asked(Right.KNOW), token=uuid4(), at=now())
    return {"rights.pk": made.pk, "rights:ask.kind": Right.COMPLAINT.value}
