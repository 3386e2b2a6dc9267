"""The school itself, its years, terms, classes and calendar."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """PostgreSQL's daterange with both ends included."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class School(models.Model):
    """The one school of this installation."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20, blank=True)
    emergency_numbers = models.CharField(max_length=200, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="school_is_the_only_one", condition=Q(only=True))]

    class Privacy:
        plain = {"id", "only", "name", "short_name", "emergency_numbers", "invented"}

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """A school year, from September to August."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="school_year_in_order", condition=Q(starts_on__lt=F("ends_on"))),
            ExclusionConstraint(
                name="school_years_apart",
                expressions=[(DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
            ),
        ]

    class Privacy:
        plain = {"id", "name", "starts_on", "ends_on"}

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A term within a school year."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="term_in_order", condition=Q(starts_on__lt=F("ends_on"))),
            ExclusionConstraint(
                name="terms_apart",
                expressions=[(DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
            ),
        ]

    class Privacy:
        plain = {"id", "year", "name", "starts_on", "ends_on"}

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day on which the school departs from the public calendar."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    day = models.DateField(unique=True)
    is_school_day = models.BooleanField()
    note = models.CharField(max_length=40, blank=True)

    class Privacy:
        plain = {"id", "day", "is_school_day", "note"}

    def __str__(self) -> str:
        return f"{self.day}: {self.is_school_day}"


class SchoolClass(models.Model):
    """A class in one school year. Grade counts 1 to 12 from the first year of primary school."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="school_class_once", fields=["year", "grade", "number"]),
            models.CheckConstraint(name="school_class_grade_1_to_12", condition=Q(grade__range=(1, 12))),
            models.CheckConstraint(name="school_class_number_1_to_99", condition=Q(number__range=(1, 99))),
        ]

    class Privacy:
        plain = {"id", "year", "grade", "number"}

    def __str__(self) -> str:
        return class_label(self.grade, self.number)


GRADES = (
    "一年级",
    "二年级",
    "三年级",
    "四年级",
    "五年级",
    "六年级",
    "七年级",
    "八年级",
    "九年级",
    "高一",
    "高二",
    "高三",
)


def class_label(grade: int, number: int) -> str:
    """How a class is written on screens: 七年级 12 班, 高二 3 班."""
    return f"{GRADES[grade - 1]} {number} 班"
