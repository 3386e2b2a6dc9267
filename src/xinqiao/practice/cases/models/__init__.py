"""Cases, their records, what is half written, and what the school has set. Clients are numbers here."""

from xinqiao.practice.cases.rules.codes import TALKS, Channel, DropReason, Kind, SessionWay, Theme
from xinqiao.practice.cases.rules.course import REASONS as CLOSING_REASONS
from xinqiao.practice.cases.states import RecordState

from .approvals import DECIDERS, MOST_COPIES, NotApproved, PrintApproval, PrintRun
from .cases import Case
from .files import CaseFile, FileKind
from .records import Draft, Record
from .rules import LONGEST_HOURS, CaseRules

__all__ = [
    "CLOSING_REASONS",
    "DECIDERS",
    "LONGEST_HOURS",
    "MOST_COPIES",
    "TALKS",
    "Case",
    "CaseFile",
    "CaseRules",
    "Channel",
    "Draft",
    "DropReason",
    "FileKind",
    "Kind",
    "NotApproved",
    "PrintApproval",
    "PrintRun",
    "Record",
    "RecordState",
    "SessionWay",
    "Theme",
]
