"""Whom to ask for one client, as it lies under the seal, and who of a pupil's guardians may consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from xinqiao.register.consents import rules
from xinqiao.register.consents.models import Situation
from xinqiao.register.consents.rules import ORDINARY, Band, Carer, Circumstances, Ground, HowMany
from xinqiao.register.people.models import ClientKind, Guardian
from xinqiao.register.people.models.students import Relation
from xinqiao.register.people.selectors import Person, client_number


def circumstances_in(detail: dict[str, Any]) -> Circumstances:
    """What was written down, as the rules take it."""
    return Circumstances(
        how_many=HowMany(detail.get("how_many", HowMany.ANY.value)),
        barred=frozenset(UUID(pk) for pk in detail.get("barred", [])),
        delegated=frozenset(
            (UUID(pk), date.fromisoformat(until) if until else None) for pk, until in detail.get("delegated", [])
        ),
        is_unable=bool(detail.get("is_unable")),
        ground=Ground(detail["ground"]) if detail.get("ground") else None,
    )


def as_detail(here: Circumstances) -> dict[str, Any]:
    """The same as it goes under the seal, beside the reasons."""
    return {
        "how_many": here.how_many.value,
        "barred": sorted(str(pk) for pk in here.barred),
        "delegated": sorted([str(pk), until.isoformat() if until else None] for pk, until in here.delegated),
        "is_unable": here.is_unable,
        "ground": here.ground.value if here.ground else None,
    }


@dataclass(frozen=True)
class SituationPage:
    """Whom a counsellor decides about: one pupil and the adults of the register."""

    client: UUID
    name: str
    detail: str
    carers: list[Guardian]


def situation_page(person: Person) -> SituationPage:
    """One pupil with every guardian and carer, barred ones too; the rules have been asked."""
    return SituationPage(person.number, person.name, person.detail, list(light_guardians(person.pk)))


def situation_of(client: UUID) -> Situation | None:
    """What was written down for a client, if anything was."""
    return Situation.objects.filter(client=client).first()


def circumstances_of(client: UUID) -> Circumstances:
    """Whom to ask for a client."""
    row = situation_of(client)
    return circumstances_in(row.detail) if row else ORDINARY


def carers_of(student: UUID) -> list[Carer]:
    """A pupil's guardians and carers, as the rules look at them."""
    return [carer_of(row) for row in light_guardians(student)]


def carer_of(guardian: Guardian) -> Carer:
    """One guardian, as the rules look."""
    is_delegated = guardian.relation == Relation.DELEGATED
    return Carer(guardian.pk, guardian.has_custody, guardian.may_be_contacted, is_delegated)


def may_act_for(guardian: Guardian, on: date) -> UUID | None:
    """The child's client number, where this guardian may act for the child on a day; None for whoever may not.

    Asks for custody or a delegation in writing, that nobody is barred, that the child is at
    this school and not of age: at eighteen the guardian's part ends by itself. The guardian
    comes with the `student` and its class.
    """
    child, own = guardian.student, guardian.student.school_class
    band = rules.band_of(ClientKind.STUDENT, child.birth_date, own.grade if own else None, on)
    if child.left_on is not None or band is Band.ADULT or not guardian.may_be_contacted:
        return None
    number = client_number(ClientKind.STUDENT, child.pk)
    if number is None or not rules.may_consent_for(carer_of(guardian), band, circumstances_of(number), on):
        return None
    return number


def who_may_consent(carers: Iterable[Carer], band: Band, here: Circumstances, on: date) -> frozenset[UUID]:
    """Which of a pupil's guardians may be asked."""
    return frozenset(one.pk for one in carers if rules.may_consent_for(one, band, here, on))


def light_guardians(student: UUID) -> QuerySet[Guardian]:
    """A pupil's guardians without what lies under the seal."""
    columns = ("pk", "has_custody", "may_be_contacted", "relation", "name")
    return Guardian.objects.filter(student=student).only(*columns).order_by("name", "pk")
