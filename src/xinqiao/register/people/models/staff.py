"""Staff, and the posts they hold from a day to a day, themselves or as deputies."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Post
from xinqiao.register.people.models.school import SchoolClass

POST_LABELS = {
    Post.COUNSELLOR: _("心理辅导教师"),
    Post.DIRECTOR: _("心理咨询中心主任"),
    Post.LEADING_GROUP: _("领导小组成员"),
    Post.PRINCIPAL: _("校长"),
    Post.KEEPER: _("档案管理员"),
    Post.SUPERVISOR: _("督导"),
    Post.CLASS_TEACHER: _("班主任"),
    Post.SUBJECT_TEACHER: _("任课教师"),
    Post.OFFICE: _("德育处、教务处"),
    Post.TECHNICIAN: _("技术员"),
}


class Staff(models.Model):
    """A member of staff; kept and marked after leaving."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=200)
    initials = models.CharField(max_length=80)
    left_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifies = {"name", "sort_key", "initials"}
        plain = {"id", "left_on"}

    def __str__(self) -> str:
        return self.name


class PostHeld(models.Model):
    """One post, held by one person from a day to a day; `deputy_for` names whom a deputy stands in for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    post = models.CharField(max_length=20, choices=[(post.value, label) for post, label in POST_LABELS.items()])
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, blank=True, related_name="+")
    deputy_for = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="post_held_by_staff", fields=["staff", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="post_held_in_order", condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on"))
            ),
            models.CheckConstraint(name="post_held_known", condition=Q(post__in=[post.value for post in POST_LABELS])),
            models.CheckConstraint(
                name="class_teacher_has_a_class",
                condition=~Q(post=Post.CLASS_TEACHER.value) | Q(school_class__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_deputises_for_themselves",
                condition=Q(deputy_for__isnull=True) | ~Q(deputy_for=F("staff")),
            ),
        ]

    class Privacy:
        identifies = {"staff", "deputy_for"}
        plain = {"id", "post", "school_class", "starts_on", "ends_on"}

    class Weight:
        name = "people.post_held"
        version = 1
        fields = ("staff_id", "post", "school_class_id", "deputy_for_id", "starts_on", "ends_on")

    def __str__(self) -> str:
        return f"{self.post} {self.starts_on}"
