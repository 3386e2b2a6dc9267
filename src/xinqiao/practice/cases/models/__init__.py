"""Cases, their records, what is half written, and what the school has set. Clients are numbers here."""

from xinqiao.practice.cases.rules.codes import Channel, DropReason, Kind, SessionWay, Theme

from .approvals import DECIDERS, MOST_COPIES, NotApproved, PrintApproval, PrintRun
from .cases import Case
from .files import CaseFile, FileKind
from .records import Draft, Record
from .rules import LONGEST_HOURS, CaseRules

__all__ = [
    "DECIDERS",
    "LONGEST_HOURS",
    "MOST_COPIES",
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
    "SessionWay",
    "Theme",
]
