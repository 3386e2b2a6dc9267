"""The invented school's papers: its counsellors have everything, and one certificate runs out in forty days."""

from datetime import date, datetime, timedelta

from xinqiao.core.access import Actor
from xinqiao.register.credentials.models import AgreementText, QualificationKind
from xinqiao.register.credentials.services import add_qualification, sign_agreement
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import actor_for

COUNSELLORS, OTHERS = ("shen", "xu"), ("bai",)
RUNS_OUT_IN = {("shen", QualificationKind.CERTIFICATE): timedelta(days=40)}
SHOWN = {
    QualificationKind.DEGREE: ("应用心理学学士", "虚构师范大学"),
    QualificationKind.CERTIFICATE: ("学校心理辅导员证书", "虚构市教育局"),
    QualificationKind.TRAINING: ("岗前培训 40 学时", "虚构市教师进修学校"),
}


def show_papers(staff: dict[str, Staff], on: date, at: datetime) -> None:
    """What the director has entered and the principal has seen."""
    director = actor_for(staff["xu"].pk, on)
    for key in COUNSELLORS:
        for place, kind in enumerate(QualificationKind, start=1):
            _show(director, staff, key, kind, number=f"XG-{key.upper()}-{place:03d}", on=on, at=at)
    for key in (*COUNSELLORS, *OTHERS):
        sign_agreement(
            actor=director,
            staff=staff[key].pk,
            text=AgreementText.SHEET_1,
            signed_on=on - timedelta(days=300),
            until=on + timedelta(days=700),
            seen_by=staff["he"].pk,
            at=at,
        )


def _show(
    director: Actor, staff: dict[str, Staff], key: str, kind: QualificationKind, *, number: str, on: date, at: datetime
) -> None:
    name, issuer = SHOWN[kind]
    lasts = RUNS_OUT_IN.get((key, kind))
    add_qualification(
        actor=director,
        staff=staff[key].pk,
        kind=kind,
        name=name,
        issuer=issuer,
        number=number,
        valid_from=on - timedelta(days=1000),
        valid_to=on + lasts if lasts else None,
        seen_by=staff["he"].pk,
        at=at,
    )
