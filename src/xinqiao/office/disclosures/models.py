"""What was given to whom. A copy stands by itself, under the house seal; the record it is about is never touched.

To whom, by what and what is written lie sealed. A copy for somebody with a door of their
own is found by a blind index over the pair of client and receiver, so that no row, and no
two rows together, tell which numbers belong to one family.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault import house
from xinqiao.core.vault.fields import HouseSealedJSON, HouseSealedText
from xinqiao.office.disclosures.rules import (
    KINDS,
    PURPOSES,
    Basis,
    ConsentBasis,
    DisclosureKind,
    Ground,
    GroundBasis,
    Leaving,
    Receiver,
    TheClientsOwn,
    To,
    Why,
    basis_from,
)
from xinqiao.office.disclosures.states import GivenState, check_given_move
from xinqiao.register.people.models import Client, Staff

__all__ = [
    "KINDS",
    "PURPOSES",
    "Basis",
    "ConsentBasis",
    "Disclosure",
    "DisclosureKind",
    "EndedBecause",
    "GivenState",
    "Ground",
    "GroundBasis",
    "Leaving",
    "Receiver",
    "TheClientsOwn",
    "To",
    "Why",
    "addressed_to",
]


class EndedBecause(models.TextChoices):
    """Why a copy was gone before it was seen."""

    TAKEN_BACK = "taken_back", _("收回")
    WITHDRAWN = "withdrawn", _("撤回了同意")


def addressed_to(client: UUID, receiver: UUID) -> bytes:
    """The blind index of what is about a client and waits at somebody's own door."""
    return house.blind_index("disclosures.addressed", f"{client}/{receiver}")


class Disclosure(models.Model):
    """One copy, or one printing, that left the relationship. It is never altered; `token` makes a form count once.

    `seen_on` is the day on which it was first opened by whom it is for: sealed, since it
    tells of a visit, and not part of what carries weight, since nothing records visits.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=GivenState)
    addressed = models.BinaryField(max_length=32, null=True)
    content = HouseSealedJSON(kind="disclosures.disclosure.content")
    receiver = HouseSealedJSON(kind="disclosures.disclosure.receiver")
    basis = HouseSealedJSON(kind="disclosures.disclosure.basis")
    given_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    seen_on = HouseSealedText(kind="disclosures.disclosure.seen_on", null=True)
    taken_back_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=10, choices=EndedBecause, blank=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="disclosure_about", fields=["client", "-given_at"]),
            models.Index(name="disclosure_addressed", fields=["addressed"], condition=Q(addressed__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(name="disclosure_kind_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(name="disclosure_state_known", condition=Q(state__in=GivenState.values)),
            models.CheckConstraint(
                name="disclosure_at_a_door_or_handed",
                condition=Q(state=GivenState.HANDED, addressed__isnull=True)
                | ~Q(state=GivenState.HANDED) & Q(addressed__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_seen_has_a_day",
                condition=Q(state=GivenState.SEEN, seen_on__isnull=False)
                | ~Q(state=GivenState.SEEN) & Q(seen_on__isnull=True),
            ),
            models.CheckConstraint(
                name="disclosure_taken_back_says_why",
                condition=Q(state=GivenState.TAKEN_BACK, taken_back_at__isnull=False) & ~Q(ended_because="")
                | ~Q(state=GivenState.TAKEN_BACK) & Q(taken_back_at__isnull=True, ended_because=""),
            ),
        ]

    class Privacy:
        identifies = {"given_by"}
        sealed = {"content", "receiver", "basis", "seen_on"}
        plain = {"id", "client", "kind", "state", "addressed", "given_at", "taken_back_at", "ended_because", "token"}

    class Weight:
        name = "disclosures.disclosure"
        version = 1
        fields = (
            "client_id",
            "kind",
            "addressed",
            "content",
            "receiver",
            "basis",
            "given_by_id",
            "given_at",
            "taken_back_at",
            "ended_because",
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def of_kind(self) -> DisclosureKind:
        """The kind as it is declared."""
        return KINDS[self.kind]

    @property
    def to(self) -> To:
        """Whom it is for. Opens the seal."""
        return To(self.receiver["to"])

    @property
    def by(self) -> Basis:
        """What it was given by. Opens the seal."""
        return basis_from(self.basis)

    @property
    def is_waiting(self) -> bool:
        """At somebody's own door, and not seen yet."""
        return self.state == GivenState.WAITING

    @property
    def is_taken_back(self) -> bool:
        """Gone before it was seen."""
        return self.state == GivenState.TAKEN_BACK

    def become(self, state: GivenState, **changed: object) -> None:
        """Move to another state, once, with what changes along. Raises `AlreadySeen`."""
        check_given_move(GivenState(self.state), state)
        self.state = state
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changed])
