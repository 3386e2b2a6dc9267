"""Students and their guardians, as the roster gives them. Nothing here tells who came to the service."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.people.models.school import SchoolClass


class Sex(models.TextChoices):
    """Sex as the roster states it."""

    FEMALE = "f", _("女")
    MALE = "m", _("男")
    UNKNOWN = "", _("未填")


class Student(models.Model):
    """A pupil on the roster; kept and marked after leaving."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    student_number = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=200)
    initials = models.CharField(max_length=80)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="+")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="student_by_sort_key", fields=["sort_key"]),
            models.Index(name="student_by_class", fields=["school_class", "sort_key"]),
        ]

    class Privacy:
        identifies = {"student_number", "name", "sort_key", "initials", "sex", "birth_date", "school_class"}
        plain = {"id", "left_on"}

    def __str__(self) -> str:
        return self.name


class Relation(models.TextChoices):
    """What a guardian is to the student."""

    FATHER = "father", _("父亲")
    MOTHER = "mother", _("母亲")
    GRANDPARENT = "grandparent", _("祖父母")
    RELATIVE = "relative", _("其他亲属")
    DELEGATED = "delegated", _("受委托照护人")
    OTHER = "other", _("其他监护人")


class Guardian(models.Model):
    """A guardian of one student. The restriction is respected by whoever would call."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=12, choices=Relation)
    phones = HouseSealedJSON(kind="people.guardian.phones")
    has_custody = models.BooleanField(default=True)
    may_be_contacted = models.BooleanField(default=True)
    restriction = HouseSealedJSON(kind="people.guardian.restriction", null=True)

    class Meta:
        indexes = [models.Index(name="guardian_by_student", fields=["student"])]
        constraints = [
            models.UniqueConstraint(name="guardian_once", fields=["student", "name", "relation"]),
            models.CheckConstraint(
                name="guardian_restriction_has_reason",
                condition=Q(may_be_contacted=True) | Q(restriction__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"student", "name", "relation"}
        sealed = {"phones", "restriction"}
        plain = {"id", "has_custody", "may_be_contacted"}

    def __str__(self) -> str:
        return self.name
