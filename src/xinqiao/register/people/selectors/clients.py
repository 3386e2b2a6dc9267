"""From a person to the number, and back. Reads without locks: a lock would leave a trace that joins the two."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.register.people.models import ClientKind, ClientLink, Guardian, Outsider, Staff, Student
from xinqiao.register.people.models.clients import number_index, person_index
from xinqiao.register.people.models.school import class_label


@dataclass(frozen=True)
class Person:
    """Who stands behind a number, in the words a list shows."""

    number: UUID
    kind: ClientKind
    pk: UUID
    name: str
    detail: str


def client_number(kind: str, person: UUID) -> UUID | None:
    """The number of a person; None for somebody who is not on the register."""
    return client_numbers([(kind, person)]).get(person)


def client_numbers(people: Iterable[tuple[str, UUID]]) -> dict[UUID, UUID]:
    """The numbers of several people, by person."""
    indexes = [person_index(kind, person) for kind, person in people]
    links = ClientLink.objects.filter(person_index__in=indexes)
    return {UUID(link.pair["person"]): UUID(link.pair["number"]) for link in links}


def people_behind(numbers: Iterable[UUID]) -> dict[UUID, Person]:
    """Who stands behind each number: one statement for the links and one for each kind of person."""
    links = ClientLink.objects.filter(number_index__in=[number_index(number) for number in set(numbers)])
    by_kind: dict[ClientKind, dict[UUID, UUID]] = {}
    for link in links:
        pair = link.pair
        by_kind.setdefault(ClientKind(pair["kind"]), {})[UUID(pair["person"])] = UUID(pair["number"])
    return {
        people[pk]: Person(people[pk], kind, pk, name, detail)
        for kind, people in by_kind.items()
        for pk, name, detail in _FINDERS[kind](list(people))
    }


Row = tuple[UUID, str, str]


def _students(pks: list[UUID]) -> list[Row]:
    rows = Student.objects.filter(pk__in=pks).select_related("school_class").only("name", "school_class", "left_on")
    return [(row.pk, row.name, detail_of(row)) for row in rows]


def _guardians(pks: list[UUID]) -> list[Row]:
    rows = Guardian.objects.filter(pk__in=pks).select_related("student").only("name", "relation", "student__name")
    return [(row.pk, row.name, guardian_detail(row)) for row in rows]


def _staff(pks: list[UUID]) -> list[Row]:
    return [(row.pk, row.name, _("教职工")) for row in Staff.objects.filter(pk__in=pks).only("name")]


def _outsiders(pks: list[UUID]) -> list[Row]:
    return [(row.pk, row.name, _("校外人员")) for row in Outsider.objects.filter(pk__in=pks).only("id", "name")]


_FINDERS = {
    ClientKind.STUDENT: _students,
    ClientKind.GUARDIAN: _guardians,
    ClientKind.STAFF: _staff,
    ClientKind.OUTSIDER: _outsiders,
}


def detail_of(student: Student) -> str:
    """The second line under a student's name."""
    if student.left_on:
        return _("已离校")
    if student.school_class is None:
        return _("未分班")
    return class_label(student.school_class.grade, student.school_class.number)


def guardian_detail(guardian: Guardian) -> str:
    """The second line under a guardian's name."""
    return _("%(student)s 的%(relation)s") % {
        "student": guardian.student.name,
        "relation": guardian.get_relation_display(),
    }
