"""Grants of keys: a private half, sealed to somebody's public half."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from xinqiao.core.vault.models.pairs import Dossier, PersonKey, RecoveryKey, TeamKey


def _exactly_one(*names: str) -> Q:
    """Exactly one of these columns is filled."""
    choices = Q()
    for chosen in names:
        choices |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return choices


class KeyGrant(models.Model):
    """The key of a dossier or of a team, sealed to a person, a team or the envelope.

    Who granted it, by which clause and until when stands beside it. An ended
    grant keeps its row and loses its ciphertext.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", null=True)
    team = models.ForeignKey(TeamKey, models.PROTECT, related_name="+", null=True)
    to_person = models.ForeignKey(PersonKey, models.PROTECT, related_name="+", null=True)
    to_team = models.ForeignKey(TeamKey, models.PROTECT, related_name="+", null=True)
    to_recovery = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="+", null=True)
    sealed = models.BinaryField(max_length=1000)
    granted_by = models.UUIDField(null=True)
    clause = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="vault_grant_opens_one", condition=_exactly_one("dossier", "team")),
            models.CheckConstraint(
                name="vault_grant_to_one", condition=_exactly_one("to_person", "to_team", "to_recovery")
            ),
            models.CheckConstraint(
                name="vault_grant_team_not_to_team", condition=Q(team__isnull=True) | Q(to_team__isnull=True)
            ),
            models.UniqueConstraint(
                name="vault_grant_once",
                fields=["dossier", "team", "to_person", "to_team", "to_recovery"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
        ]

    class Privacy:
        identifies = {"granted_by"}
        sealed = {"sealed"}
        plain = {
            "id",
            "dossier",
            "team",
            "to_person",
            "to_team",
            "to_recovery",
            "clause",
            "made_at",
            "until",
            "ended_at",
        }

    class Weight:
        name = "vault.key_grant"
        version = 1
        fields = (
            "dossier",
            "team",
            "to_person",
            "to_team",
            "to_recovery",
            "sealed",
            "granted_by",
            "clause",
            "made_at",
            "until",
            "ended_at",
        )

    def __str__(self) -> str:
        return str(self.id)

    @staticmethod
    def standing(at: datetime) -> Q:
        """The grants that are good at this moment."""
        return Q(ended_at=None) & (Q(until=None) | Q(until__gt=at))
