"""Addresses at which a calendar program finds somebody's times."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault import house
from xinqiao.register.people.models import Client, Staff


class Feed(models.Model):
    """One such address: of a member of staff, or of a client. Only a keyed digest of it is kept.

    A client's feed belongs to one start of the own account, `made_in`, and ends with it. `sees_all`
    says that a counsellor knew the owner when it was made: what somebody made who held only the slip
    never shows more than what came from the same start, even once the owner has become known.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    made_in = models.UUIDField(null=True)
    sees_all = models.BooleanField(default=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=10, blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="feed_by_client", fields=["client"]),
            models.Index(name="feed_by_staff", fields=["staff"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="feed_of_staff_or_of_a_client",
                condition=Q(staff__isnull=False, client__isnull=True, made_in__isnull=True)
                | Q(staff__isnull=True, client__isnull=False, made_in__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"staff", "client"}
        sealed = {"token_hash"}
        plain = {"id", "made_in", "sees_all", "language", "made_at", "revoked_at"}

    class Weight:
        name = "scheduling.feed"
        version = 1
        fields = ("staff", "client", "made_in", "sees_all", "token_hash", "made_at", "revoked_at")

    def __str__(self) -> str:
        return str(self.id)

    def revoke(self, *, at: datetime) -> None:
        """It holds no longer, from this moment."""
        self.revoked_at = at
        self.save(update_fields=["revoked_at"])

    def name_of(self, appointment: UUID) -> str:
        """What an appointment is called in this calendar: the same each time, and not to be recognised in another."""
        return house.blind_index("scheduling.feed.name", f"{self.pk}\0{appointment}")[:16].hex()


def token_hash(token: str) -> bytes:
    """By which an address is found."""
    return house.blind_index("scheduling.feed.token", token)
