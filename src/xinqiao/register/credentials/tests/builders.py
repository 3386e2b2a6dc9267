"""Short ways to enter somebody's papers."""

from datetime import date, timedelta
from typing import Any

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.register.credentials import services
from xinqiao.register.credentials.models import (
    AgreementText,
    ConfidentialityAgreement,
    Qualification,
    QualificationKind,
)

LONG_AGO = A_SCHOOL_DAY - timedelta(days=900)
KINDS = tuple(QualificationKind)


def in_days(days: int) -> date:
    """A day counted from the day of the tests."""
    return A_SCHOOL_DAY + timedelta(days=days)


def qualify(
    cast: Cast, name: str, kind: QualificationKind = QualificationKind.CERTIFICATE, **more: Any
) -> Qualification:
    """The director enters something that the principal has seen."""
    values: dict[str, Any] = {
        "name": "心理健康教育教师资格",
        "issuer": "市教育局",
        "number": "ZS-2024-0715",
        "valid_from": LONG_AGO,
        "valid_to": None,
        "seen_by": cast.staff["he"].pk,
        "at": NOW,
    } | more
    return services.add_qualification(actor=cast.actor("xu"), staff=cast.staff[name].pk, kind=kind, **values)


def sign(cast: Cast, name: str, **more: Any) -> ConfidentialityAgreement:
    """The director enters a promise of secrecy that the principal has seen."""
    values: dict[str, Any] = {
        "text": AgreementText.SHEET_1,
        "signed_on": LONG_AGO,
        "until": None,
        "seen_by": cast.staff["he"].pk,
        "at": NOW,
    } | more
    return services.sign_agreement(actor=cast.actor("xu"), staff=cast.staff[name].pk, **values)


def complete(cast: Cast, name: str, *, but: tuple[str, ...] = ()) -> None:
    """Everything that a counsellor needs, without end, but for what is named."""
    for kind in KINDS:
        if kind.value not in but:
            qualify(cast, name, kind)
    if "agreement" not in but:
        sign(cast, name)
