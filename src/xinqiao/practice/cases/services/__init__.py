"""What may be done: take, ask, change, record."""

from .approvals import Wanted, ask_to_print, decide_print, end_print
from .consent import GivenNow
from .danger import confirm_help
from .disclosing import (
    GivenPage,
    give_from_case,
    open_given_list,
    open_goals,
    preview_giving,
    print_leavings,
    take_back_given,
)
from .drafts import open_plan_for
from .files import RecordingNotAgreed, RecordingStopped, Upload, attach_file, open_case_file
from .filing import file_record
from .opening import Beginning, CaseTaken, ConsentMissing, open_case
from .printing import A_STEP, StepTaken, print_consent, print_next, print_papers, start_print_run
from .promises import CONSENT, FOLLOW_UP, HELP, RECORD_DUE, VISIT_UNWRITTEN
from .readings import CasePage, Paper, Shown, Unsaved, open_agreed, open_case_page, open_cases, open_draft, open_paper
from .reads import Readers, open_readers, print_readers
from .rules import set_case_rules
from .scans import keep_scan, open_case_scan
from .searching import Found, Hit, search_own_cases
from .standing import NotInOrder, NotSigned
from .visits import start_visit_record
from .writing import StaleDraft, drop_record, save_draft, start_record

__all__ = [
    "A_STEP",
    "CONSENT",
    "FOLLOW_UP",
    "HELP",
    "RECORD_DUE",
    "VISIT_UNWRITTEN",
    "Beginning",
    "CasePage",
    "CaseTaken",
    "ConsentMissing",
    "Found",
    "GivenNow",
    "GivenPage",
    "Hit",
    "NotInOrder",
    "NotSigned",
    "Paper",
    "Readers",
    "RecordingNotAgreed",
    "RecordingStopped",
    "Shown",
    "StaleDraft",
    "StepTaken",
    "Unsaved",
    "Upload",
    "Wanted",
    "ask_to_print",
    "attach_file",
    "confirm_help",
    "decide_print",
    "drop_record",
    "end_print",
    "file_record",
    "give_from_case",
    "keep_scan",
    "open_agreed",
    "open_case",
    "open_case_file",
    "open_case_page",
    "open_case_scan",
    "open_cases",
    "open_draft",
    "open_given_list",
    "open_goals",
    "open_paper",
    "open_plan_for",
    "open_readers",
    "preview_giving",
    "print_consent",
    "print_leavings",
    "print_next",
    "print_papers",
    "print_readers",
    "save_draft",
    "search_own_cases",
    "set_case_rules",
    "start_print_run",
    "start_record",
    "start_visit_record",
    "take_back_given",
]
