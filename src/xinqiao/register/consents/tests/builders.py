"""Short ways to a consent, as a counsellor enters it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.models import Consent, ConsentRequest
from xinqiao.register.consents.rules import Circumstances, Giver, Purpose, Signature

MOTHER = {"name": "王女士", "relation": "母亲"}


def in_days(days: int) -> date:
    """A day counted from the day of the tests."""
    return A_SCHOOL_DAY + timedelta(days=days)


def signed(
    cast: Cast, name: str, given_by: Giver = Giver.CLIENT, purpose: Purpose = Purpose.COUNSELLING, **more: Any
) -> Consent:
    """Shen received a signed form."""
    values: dict[str, Any] = {
        "actor": cast.actor("shen"),
        "client": more.get("client") or cast.number(name),
        "signed_on": in_days(-1),
        "valid_until": None,
        "detail": MOTHER if given_by is Giver.GUARDIAN else None,
        "token": uuid4(),
        "at": NOW,
    } | more
    return services.record_paper_consent(purpose=purpose, given_by=given_by, **values)


def said(cast: Cast, name: str, given_by: Giver = Giver.CLIENT, **more: Any) -> Consent:
    """Somebody agreed by word of mouth, and Shen wrote it down."""
    values: dict[str, Any] = {
        "actor": cast.actor("shen"),
        "client": cast.number(name),
        "reason": "家长在外地",
        "detail": MOTHER if given_by is Giver.GUARDIAN else None,
        "token": uuid4(),
        "at": NOW,
    } | more
    return services.note_verbal_consent(given_by=given_by, **values)


def complete(cast: Cast, name: str) -> None:
    """Everything for counselling, on paper."""
    signed(cast, name)
    if name in cast.students:
        signed(cast, name, Giver.GUARDIAN)


def taken_back(cast: Cast, name: str, by: Giver = Giver.CLIENT, purpose: Purpose = Purpose.COUNSELLING) -> None:
    """Somebody takes it back."""
    services.withdraw(
        actor=cast.actor("shen"), client=cast.number(name), purpose=purpose, by=by, how="当面说的", at=NOW
    )


NAME = Signature(name="林晚舟")


def asked(
    cast: Cast, number: UUID, purpose: Purpose = Purpose.COUNSELLING, guardian: UUID | None = None, **more: Any
) -> ConsentRequest:
    """Shen asks somebody to decide on their own page."""
    note = "录下来给督导老师听，听完就销毁。" if purpose in services.NAMES_THE_USE else ""
    values: dict[str, Any] = {
        "actor": cast.actor("shen"),
        "note": note,
        "valid_until": None,
        "token": uuid4(),
        "at": NOW,
    } | more
    return services.ask_on_screen(client=number, purpose=purpose, guardian=guardian, **values)


def says_yes(actor: Actor, request: ConsentRequest, at: datetime = NOW) -> Consent:
    """Somebody reads the question and signs."""
    shown = selectors.own_request(actor, request.pk, local(at).date())
    return services.agree(actor=actor, request=request.pk, signature=NAME, digest=shown.question.digest, at=at)


def written(cast: Cast, number: UUID, here: Circumstances, why: str = "父母分开了，约好的。") -> None:
    """Shen writes down whom to ask."""
    reported = "10 月 15 日报告派出所和教育局。" if here.ground else ""
    services.write_situation(
        actor=cast.actor("shen"), client=number, circumstances=here, why=why, reported=reported, at=NOW
    )
