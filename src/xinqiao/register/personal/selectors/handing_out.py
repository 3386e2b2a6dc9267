"""What the desk sees of the own door: classes and people to hand slips to. Who uses an account is seen by nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q
from django.http import HttpRequest
from django.urls import reverse

from xinqiao.core.access import Actor, Missing
from xinqiao.core.hooks import Hook
from xinqiao.register.consents.selectors import on_who_serves
from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, Student
from xinqiao.register.people.models.students import Relation
from xinqiao.register.people.selectors import client_number, person_behind
from xinqiao.register.personal import policy
from xinqiao.register.personal.models import DoorRules, SlipPrint
from xinqiao.register.personal.policy import Served
from xinqiao.register.personal.rules import old_enough

# Asked with `(client)` which staff meet a client, cases apart: known above this tier.
on_who_meets: Hook[[UUID], Collection[UUID]] = Hook()
# Of guardians those who may stand for the child. Whoever is barred, or only named on the roster, is handed nothing.
STANDS = Q(may_be_contacted=True) & (Q(has_custody=True) | Q(relation=Relation.DELEGATED))


@dataclass(frozen=True)
class ClassLine:
    """A class with whom slips would be printed for, and when they were last."""

    school_class: SchoolClass
    pupils: int
    too_young: int
    guardians: int
    printed_at: datetime | None


@dataclass(frozen=True)
class PersonLine:
    """A pupil and the guardians, each with whether there is a slip for them."""

    student: Student
    old_enough: bool
    guardians: tuple[Guardian, ...]


def class_lines(actor: Actor, rules: DoorRules, year: UUID | None, on: date) -> list[ClassLine]:
    """The classes of a year; nothing for whoever hands out no slips."""
    if not policy.may_hand_out_slips(actor):
        return []
    classes = SchoolClass.objects.filter(year=year).order_by("grade", "number")
    pupils: dict[UUID, list[bool]] = {}
    rows = Student.objects.filter(school_class__year=year, left_on=None)
    for own, born, grade in rows.values_list("school_class", "birth_date", "school_class__grade"):
        pupils.setdefault(own, []).append(old_enough(born, grade, rules.lowest_age, on))
    adults = Guardian.objects.filter(STANDS, student__school_class__year=year, student__left_on=None)
    of_class: dict[UUID, int] = {}
    for own in adults.values_list("student__school_class", flat=True):
        of_class[own] = of_class.get(own, 0) + 1
    printed = dict(
        SlipPrint.objects.filter(school_class__year=year)
        .values("school_class")
        .annotate(last=Max("made_at"))
        .values_list("school_class", "last")
    )
    return [
        ClassLine(
            one,
            sum(pupils.get(one.pk, [])),
            len(pupils.get(one.pk, [])) - sum(pupils.get(one.pk, [])),
            of_class.get(one.pk, 0) if rules.guardians else 0,
            printed.get(one.pk),
        )
        for one in classes
    ]


def people_of_class(
    actor: Actor, school_class: UUID, rules: DoorRules, on: date
) -> tuple[SchoolClass, list[PersonLine]]:
    """A class, to make one new slip for somebody of it. Raises `Missing`."""
    found = SchoolClass.objects.filter(pk=school_class).first()
    if found is None or not policy.may_hand_out_slips(actor):
        raise Missing("people.schoolclass", school_class)
    students = Student.objects.filter(school_class=school_class, left_on=None).order_by("sort_key", "pk")
    adults: dict[UUID, list[Guardian]] = {}
    if rules.guardians:
        rows = Guardian.objects.filter(STANDS, student__in=students)
        for one in rows.defer("phones", "restriction").order_by("name", "pk"):
            adults.setdefault(one.student_id, []).append(one)
    lines = [
        PersonLine(one, old_enough(one.birth_date, found.grade, rules.lowest_age, on), tuple(adults.get(one.pk, [])))
        for one in students
    ]
    return found, lines


def served(client: UUID) -> tuple[str, Served]:
    """A client's name, and who of the staff serves or meets them; a guardian's child counts. Raises `Missing`."""
    person = person_behind(client)
    if person is None:
        raise Missing("people.client", client)
    numbers = {client}
    if person.kind is ClientKind.GUARDIAN:
        child = Guardian.objects.values_list("student", flat=True).get(pk=person.pk)
        of_child = client_number(ClientKind.STUDENT, child)
        numbers |= {of_child} if of_child else set()
    by: set[UUID] = set()
    for number in numbers:
        by.update(*on_who_serves.call(number), *on_who_meets.call(number))
    return person.name, Served(person.kind, frozenset(by))


def slip_address(request: HttpRequest) -> str:
    """The address that stands on the slips: what the school has set, or else the one by which it is being printed."""
    rules = DoorRules.objects.first()
    return (rules.address if rules else "") or request.build_absolute_uri(reverse("pages:me"))
