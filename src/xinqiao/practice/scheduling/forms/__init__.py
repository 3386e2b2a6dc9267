"""What people type about the book. Every form carries a token, so that a double click is one act."""

from .booking import BookForm, CancelForm, MoveForm, WhenForm
from .line import OfferForm, ProfileForm
from .own import AskForChildForm, ChooseForm, JoinForm, OwnBookForm
from .plans import DutyForm, HoursForm, RemoveDutyForm, RoomForm, RulesForm, StandInForm
from .printing import PrintDayForm, PrintRangeForm
from .reception import CloseForm, OutsiderForm, StrikeForm, WalkInForm

__all__ = [
    "AskForChildForm",
    "BookForm",
    "CancelForm",
    "ChooseForm",
    "CloseForm",
    "DutyForm",
    "HoursForm",
    "JoinForm",
    "MoveForm",
    "OfferForm",
    "OutsiderForm",
    "OwnBookForm",
    "PrintDayForm",
    "PrintRangeForm",
    "ProfileForm",
    "RemoveDutyForm",
    "RoomForm",
    "RulesForm",
    "StandInForm",
    "StrikeForm",
    "WalkInForm",
    "WhenForm",
]
