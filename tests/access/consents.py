"""A question on somebody's own page, and something agreed to, for the world in which every address is asked for."""

from uuid import uuid4

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.clock import now, today
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.rules import Signature
from xinqiao.register.consents.selectors import own_request
from xinqiao.register.consents.services import agree, ask_on_screen, record_paper_consent


def a_question(cast: Cast) -> dict[str, object]:
    """Shen asks Lin about a test, and Lin has agreed on paper to be discussed."""
    actor, at = cast.actor("shen"), now()
    asked = ask_on_screen(
        actor=actor,
        client=cast.number("lin"),
        purpose=Purpose.TESTS,
        guardian=None,
        note="",
        valid_until=None,
        token=uuid4(),
        at=at,
    )
    agreed = record_paper_consent(
        actor=actor,
        client=cast.number("lin"),
        purpose=Purpose.DISCUSSION,
        given_by=Giver.CLIENT,
        signed_on=today(),
        valid_until=None,
        token=uuid4(),
        at=at,
    )
    lin = own_actor(cast, "lin")
    question = ask_on_screen(
        actor=actor,
        client=cast.number("lin"),
        purpose=Purpose.COUNSELLING,
        guardian=None,
        note="",
        valid_until=None,
        token=uuid4(),
        at=at,
    )
    digest = own_request(lin, question.pk, today()).question.digest
    signed = agree(actor=lin, request=question.pk, signature=Signature(name="林晚舟"), digest=digest, at=at)
    return {
        "pages:print-signed.consent": signed.pk,
        "consents:call-off.request_id": asked.pk,
        "told.request_id": asked.pk,
        "told.consent": agreed.pk,
    }
