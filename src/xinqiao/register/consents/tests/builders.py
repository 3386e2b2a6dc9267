"""Short ways to a consent, as a counsellor enters it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.register.consents import services
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Giver, Purpose

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
        "client": cast.number(name),
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
