"""What may be counted about those behind client numbers: kind, grade and sex. No name is read, no row is locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xinqiao.register.people.models import ClientKind, ClientLink, SchoolClass, Student
from xinqiao.register.people.models.clients import number_index

LOWEST, HIGHEST = 1, 12


@dataclass(frozen=True)
class Traits:
    """What is counted about somebody; `grade` is that of the class, in the year that began on `since`."""

    kind: ClientKind
    sex: str = ""
    grade: int | None = None
    since: date | None = None

    def grade_in(self, year: date) -> int | None:
        """The grade in the school year that began on this day; classes move up by one a year."""
        if self.grade is None or self.since is None:
            return None
        then = self.grade - (self.since.year - year.year)
        return then if LOWEST <= then <= HIGHEST else None


def traits_behind(numbers: Iterable[UUID]) -> dict[UUID, Traits]:
    """What is counted about each number, in two statements however many there are."""
    indexes = [number_index(number) for number in set(numbers)]
    pair = ClientLink._meta.get_field("pair")
    found: dict[UUID, Traits] = {}
    students: dict[UUID, UUID] = {}
    for row, sealed in ClientLink.objects.filter(number_index__in=indexes).values_list("pk", "pair"):
        link = pair.open_for(row, sealed)
        kind, number = ClientKind(link["kind"]), UUID(link["number"])
        found[number] = Traits(kind)
        if kind is ClientKind.STUDENT:
            students[UUID(link["person"])] = number
    rows = Student.objects.filter(pk__in=students)
    for pk, sex, grade, since in rows.values_list("pk", "sex", "school_class__grade", "school_class__year__starts_on"):
        found[students[pk]] = Traits(ClientKind.STUDENT, sex, grade, since)
    return found


def grades_taught() -> list[int]:
    """Every grade that has had a class."""
    return sorted(set(SchoolClass.objects.values_list("grade", flat=True)))
