"""How a roster's plan is written: in large strokes, so that twenty thousand rows stay few statements.

A part of the roster services; it asks nobody and records nothing by itself.
"""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, SchoolYear, Student
from xinqiao.register.people.pinyin import initials, sort_key
from xinqiao.register.people.roster.classes import ClassLabel
from xinqiao.register.people.roster.plan import Change, Plan
from xinqiao.register.people.selectors.rosters import Year
from xinqiao.register.people.services.clients import Key, number_people

BATCH = 1000

Classes = dict[ClassLabel, SchoolClass]
Progress = Callable[[int], None]


def write_plan(plan: Plan, year: Year, *, left_on: date, progress: Progress = lambda students: None) -> None:
    """Write everything a plan says; call within one transaction, numbers having been prepared."""
    classes = _classes(year, {change.label for change in plan.changes if change.label})
    new = [change for change in plan.changes if change.pk is None]
    known = [change for change in plan.changes if change.pk is not None]
    students = [_student(change, classes) for change in new]
    for start in range(0, len(students), BATCH):
        Student.objects.bulk_create(students[start : start + BATCH])
        progress(min(start + BATCH, len(students)))
    owners = [*zip((student.pk for student in students), new, strict=True)]
    owners += [(change.pk, change) for change in known if change.pk]
    guardians = [guardian for owner, change in owners for guardian in _guardians(owner, change)]
    Guardian.objects.bulk_create(guardians, batch_size=BATCH)
    _change_known(known, classes)
    Student.objects.filter(pk__in=plan.leavers).update(left_on=left_on)
    number_people(_keys(students, guardians))


def _keys(students: Iterable[Student], guardians: Iterable[Guardian]) -> list[Key]:
    keys: list[Key] = [(ClientKind.STUDENT, student.pk) for student in students]
    return keys + [(ClientKind.GUARDIAN, guardian.pk) for guardian in guardians]


def _classes(year: Year, labels: set[ClassLabel]) -> Classes:
    """The classes of this year by label; those that are new, and the year itself, are made."""
    if not labels:
        return {}
    if year.pk is None:
        made = SchoolYear.objects.create(name=year.name, starts_on=year.starts_on, ends_on=year.ends_on)
        pk = made.pk
    else:
        pk = year.pk
    found = {ClassLabel(row.grade, row.number): row for row in SchoolClass.objects.filter(year=pk)}
    lacking = [SchoolClass(year_id=pk, grade=label.grade, number=label.number) for label in sorted(labels - set(found))]
    SchoolClass.objects.bulk_create(lacking)
    return found | {ClassLabel(row.grade, row.number): row for row in lacking}


def _student(change: Change, classes: Classes) -> Student:
    name = change.name or ""
    return Student(
        student_number=change.student_number,
        name=name,
        sort_key=sort_key(name),
        initials=initials(name),
        sex=change.sex or "",
        birth_date=change.birth_date,
        school_class=classes[change.label] if change.label else None,
    )


def _guardians(owner: UUID, change: Change) -> list[Guardian]:
    return [
        Guardian(student_id=owner, name=entry.name, relation=entry.relation, phones=list(entry.phones))
        for entry in change.new_guardians
    ]


def _change_known(changes: list[Change], classes: Classes) -> None:
    """Move whole classes at once; change details one by one, for they are few."""
    moved: dict[ClassLabel, list[UUID]] = {}
    for change in changes:
        if change.label and change.pk:
            moved.setdefault(change.label, []).append(change.pk)
    for label, pks in moved.items():
        Student.objects.filter(pk__in=pks).update(school_class=classes[label])
    Student.objects.filter(pk__in=[change.pk for change in changes if change.returns and change.pk]).update(
        left_on=None
    )
    for change in changes:
        if change.pk and (details := _details(change)):
            Student.objects.filter(pk=change.pk).update(**details)
    _change_phones(changes)


def _details(change: Change) -> dict[str, str | date]:
    details: dict[str, str | date] = {}
    if change.name is not None:
        details |= {"name": change.name, "sort_key": sort_key(change.name), "initials": initials(change.name)}
    if change.sex is not None:
        details["sex"] = change.sex
    if change.birth_date is not None:
        details["birth_date"] = change.birth_date
    return details


def _change_phones(changes: list[Change]) -> None:
    phones = {guardian.pk: guardian.phones for change in changes for guardian in change.changed_guardians}
    for guardian in Guardian.objects.filter(pk__in=list(phones)):
        guardian.phones = list(phones[guardian.pk])
        guardian.save(update_fields=["phones"])
