"""The invented school's register: 1,500 students, their guardians, a small staff."""

from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from xinqiao.core.access import PROGRAM, Post
from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, SchoolYear, Staff, Student
from xinqiao.register.people.pinyin import initials, sort_key
from xinqiao.register.people.services import (
    add_staff,
    add_term,
    add_year,
    give_post,
    number_people,
    open_school,
    prepare_numbers,
)
from xinqiao.register.people.services.staff import Period
from xinqiao.web.demo.names import people, phone

SCHOOL = "心桥实验学校（虚构）"
# From then on a year has two whole months to show.
SAYS_ENOUGH = timedelta(days=61)
GRADES, CLASSES, PUPILS = range(7, 13), range(1, 7), 42
STAFF: dict[str, tuple[str, tuple[Post, ...]]] = {
    "shen": ("沈知微", (Post.COUNSELLOR,)),
    "xu": ("许静安", (Post.DIRECTOR, Post.COUNSELLOR)),
    "he": ("何望川", (Post.PRINCIPAL, Post.LEADING_GROUP)),
    "bai": ("白晓岚", (Post.KEEPER,)),
    "qin": ("秦若云", (Post.CLASS_TEACHER,)),
    "tang": ("唐立群", (Post.OFFICE,)),
    "ma": ("马德明", (Post.TECHNICIAN,)),
}


def school_year(on: date) -> tuple[Period, list[Period]]:
    """The school year of a day, September to August, with its two terms."""
    return year_from(on.year if on.month >= 8 else on.year - 1)


def year_from(first: int) -> tuple[Period, list[Period]]:
    """The school year that begins in this calendar year, with its two terms."""
    year = Period(f"{first}–{first + 1}", date(first, 8, 25), date(first + 1, 8, 24))
    terms = [
        Period("第一学期", date(first, 9, 1), date(first + 1, 1, 22)),
        Period("第二学期", date(first + 1, 2, 20), date(first + 1, 7, 9)),
    ]
    return year, terms


def make_school(at: datetime, on: date) -> dict[str, Staff]:
    """Fill the register; returns the staff by the short names of `STAFF`."""
    year, terms = school_year(on)
    open_school(actor=PROGRAM, name=SCHOOL, year=year, terms=terms, invented=True, at=at)
    classes = _make_classes()
    since = terms[0].starts_on if on >= terms[0].starts_on + SAYS_ENOUGH else _add_term_before(year, at)
    _enrol(classes, Random(20_260_901))
    return {key: _hire(name, posts, classes, since, at) for key, (name, posts) in STAFF.items()}


def _add_term_before(year: Period, at: datetime) -> date:
    """A year that has just begun has little to tell: one term of the year before; since then there is this staff."""
    before, (_first, term) = year_from(year.starts_on.year - 1)
    add_year(actor=PROGRAM, name=before.name, starts_on=before.starts_on, ends_on=before.ends_on, at=at)
    add_term(actor=PROGRAM, name=term.name, starts_on=term.starts_on, ends_on=term.ends_on, at=at)
    return term.starts_on


def _make_classes() -> list[SchoolClass]:
    year = SchoolYear.objects.get()
    rows = [SchoolClass(year=year, grade=grade, number=number) for grade in GRADES for number in CLASSES]
    return SchoolClass.objects.bulk_create(rows)


def _enrol(classes: list[SchoolClass], random: Random) -> None:
    names = people(random)
    students, guardians = [], []
    for one in classes:
        for place, name in enumerate(islice(names, PUPILS), start=1):
            student = _student(name, one, place, random)
            relation = random.choice(["mother", "father"])
            students.append(student)
            guardians.append(
                Guardian(student=student, name=next(names), relation=relation, phones=[phone(random)], restriction=None)
            )
    prepare_numbers(len(students) + len(guardians))
    with transaction.atomic():
        Student.objects.bulk_create(students, batch_size=2000)
        Guardian.objects.bulk_create(guardians, batch_size=2000)
        number_people(
            [(ClientKind.STUDENT, row.pk) for row in students] + [(ClientKind.GUARDIAN, row.pk) for row in guardians]
        )


def _student(name: str, school_class: SchoolClass, place: int, random: Random) -> Student:
    started = school_class.year.starts_on.year - (school_class.grade - 7) % 3
    return Student(
        student_number=f"{started}{school_class.grade:02d}{school_class.number:02d}{place:02d}",
        name=name,
        sort_key=sort_key(name),
        initials=initials(name),
        sex=random.choice("fm"),
        birth_date=date(
            school_class.year.starts_on.year - school_class.grade - 6, random.randint(1, 12), random.randint(1, 28)
        ),
        school_class=school_class,
    )


def _hire(name: str, posts: tuple[Post, ...], classes: list[SchoolClass], since: date, at: datetime) -> Staff:
    staff = add_staff(actor=PROGRAM, name=name, at=at)
    for post in posts:
        own = classes[26] if post is Post.CLASS_TEACHER else None
        first, scope = (own.year.starts_on, own.pk) if own else (since, None)
        give_post(actor=PROGRAM, staff=staff.pk, post=post, starts_on=first, school_class=scope, at=at)
    return staff
