"""Who has left: known to the register, and missing from a file that covers their grade.

A file with one class in it says nothing about the others; a file in which a
fifth of a grade is missing is more likely the wrong file than an exodus.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from .classes import ClassLabel
from .entries import Entry
from .findings import Finding, Kind, Place, Reason

MANY = 0.2


@dataclass(frozen=True, slots=True)
class Leaving:
    """A known student, as far as leaving goes."""

    pk: UUID
    student_number: str
    name: str
    label: ClassLabel | None
    current: bool
    left: bool

    def expected_grade(self) -> int | None:
        """The grade this student would be in this year: last year's plus one."""
        if self.label is None:
            return None
        return self.label.grade + (not self.current)


@dataclass(slots=True)
class Leavers:
    """Who is to be marked as having left, and what is said about it."""

    pks: list[UUID] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_leavers(entries: Sequence[Entry], known: Iterable[Leaving], confirmed: Collection[str]) -> Leavers:
    """Go grade by grade through those whom the file does not name."""
    here = [student for student in known if not student.left]
    in_file = {entry.student_number for entry in entries}
    labels = {label for entry in entries if (label := _label(entry))}
    grades = {label.grade for label in labels}
    top = max((grade for student in here if (grade := student.expected_grade())), default=0)
    found = Leavers()
    for grade in range(1, top + 1):
        expected = [student for student in here if student.expected_grade() == grade]
        missing = [student for student in expected if student.student_number not in in_file]
        if not missing:
            continue
        if grade in grades:
            _judge(found, grade, expected, missing, labels, confirmed)
        elif _graduated(grade, here, grades):
            _leave(found, missing, Reason.GRADUATED)
    return found


def _label(entry: Entry) -> ClassLabel | None:
    return entry.label or (entry.guess.label if entry.guess else None)


def _judge(
    found: Leavers,
    grade: int,
    expected: list[Leaving],
    missing: list[Leaving],
    labels: Collection[ClassLabel],
    confirmed: Collection[str],
) -> None:
    """Mark the missing of a grade, ask about many, or say that only part of the grade was in the file."""
    params = {"grade": str(grade), "count": str(len(missing)), "of": str(len(expected))}
    if not _covers(grade, expected, labels):
        found.findings.append(Finding(Kind.NOTE, Reason.PART_OF_GRADE, Place(""), params))
        return
    guess = f"left-{grade}"
    if len(missing) > MANY * len(expected) and guess not in confirmed:
        found.findings.append(Finding(Kind.GUESS, Reason.MANY_NOT_IN_FILE, Place(""), params, guess))
        return
    _leave(found, missing, Reason.NOT_IN_FILE)


def _covers(grade: int, expected: list[Leaving], labels: Collection[ClassLabel]) -> bool:
    """Whether the file has every class of a grade.

    Classes of this year are compared by number. Last year's may have been
    merged or drawn anew, so that there it is enough that half of them remain.
    """
    in_file = {label.number for label in labels if label.grade == grade}
    now = {student.label.number for student in expected if student.current and student.label}
    before = {student.label.number for student in expected if not student.current and student.label}
    return now <= in_file and 2 * len(in_file) >= len(before)


def _graduated(grade: int, here: list[Leaving], grades: Collection[int]) -> bool:
    """Whether a grade has gone through the school.

    Last year's highest grade has no class this year, and the file has a place
    for every other grade of last year.
    """
    before = {student.label.grade for student in here if not student.current and student.label}
    if not before or grade != max(before) + 1:
        return False
    return {grade_before + 1 for grade_before in before if grade_before + 1 != grade} <= set(grades) and bool(grades)


def _leave(found: Leavers, missing: list[Leaving], reason: Reason) -> None:
    for student in missing:
        found.pks.append(student.pk)
        params = {"name": student.name, "number": student.student_number}
        if student.label:
            params |= {"grade": str(student.label.grade), "class": str(student.label.number)}
        found.findings.append(Finding(Kind.LEFT, reason, Place(""), params))
