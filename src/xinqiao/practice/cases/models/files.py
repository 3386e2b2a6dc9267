"""What hangs on a case beside its papers: letters, drawings, scans, recordings."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.core.vault.models import SealedFile
from xinqiao.register.people.models import Staff

from .cases import Case
from .records import Record


class FileKind(models.TextChoices):
    """What a file is to the case. Values are stored."""

    LETTER = "letter", _("信件")
    DRAWING = "drawing", _("画")
    SCAN = "scan", _("扫描件")
    AUDIO = "audio", _("录音录像")
    OTHER = "other", _("其他")


class CaseFile(models.Model):
    """A file of a case, or of one of its papers. Its name and content are sealed to the case's dossier.

    `details` holds what a list shows while everything is locked (media type and
    size), sealed for the house. `token` comes with the upload: sent twice it is
    kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=FileKind)
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    details = HouseSealedJSON(kind="cases.file.details")
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(name="case_file_by_case", fields=["case", "added_at"])]
        constraints = [models.CheckConstraint(name="case_file_kind_known", condition=Q(kind__in=FileKind.values))]

    class Privacy:
        identifies = {"added_by"}
        sealed = {"details"}
        plain = {"id", "case", "record", "kind", "file", "added_at", "token"}

    class Weight:
        name = "cases.file"
        version = 1
        fields = ("case", "record", "kind", "file", "added_by", "added_at", "details")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def media(self) -> str:
        """Its media type, as the vault found it."""
        return str(self.details.get("media", ""))

    @property
    def media_words(self) -> str:
        """What it is, as a person would say."""
        words = {"image": _("图片"), "audio": _("录音"), "video": _("录像"), "text": _("文本")}
        return str(words.get(self.media.partition("/")[0], "PDF"))

    @property
    def size(self) -> int:
        """Its bytes."""
        return int(self.details.get("size", 0))

    @property
    def is_recording(self) -> bool:
        """Whether it is played rather than looked at."""
        return self.media.startswith(("audio/", "video/"))
