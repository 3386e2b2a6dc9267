"""Cases, their records, what is half written, and what the school has set. Clients are numbers here."""

from xinqiao.practice.cases.rules.codes import Channel, DropReason, Kind, SessionWay, Theme

from .cases import Case
from .records import Draft, Record
from .rules import CaseRules

__all__ = ["Case", "CaseRules", "Channel", "Draft", "DropReason", "Kind", "Record", "SessionWay", "Theme"]
