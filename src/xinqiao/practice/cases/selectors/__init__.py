"""What is shown of cases. Nothing here opens the people's seal: that is done by services, and recorded."""

from .counting import CounsellorCounts, counts_by_counsellor
from .lists import CaseLine, case_for, cases_of, late_records, open_case_of, record_for, records_of
from .rules import case_rules

__all__ = [
    "CaseLine",
    "CounsellorCounts",
    "case_for",
    "case_rules",
    "cases_of",
    "counts_by_counsellor",
    "late_records",
    "open_case_of",
    "record_for",
    "records_of",
]
