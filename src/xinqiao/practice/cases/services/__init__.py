"""What may be done: take, ask, change, record."""

from .consent import GivenNow
from .filing import file_record
from .opening import Beginning, CaseTaken, ConsentMissing, open_case
from .papers import Paper, open_agreed, open_paper
from .promises import CONSENT, DANGER, FOLLOW_UP, RECORD_DUE, VISIT_UNWRITTEN
from .readings import CasePage, Shown, Unsaved, open_case_page, open_cases, open_draft, open_record
from .reads import Readers, open_readers
from .rules import set_case_rules
from .searching import Found, Hit, search_own_cases
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
    "Found",
    "GivenNow",
    "Hit",
    "NotInOrder",
    "NotSigned",
    "Paper",
    "Readers",
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
    "open_readers",
    "open_record",
    "save_draft",
    "search_own_cases",
    "set_case_rules",
    "start_record",
]
