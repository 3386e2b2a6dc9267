"""Whose consent stands, what is missing, and what runs out.

For other areas the door is `standing` (and `standings`, `may_record`): it is asked
before a case is opened and before a recording is taken in. The words they speak in
(`Purpose`, `Giver`, `Way`, `FromFourteen`, `ConsentStanding`) are to be had here, too.
"""

from xinqiao.register.consents.rules import Band, ConsentStanding, FromFourteen, Giver, Purpose, Way, band_of

from .page import ConsentRow, ConsentsPage, GuardianShown, consents_page, guardians_of
from .signed_papers import SignedPaper, signed_papers
from .stands import (
    SCAN,
    Loaded,
    RunsOut,
    band_on,
    load,
    may_record,
    on_who_serves,
    running_out,
    scan_of,
    school_asks,
    standing,
    standings,
    standings_of,
)

__all__ = [
    "SCAN",
    "Band",
    "ConsentRow",
    "ConsentStanding",
    "ConsentsPage",
    "FromFourteen",
    "Giver",
    "GuardianShown",
    "Loaded",
    "Purpose",
    "RunsOut",
    "SignedPaper",
    "Way",
    "band_of",
    "band_on",
    "consents_page",
    "guardians_of",
    "load",
    "may_record",
    "on_who_serves",
    "running_out",
    "scan_of",
    "school_asks",
    "signed_papers",
    "standing",
    "standings",
    "standings_of",
]
