"""The signed forms of a case's client, and which of their scans can be opened from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from xinqiao.core.access import Missing
from xinqiao.practice.cases.models import Case
from xinqiao.register.consents.selectors import SignedPaper, signed_papers


@dataclass(frozen=True)
class ScanRow:
    """One signed form: with its scan here, with one sealed to another case, or with none yet."""

    paper: SignedPaper
    is_here: bool

    @property
    def is_elsewhere(self) -> bool:
        """Its scan is sealed to another case of the client: of a colleague, perhaps."""
        return self.paper.scanned_to is not None and not self.is_here


def scans_of(case: Case, papers: Iterable[SignedPaper]) -> list[ScanRow]:
    """The client's signed forms, and whether this case opens the scan; for whoever has asked the rules about the case."""
    before = case.previous
    ours = {case.dossier_id}
    if before is not None and before.counsellor_id == case.counsellor_id:
        ours.add(before.dossier_id)
    return [ScanRow(paper, paper.scanned_to in ours) for paper in papers]


def signed_paper(case: Case, consent: UUID) -> SignedPaper:
    """One signed form of the case's client. Raises `Missing` for one of somebody else."""
    found = next((one for one in signed_papers(case.client_id) if one.consent == consent), None)
    if found is None:
        raise Missing("consents.consent", consent)
    return found
