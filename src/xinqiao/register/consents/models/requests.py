"""A question that waits on somebody's own page. Whom it waits for lies under the seal: a guardian's number beside a child's would join them."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault import house
from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.consents.rules import Giver, Purpose
from xinqiao.register.consents.states import Asked
from xinqiao.register.people.models import Client, Staff

from .consents import Consent


class ConsentRequest(models.Model):
    """One person is asked about one purpose: `client` is whom it is about, `detail` says who is asked and for what exactly."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    giver = models.CharField(max_length=8, choices=Giver)
    to_index = models.BinaryField(max_length=32)
    detail = HouseSealedJSON(kind="consents.request.detail")
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=Asked, default=Asked.WAITING)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    consent = models.OneToOneField(Consent, models.PROTECT, related_name="+", null=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(name="request_by_whom_it_waits", fields=["to_index"])]
        constraints = [
            models.UniqueConstraint(
                name="one_question_at_a_time",
                fields=["client", "purpose", "to_index"],
                condition=Q(state__in=[Asked.WAITING, Asked.DECLINED]),
            ),
            models.CheckConstraint(
                name="agreed_has_a_consent",
                condition=Q(state=Asked.AGREED, consent__isnull=False)
                | ~Q(state=Asked.AGREED) & Q(consent__isnull=True),
            ),
            models.CheckConstraint(
                name="answered_has_a_time",
                condition=Q(state=Asked.WAITING, answered_at__isnull=True)
                | ~Q(state=Asked.WAITING) & Q(answered_at__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"asked_by"}
        sealed = {"to_index", "detail"}
        plain = {
            "id",
            "client",
            "purpose",
            "giver",
            "valid_until",
            "state",
            "asked_at",
            "answered_at",
            "consent",
            "token",
        }

    class Weight:
        name = "consents.request"
        version = 1
        fields = (
            "client_id",
            "purpose",
            "giver",
            "to_index",
            "detail",
            "valid_until",
            "state",
            "asked_by_id",
            "asked_at",
            "answered_at",
            "consent_id",
        )

    def __str__(self) -> str:
        return str(self.id)


def index_of(number: UUID) -> bytes:
    """The blind index of the one who is asked."""
    return house.blind_index("consents.request.to", str(number))
