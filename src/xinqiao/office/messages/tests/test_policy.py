"""Who may see which message, as a table; and the filter says what the rule says."""

from uuid import UUID, uuid4

import pytest

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.access import PROGRAM, Actor, Held, Post
from xinqiao.office.messages import policy
from xinqiao.office.messages.models import Message
from xinqiao.office.messages.services import tell
from xinqiao.office.messages.tests.builders import AT, FACTS, REMINDER, grant


def told(cast: Cast, made_in: UUID | None = None) -> Message:
    return tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, made_in=made_in, at=AT)


def test_a_message_is_for_its_client_and_for_what_they_started(cast: Cast) -> None:
    start, number = uuid4(), cast.number("lin")
    student = frozenset({Held(Post.STUDENT)})
    rows = {"desk": told(cast), "own": told(cast, start), "older": told(cast, uuid4())}
    table: dict[str, tuple[Actor, set[str]]] = {
        "known": (Actor(number, student, start=start, is_known=True), {"desk", "own", "older"}),
        "slip": (Actor(number, student, start=start), {"own"}),
        "without a start": (Actor(number, student), set()),
        "somebody else": (Actor(cast.number("batel"), student, start=start, is_known=True), set()),
        "mother": (own_actor(cast, "mother"), set()),
        "counsellor": (cast.actor("shen"), set()),
        "director": (cast.actor("xu"), set()),
        "class teacher": (cast.actor("qin"), set()),
        "program": (PROGRAM, set()),
    }

    for who, (actor, sees) in table.items():
        by_rule = {key for key, row in rows.items() if policy.may_see_message(actor, row)}
        by_filter = {key for key, row in rows.items() if Message.objects.filter(policy.own_messages(actor), pk=row.pk)}
        assert by_rule == by_filter == sees, who


@pytest.mark.parametrize(("name", "runs"), [("xu", True), ("shen", False), ("he", False), ("ma", False)])
def test_the_director_decides_what_messages_name(cast: Cast, name: str, runs: bool) -> None:
    assert policy.may_run_messages(cast.actor(name)) is runs


def test_only_who_came_by_the_own_door_has_messages(cast: Cast) -> None:
    assert policy.may_have_messages(own_actor(cast, "lin"))
    assert policy.may_have_messages(own_actor(cast, "mother"))
    assert not policy.may_have_messages(cast.actor("shen"))


def test_the_program_alone_sends_and_forgets() -> None:
    assert policy.may_deliver(PROGRAM, None)  # type: ignore[arg-type]
    assert policy.may_forget(PROGRAM, None)  # type: ignore[arg-type]
