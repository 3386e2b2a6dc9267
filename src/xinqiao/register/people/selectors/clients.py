"""From a person to the number, and back. Reads without locks: a lock would leave a trace that joins the two."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from xinqiao.register.people.models import ClientKind, ClientLink, Guardian, Outsider, Staff, Student
from xinqiao.register.people.models.clients import number_index, person_index
from xinqiao.register.people.models.school import class_label
from xinqiao.register.people.models.students import Relation


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
    """Who stands behind each number: one statement for the links and one for all kinds of people together."""
    wanted = [number_index(number) for number in set(numbers)]
    if not wanted:
        return {}
    found: dict[UUID, tuple[ClientKind, UUID]] = {}
    for link in ClientLink.objects.filter(number_index__in=wanted):
        found[UUID(link.pair["person"])] = (ClientKind(link.pair["kind"]), UUID(link.pair["number"]))
    return {row.number: row for row in _persons(found)}


def person_behind(number: UUID) -> Person | None:
    """Who stands behind one number; None where nobody does, or nobody any more."""
    return people_behind([number]).get(number)


def _persons(found: dict[UUID, tuple[ClientKind, UUID]]) -> Iterator[Person]:
    kinds = {kind: [pk for pk, (one, _) in found.items() if one is kind] for kind, _ in found.values()}
    parts = [_PARTS[kind](pks) for kind, pks in kinds.items()]
    if not parts:
        return
    for pk, name, sealed, grade, class_number, left_on, relation, student in parts[0].union(*parts[1:], all=True):
        kind, number = found[pk]
        match kind:
            case ClientKind.STUDENT:
                detail = _student_detail(grade, class_number, left_on)
            case ClientKind.GUARDIAN:
                detail = _guardian_detail(student, relation)
            case _:
                detail = str(kind.label)
        yield Person(number, kind, pk, name or _SEALED_NAME.open_for(pk, sealed), detail)


_SEALED_NAME = Outsider._meta.get_field("name")
_COLUMNS = {
    "a_name": models.CharField(),
    "b_sealed": models.BinaryField(),
    "c_grade": models.PositiveSmallIntegerField(),
    "d_number": models.PositiveSmallIntegerField(),
    "e_left_on": models.DateField(),
    "f_relation": models.CharField(),
    "g_student": models.CharField(),
}


def _part(rows: QuerySet[Any], pks: list[UUID], **columns: str) -> QuerySet[Any, Any]:
    """The rows of one kind with all columns of the union; what a kind does not have is null."""
    given = {
        name: Cast(F(columns[name]) if name in columns else Value(None), output_field=field)
        for name, field in _COLUMNS.items()
    }
    found: QuerySet[Any, Any] = rows.filter(pk__in=pks).annotate(**given).values_list("pk", *_COLUMNS)
    return found


_PARTS: dict[ClientKind, Callable[[list[UUID]], QuerySet[Any, Any]]] = {
    ClientKind.STUDENT: lambda pks: _part(
        Student.objects.all(),
        pks,
        a_name="name",
        c_grade="school_class__grade",
        d_number="school_class__number",
        e_left_on="left_on",
    ),
    ClientKind.GUARDIAN: lambda pks: _part(
        Guardian.objects.all(), pks, a_name="name", f_relation="relation", g_student="student__name"
    ),
    ClientKind.STAFF: lambda pks: _part(Staff.objects.all(), pks, a_name="name"),
    ClientKind.OUTSIDER: lambda pks: _part(Outsider.objects.all(), pks, b_sealed="name"),
}


def detail_of(student: Student) -> str:
    """The second line under a student's name."""
    own = student.school_class
    return _student_detail(own.grade if own else None, own.number if own else None, student.left_on)


def guardian_detail(guardian: Guardian) -> str:
    """The second line under a guardian's name."""
    return _guardian_detail(guardian.student.name, guardian.relation)


def _student_detail(grade: int | None, number: int | None, left_on: date | None) -> str:
    if left_on:
        return _("已离校")
    if grade is None or number is None:
        return _("未分班")
    return class_label(grade, number)


def _guardian_detail(student: str, relation: str) -> str:
    return _("%(student)s 的%(relation)s") % {"student": student, "relation": Relation(relation).label}
