"""What may be done at the own door, and at the desk for it.

Nothing may keep that somebody came in, left or chose a new PIN: those services
ask, and write nothing into the ledger.
"""

from xinqiao.register.personal.proving import NotForYouYet, TooOften, WrongNameOrWords, prove, the_rules

from .codes import NewHandCode, WrongCode, give_code, use_code
from .entering import Opened, SlipOver, begin, come_in, show_slip
from .own import SignedOut, WrongWords, change_words, end_session, end_sessions
from .settings import set_door_rules
from .slips import NobodyToPrintFor, Slip, Slips, make_class_slips, make_one_slip

__all__ = [
    "NewHandCode",
    "NobodyToPrintFor",
    "NotForYouYet",
    "Opened",
    "SignedOut",
    "Slip",
    "SlipOver",
    "Slips",
    "TooOften",
    "WrongCode",
    "WrongNameOrWords",
    "WrongWords",
    "begin",
    "change_words",
    "come_in",
    "end_session",
    "end_sessions",
    "give_code",
    "make_class_slips",
    "make_one_slip",
    "prove",
    "set_door_rules",
    "show_slip",
    "the_rules",
    "use_code",
]
