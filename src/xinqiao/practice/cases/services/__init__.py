"""What may be done: take, ask, change, record."""

from .consent import GivenNow
from .filing import file_record
from .opening import Beginning, CaseTaken, ConsentMissing, open_case
from .papers import Paper, open_agreed, open_paper
from .promises import CONSENT, DANGER, FOLLOW_UP, RECORD_DUE, VISIT_UNWRITTEN
from .readings import CasePage, Shown, Unsaved, open_case_page, open_cases, open_draft, open_record
from .rules import set_case_rules
from .standing import NotInOrder, NotSigned
from .writing import StaleDraft, drop_record, save_draft, start_record

__all__ = [
    "CONSENT",
    "DANGER",
    "FOLLOW_UP",
    "RECORD_DUE",
    "VISIT_UNWRITTEN",
    "Beginning",
    "CasePage",
    "CaseTaken",
    "ConsentMissing",
    "GivenNow",
    "NotInOrder",
    "NotSigned",
    "Paper",
    "Shown",
    "StaleDraft",
    "Unsaved",
    "drop_record",
    "file_record",
    "open_agreed",
    "open_case",
    "open_case_page",
    "open_cases",
    "open_draft",
    "open_paper",
    "open_record",
    "save_draft",
    "set_case_rules",
    "start_record",
]
