"""What a member of staff has shown and signed. A row says that somebody saw the paper, who, and when."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.register.credentials.rules import QUALIFICATIONS
from xinqiao.register.people.models import Staff


class QualificationKind(models.TextChoices):
    """What a qualification shows; the values are those of `rules.Need`."""

    DEGREE = "degree", _("学历")
    CERTIFICATE = "certificate", _("资格证书")
    TRAINING = "training", _("岗前培训")


class WithdrawnBecause(models.TextChoices):
    """Why a qualification counts no more."""

    MISTAKE = "mistake", _("登记错了")
    REVOKED = "revoked", _("发证的机构撤销了")
    REPLACED = "replaced", _("换成了新的一份")


class AgreementText(models.TextChoices):
    """Which text was signed."""

    SHEET_1 = "sheet-1", _("心桥的保密协议，第 1 版")
    OWN = "own", _("学校自己的保密协议")


class EndedBecause(models.TextChoices):
    """Why a promise of secrecy no longer stands. The duty to keep silent does not end with it."""

    RENEWED = "renewed", _("重新签了一份")
    LEFT = "left", _("不再做这里的工作")
    MISTAKE = "mistake", _("登记错了")


class Qualification(models.Model):
    """A degree, a certificate, or training before the first day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=QualificationKind)
    name = models.CharField(max_length=80)
    issuer = models.CharField(max_length=80)
    number = HouseSealedText(kind="credentials.qualification.number", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    seen_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=10, choices=WithdrawnBecause, blank=True)

    class Meta:
        indexes = [models.Index(name="qualification_of_staff", fields=["staff", "kind"])]
        constraints = [
            models.UniqueConstraint(
                name="qualification_entered_once",
                fields=["staff", "kind", "name", "valid_from"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="qualification_kind_known", condition=Q(kind__in=[need.value for need in QUALIFICATIONS])
            ),
            models.CheckConstraint(
                name="qualification_in_order", condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to"))
            ),
            models.CheckConstraint(name="qualification_seen_by_another", condition=~Q(seen_by=F("staff"))),
            models.CheckConstraint(
                name="qualification_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]

    class Privacy:
        identifies = {"staff", "name", "issuer", "seen_by"}
        sealed = {"number"}
        plain = {"id", "kind", "valid_from", "valid_to", "checked_at", "withdrawn_at", "withdrawn_because"}

    class Weight:
        name = "credentials.qualification"
        version = 1
        fields = (
            "staff_id",
            "kind",
            "name",
            "issuer",
            "number",
            "valid_from",
            "valid_to",
            "seen_by_id",
            "checked_at",
            "withdrawn_at",
            "withdrawn_because",
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ConfidentialityAgreement(models.Model):
    """A promise of secrecy, signed on paper; `until` is what the paper says, `ended_on` the first day it stood no more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    text = models.CharField(max_length=10, choices=AgreementText)
    signed_on = models.DateField()
    until = models.DateField(null=True)
    seen_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=10, choices=EndedBecause, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agreement_entered_once", fields=["staff", "signed_on"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="agreement_in_order", condition=Q(until__isnull=True) | Q(signed_on__lte=F("until"))
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(signed_on__lte=F("ended_on")),
            ),
            models.CheckConstraint(name="agreement_seen_by_another", condition=~Q(seen_by=F("staff"))),
            models.CheckConstraint(
                name="agreement_ended_says_why",
                condition=Q(ended_on__isnull=True, ended_because="") | Q(ended_on__isnull=False) & ~Q(ended_because=""),
            ),
        ]

    class Privacy:
        identifies = {"staff", "seen_by"}
        plain = {"id", "text", "signed_on", "until", "checked_at", "ended_on", "ended_because"}

    class Weight:
        name = "credentials.agreement"
        version = 1
        fields = (
            "staff_id",
            "text",
            "signed_on",
            "until",
            "seen_by_id",
            "checked_at",
            "ended_on",
            "ended_because",
        )

    def __str__(self) -> str:
        return f"{self.text} {self.id}"
