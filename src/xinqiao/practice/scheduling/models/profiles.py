"""Who is there, as pupils and guardians see it."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xinqiao.register.people.models import Staff

MOST_LINES, LONGEST_LINE = 3, 40


class CounsellorProfile(models.Model):
    """How a counsellor shows themselves at the own door: what one calls them, three lines, a picture if they like.

    Made to be seen by everybody at the school, so nothing of it is sealed. The
    picture's pixels were written anew when it came in and carry nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.OneToOneField(Staff, models.PROTECT, related_name="+")
    called = models.CharField(max_length=20, blank=True)
    lines = ArrayField(models.CharField(max_length=LONGEST_LINE), size=MOST_LINES, default=list)
    picture = models.BinaryField(null=True)
    media = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="profile_picture_has_a_kind",
                condition=Q(picture__isnull=True, media="") | Q(picture__isnull=False) & ~Q(media=""),
            ),
        ]

    class Privacy:
        identifies = {"staff", "called", "lines", "picture"}
        plain = {"id", "media"}

    class Weight:
        name = "scheduling.profile"
        version = 1
        fields = ("staff", "called", "lines", "picture", "media")

    def __str__(self) -> str:
        return str(self.id)
