"""The signed forms of a client and where their scans lie; the sealed columns stay closed."""

from collections.abc import Iterable
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
    return papers_among(consents_with_scans(client))


def consents_with_scans(client: UUID) -> list[Consent]:
    """All consents about a client with `scanned_to`: for a page that says how they stand and shows the papers, too."""
    scan = SealedFile.objects.filter(row=OuterRef("pk"), kind=SCAN, destroyed_at=None).values("dossier")[:1]
    rows = Consent.objects.filter(client=client).annotate(scanned_to=Subquery(scan)).select_related("received_by")
    return list(rows.order_by("-signed_on", "-entered_at", "pk"))


def papers_among(rows: Iterable[Consent]) -> list[SignedPaper]:
    """The signed forms among rows of `consents_with_scans`."""
    return [
        SignedPaper(
            row.pk,
            Purpose(row.purpose),
            Giver(row.given_by),
            row.signed_on,
            row.valid_until,
            local(row.ended_at).date() if row.ended_at else None,
            row.scanned_to,  # type: ignore[attr-defined]  # annotated by consents_with_scans
        )
        for row in rows
        if row.way == Way.PAPER and row.ended_because != EndedBecause.MISTAKE
    ]
