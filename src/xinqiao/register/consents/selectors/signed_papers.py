"""The signed forms of a client and where their scans lie; the sealed columns stay closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from xinqiao.core.clock import local
from xinqiao.core.vault.models import SealedFile
from xinqiao.register.consents.models import Consent, EndedBecause
from xinqiao.register.consents.rules import Giver, Purpose, Way

from .stands import SCAN


@dataclass(frozen=True)
class SignedPaper:
    """One signed form. `scanned_to` is the dossier its scan is sealed to; None where there is no scan."""

    consent: UUID
    purpose: Purpose
    giver: Giver
    signed_on: date
    last_day: date | None
    ended_on: date | None
    scanned_to: UUID | None


def signed_papers(client: UUID) -> list[SignedPaper]:
    """Every form that a client or guardian has signed, the newest first; what was entered by mistake is none.

    One statement, for whoever has asked the rules about this client.
    """
    scan = SealedFile.objects.filter(row=OuterRef("pk"), kind=SCAN, destroyed_at=None).values("dossier")[:1]
    rows = Consent.objects.filter(client=client, way=Way.PAPER).exclude(ended_because=EndedBecause.MISTAKE)
    found = rows.annotate(scanned_to=Subquery(scan)).order_by("-signed_on", "-entered_at", "pk")
    return [
        SignedPaper(
            consent,
            Purpose(purpose),
            Giver(giver),
            signed_on,
            last_day,
            local(ended_at).date() if ended_at else None,
            scanned_to,
        )
        for consent, purpose, giver, signed_on, last_day, ended_at, scanned_to in found.values_list(
            "pk", "purpose", "given_by", "signed_on", "valid_until", "ended_at", "scanned_to"
        )
    ]
