"""What is shown of cases. Nothing here opens the people's seal: that is done by services, and recorded."""

from .counting import CounsellorCounts, counts_by_counsellor
from .danger import about_help, help_among, help_owed
from .files import file_for, files_of, is_stopped
from .finding import asks_for_a_record, case_after, case_with, records_of_visits
from .keys import WhoOpens, who_opens
from .lists import (
    CaseLine,
    additions_of,
    case_for,
    cases_of,
    dossiers_of,
    open_case_of,
    record_for,
    records_of,
    who_serves,
    works_with,
)
from .opening import Before, before_opening, channel_of
from .printing import (
    approval_for,
    approvals_for,
    filed_papers,
    papers_between,
    papers_in,
    papers_to_print,
    run_for,
    runs_to_finish,
    standing_approvals,
)
from .reads import ReadRow, readers_of
from .rules import case_rules
from .scans import ScanRow, scans_of, signed_paper
from .searching import drafts_to_search, records_to_search
from .writing import (
    draft_of,
    last_plan,
    next_to_write,
    note_of,
    plan_of,
    talk_before,
    unfinished_additions_to,
    unwritten_in,
)

__all__ = [
    "Before",
    "CaseLine",
    "CounsellorCounts",
    "ReadRow",
    "ScanRow",
    "WhoOpens",
    "about_help",
    "additions_of",
    "approval_for",
    "approvals_for",
    "asks_for_a_record",
    "before_opening",
    "case_after",
    "case_for",
    "case_rules",
    "case_with",
    "cases_of",
    "channel_of",
    "counts_by_counsellor",
    "dossiers_of",
    "draft_of",
    "drafts_to_search",
    "file_for",
    "filed_papers",
    "files_of",
    "help_among",
    "help_owed",
    "is_stopped",
    "last_plan",
    "next_to_write",
    "note_of",
    "open_case_of",
    "papers_between",
    "papers_in",
    "papers_to_print",
    "plan_of",
    "readers_of",
    "record_for",
    "records_of",
    "records_of_visits",
    "records_to_search",
    "run_for",
    "runs_to_finish",
    "scans_of",
    "signed_paper",
    "standing_approvals",
    "talk_before",
    "unfinished_additions_to",
    "unwritten_in",
    "who_opens",
    "who_serves",
    "works_with",
]
