"""What is shown of cases. Nothing here opens the people's seal: that is done by services, and recorded."""

from .counting import CounsellorCounts, counts_by_counsellor
from .finding import case_after, records_of_visits
from .lists import (
    CaseLine,
    case_for,
    cases_of,
    dossiers_of,
    late_records,
    open_case_of,
    record_for,
    records_of,
    who_serves,
)
from .opening import Before, before_opening, channel_of
from .reads import ReadRow, readers_of
from .rules import case_rules
from .searching import drafts_to_search, records_to_search
from .writing import (
    additions_to,
    draft_of,
    next_to_write,
    note_of,
    talk_before,
    unfinished_additions_to,
    unwritten_in,
)

__all__ = [
    "Before",
    "CaseLine",
    "CounsellorCounts",
    "ReadRow",
    "additions_to",
    "before_opening",
    "case_after",
    "case_for",
    "case_rules",
    "cases_of",
    "channel_of",
    "counts_by_counsellor",
    "dossiers_of",
    "draft_of",
    "drafts_to_search",
    "late_records",
    "next_to_write",
    "note_of",
    "open_case_of",
    "readers_of",
    "record_for",
    "records_of",
    "records_of_visits",
    "records_to_search",
    "talk_before",
    "unfinished_additions_to",
    "unwritten_in",
    "who_serves",
]
