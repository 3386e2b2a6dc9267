"""What people type about the book. Every form carries a token, so that a double click is one act."""

from .booking import BookForm, CancelForm, MoveForm, WhenForm
from .plans import DutyForm, HoursForm, RemoveDutyForm, RoomForm, RulesForm, StandInForm
from .printing import PrintDayForm, PrintRangeForm
from .reception import CloseForm, OutsiderForm, StrikeForm, WalkInForm

__all__ = [
    "BookForm",
    "CancelForm",
    "CloseForm",
    "DutyForm",
    "HoursForm",
    "MoveForm",
    "OutsiderForm",
    "PrintDayForm",
    "PrintRangeForm",
    "RemoveDutyForm",
    "RoomForm",
    "RulesForm",
    "StandInForm",
    "StrikeForm",
    "WalkInForm",
    "WhenForm",
]
