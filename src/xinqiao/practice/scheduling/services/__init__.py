"""What may be done: take, ask, change, record."""

from .booking import Asked, SlotTaken, StalePage, book_appointment
from .changes import cancel_appointment, mark_no_show, move_appointment
from .duty import note_duty_gaps, plan_duty, remove_duty
from .feeds import MOST_FEEDS, MadeFeed, TooManyFeeds, make_feed, revoke_feed
from .hours import Session, set_opening_hours, set_service_rules
from .line import (
    Wanted,
    decline_offer,
    join_line,
    lapse_offer,
    leave_line,
    look_after_line,
    offer_next,
    offer_time,
    strike_from_line,
    take_offer,
)
from .own import OwnWanted, book_own, cancel_own, move_own
from .profiles import Picture, keep_profile
from .promises import AT_THE_LINE
from .readings import (
    open_appointment,
    open_appointments_to_print,
    open_day,
    open_register,
    open_visit,
    open_waiting,
    open_waiting_line,
    open_week,
)
from .reception import Registered, receive_appointment, register_walk_in
from .reminding import remind_of, remind_tomorrow
from .requests import answer_request, ask_for_child, withdraw_request
from .rooms import add_room, retire_room
from .visits import call_in, close_visit, on_visit_change, strike_visit

__all__ = [
    "AT_THE_LINE",
    "MOST_FEEDS",
    "Asked",
    "MadeFeed",
    "OwnWanted",
    "Picture",
    "Registered",
    "Session",
    "SlotTaken",
    "StalePage",
    "TooManyFeeds",
    "Wanted",
    "add_room",
    "answer_request",
    "ask_for_child",
    "book_appointment",
    "book_own",
    "call_in",
    "cancel_appointment",
    "cancel_own",
    "close_visit",
    "decline_offer",
    "join_line",
    "keep_profile",
    "lapse_offer",
    "leave_line",
    "look_after_line",
    "make_feed",
    "mark_no_show",
    "move_appointment",
    "move_own",
    "note_duty_gaps",
    "offer_next",
    "offer_time",
    "on_visit_change",
    "open_appointment",
    "open_appointments_to_print",
    "open_day",
    "open_register",
    "open_visit",
    "open_waiting",
    "open_waiting_line",
    "open_week",
    "plan_duty",
    "receive_appointment",
    "register_walk_in",
    "remind_of",
    "remind_tomorrow",
    "remove_duty",
    "retire_room",
    "revoke_feed",
    "set_opening_hours",
    "set_service_rules",
    "strike_from_line",
    "strike_visit",
    "take_offer",
    "withdraw_request",
]
