"""Finding people as one types: by name, pinyin initials, full pinyin or student number."""

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from xinqiao.core.access import Actor
from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, SchoolYear, Staff, Student
from xinqiao.register.people.policy import may_receive_people, visible_students
from xinqiao.register.people.selectors.clients import detail_of, guardian_detail

LONGEST_QUERY = 60


@dataclass(frozen=True)
class Found:
    """Somebody who was found, in the words a list shows."""

    kind: ClientKind
    pk: UUID
    name: str
    detail: str

    @property
    def key(self) -> str:
        """What a form sends back: kind and id in one word."""
        return f"{self.kind.value}:{self.pk}"


def find_people(actor: Actor, query: str, limit: int = 10) -> list[Found]:
    """The first people who fit, students before others; nothing typed finds nobody.

    Whoever may not receive people finds only students that the policy shows, and no guardians or staff.
    """
    typed = _normal(query)
    if not typed:
        return []
    found = [Found(ClientKind.STUDENT, row.pk, row.name, detail_of(row)) for row in _students(actor, typed)[:limit]]
    if may_receive_people(actor) and len(found) < limit:
        found += [
            Found(ClientKind.STAFF, row.pk, row.name, "")
            for row in Staff.objects.filter(_fits(typed), left_on=None).order_by("sort_key", "pk")[:limit]
        ]
        found += [
            Found(ClientKind.GUARDIAN, row.pk, row.name, guardian_detail(row))
            for row in Guardian.objects.filter(name__startswith=typed)
            .select_related("student")
            .order_by("name", "pk")[:limit]
        ]
    return found[:limit]


def _students(actor: Actor, typed: str) -> QuerySet[Student]:
    rank = Case(
        When(name=typed, then=Value(0)),
        When(left_on=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        Student.objects.filter(visible_students(actor))
        .filter(_fits(typed) | Q(student_number__startswith=typed.upper()))
        .select_related("school_class")
        .order_by(rank, "sort_key", "pk")
    )


def _fits(typed: str) -> Q:
    """A name from its start or from its second character on; initials in any reading; full pinyin."""
    if not typed.isascii():
        return Q(name__contains=typed)
    lower = typed.lower().replace(" ", "")
    return Q(initials__startswith=lower) | Q(initials__contains=f" {lower}") | Q(sort_key__startswith=lower)


def _normal(query: str) -> str:
    return unicodedata.normalize("NFKC", query).replace("\u200b", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def classes_of_year(year: SchoolYear | None) -> list[SchoolClass]:
    """The classes of a year, in order."""
    return list(SchoolClass.objects.filter(year=year).order_by("grade", "number")) if year else []


def students_of_class(actor: Actor, school_class: UUID) -> QuerySet[Student]:
    """The students of one class whom this actor may see."""
    rows = Student.objects.filter(visible_students(actor), school_class=school_class, left_on=None)
    return rows.select_related("school_class").order_by("sort_key", "pk")
