"""Whose consent stands, what is missing, and what runs out.

For other areas the door is `standing` (and `standings`, `may_record`): it is asked
before a case is opened and before a recording is taken in. The words they speak in
(`Purpose`, `Giver`, `Way`, `FromFourteen`, `ConsentStanding`) are to be had here, too.
"""

from xinqiao.register.consents.rules import Band, ConsentStanding, FromFourteen, Giver, Purpose, Way, band_of

from .own import (
    Mine,
    OwnConsents,
    ToDecide,
    Waiting,
    guardian_named,
    is_entitled,
    is_signer,
    notice,
    own_consents,
    reader_for,
    reader_of_loaded,
    to_decide,
    waiting_for,
)
from .page import ConsentRow, ConsentsPage, GuardianShown, consents_page, guardians_of
from .signed_papers import SignedPaper, signed_papers
from .situations import (
    as_detail,
    carers_of,
    circumstances_in,
    circumstances_of,
    may_act_for,
    situation_of,
    who_may_consent,
)
from .stands import (
    SCAN,
    Loaded,
    RunsOut,
    as_signed,
    band_on,
    kept_years,
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
    "Mine",
    "OwnConsents",
    "Purpose",
    "RunsOut",
    "SignedPaper",
    "ToDecide",
    "Waiting",
    "Way",
    "as_detail",
    "as_signed",
    "band_of",
    "band_on",
    "carers_of",
    "circumstances_in",
    "circumstances_of",
    "consents_page",
    "guardian_named",
    "guardians_of",
    "is_entitled",
    "is_signer",
    "kept_years",
    "load",
    "may_act_for",
    "may_record",
    "notice",
    "on_who_serves",
    "own_consents",
    "reader_for",
    "reader_of_loaded",
    "running_out",
    "scan_of",
    "school_asks",
    "signed_papers",
    "situation_of",
    "standing",
    "standings",
    "standings_of",
    "to_decide",
    "waiting_for",
    "who_may_consent",
]
