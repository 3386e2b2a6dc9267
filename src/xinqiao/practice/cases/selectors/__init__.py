"""What is shown of cases. Nothing here opens the people's seal: that is done by services, and recorded."""

from .counting import CounsellorCounts, counts_by_counsellor
from .lists import CaseLine, case_for, cases_of, late_records, open_case_of, record_for, records_of, who_serves
from .rules import case_rules
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
    "CaseLine",
    "CounsellorCounts",
    "additions_to",
    "case_for",
    "case_rules",
    "cases_of",
    "counts_by_counsellor",
    "draft_of",
    "late_records",
    "next_to_write",
    "note_of",
    "open_case_of",
    "record_for",
    "records_of",
    "talk_before",
    "unfinished_additions_to",
    "unwritten_in",
    "who_serves",
]
