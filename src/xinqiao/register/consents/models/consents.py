"""What was agreed to, by whom, on which paper. Rows name the client number and nobody."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.consents.rules import Giver, Purpose, Way
from xinqiao.register.people.models import Client, Staff


class ConsentForm(models.TextChoices):
    """Which text was signed; the program's own are the printed forms of the same name."""

    COUNSELLING = "consent-counselling", _("心理辅导知情同意书（学生）")
    PRIMARY = "consent-counselling-primary", _("心理辅导知情同意书（小学生）")
    ADULT = "consent-counselling-adult", _("心理辅导知情同意书（成年人）")
    GUARDIAN = "consent-guardian", _("未成年人监护人知情同意书")
    RECORDING = "consent-recording", _("录音录像知情同意书")
    OWN = "own", _("学校自己的同意书")
    SCREEN = "screen", _("屏幕上的说明")
    NONE = "", _("没有纸面")


PRINTED = tuple(form for form in ConsentForm if form.value.startswith("consent-"))
# The version of each printed form that is in use; a test holds it to the form itself.
FORM_VERSION = "1"


class EndedBecause(models.TextChoices):
    """Why a consent counts no more."""

    WITHDRAWN = "withdrawn", _("撤回了")
    MISTAKE = "mistake", _("登记错了")


class Consent(models.Model):
    """One person's consent to one purpose, on paper, on screen or for a while by word of mouth.

    Under the seal: which guardian signed, the signature that was drawn and which text was
    read before, why a mere word had to do, and how it was taken back. In the open: a
    number, dates and codes, which name nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    given_by = models.CharField(max_length=8, choices=Giver)
    way = models.CharField(max_length=8, choices=Way)
    form = models.CharField(max_length=32, choices=ConsentForm, blank=True)
    form_version = models.CharField(max_length=8, blank=True)
    signed_on = models.DateField()
    valid_until = models.DateField(null=True)
    detail = HouseSealedJSON(kind="consents.consent.detail", null=True)
    received_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=10, choices=EndedBecause, blank=True)
    ended_detail = HouseSealedJSON(kind="consents.consent.ended_detail", null=True)

    class Meta:
        indexes = [models.Index(name="consent_of_client", fields=["client", "purpose"])]
        constraints = [
            models.CheckConstraint(
                name="consent_in_order", condition=Q(valid_until__isnull=True) | Q(signed_on__lte=F("valid_until"))
            ),
            models.CheckConstraint(
                name="a_word_ends_and_is_for_talking_only",
                condition=~Q(way=Way.VERBAL) | Q(purpose=Purpose.COUNSELLING, valid_until__isnull=False),
            ),
            models.CheckConstraint(name="a_paper_has_a_form", condition=Q(way=Way.VERBAL, form="") | ~Q(form="")),
            models.CheckConstraint(
                name="consent_ended_says_why",
                condition=Q(ended_at__isnull=True, ended_because="", ended_detail__isnull=True)
                | Q(ended_at__isnull=False) & ~Q(ended_because=""),
            ),
        ]

    class Privacy:
        identifies = {"received_by"}
        sealed = {"detail", "ended_detail"}
        plain = {
            "id",
            "client",
            "purpose",
            "given_by",
            "way",
            "form",
            "form_version",
            "signed_on",
            "valid_until",
            "entered_at",
            "token",
            "ended_at",
            "ended_because",
        }

    class Weight:
        name = "consents.consent"
        version = 1
        fields = (
            "client_id",
            "purpose",
            "given_by",
            "way",
            "form",
            "form_version",
            "signed_on",
            "valid_until",
            "detail",
            "received_by_id",
            "entered_at",
            "ended_at",
            "ended_because",
            "ended_detail",
        )

    def __str__(self) -> str:
        return str(self.id)
